import { deepEqual } from 'node:assert/strict';
import type { EntryKinds } from '../../server/contract/live.ts';
import type { TwilioVoice } from '../../telephony/twilio/voice/exchange.ts';
import type { Client, View } from './client.ts';
import { type DatabaseProxy, startDatabaseProxy } from './proxy.ts';
import type { TestServer } from './server.ts';
import { createServerDatabase } from './server-people.ts';
import { createTwilioWorld, hotlineNumber, mobileOf102, type TwilioWorld } from './twilio-server.ts';
import type { StandInRing } from './twilio-stand-in/legs.ts';
import type { StandInCaller } from './twilio-stand-in/voice.ts';
import { until } from './until.ts';

/** Who calls when a test does not care. */
export const ani = '+6281234567890';
/** The telephone of 101. */
export const sarisBrowser = 'client:agent_101';

/** A hotline on Twilio that is open: its world, and a server on a database that can be cut off. */
export interface TwilioHotline {
  readonly world: TwilioWorld;
  readonly proxy: DatabaseProxy;
  /** The one that was started last. */
  readonly server: TestServer<TwilioVoice>;
  /** Somebody calls, and waits. */
  call(from?: string): Promise<StandInCaller>;
  /** The ring at this address that is not over, as soon as there is one; at any address when none is given. */
  ringAt(address?: string): Promise<StandInRing>;
  /** Somebody calls, it rings in Sari's browser, and the call pops up on her desk. */
  popUp(desk: View, from?: string): Promise<{ caller: StandInCaller; ring: StandInRing; pop: EntryKinds['offers'] }>;
  /** The agent logs in at the server of now, and takes calls. */
  ready(username: 'sari' | 'budi'): Promise<Client>;
  /** Types of what is stored of the caller's call, in order. */
  historyOf(caller: Pick<StandInCaller, 'sid'>): Promise<string[]>;
  /** Until Twilio has told everything, and what it told is stored. */
  settled(): Promise<void>;
  /** As SIGKILL looks from outside: no word to anybody, and whatever was not committed is lost. */
  kill(): Promise<void>;
  /** A further server on the same database, which Twilio talks to from now on. */
  startAnother(): Promise<void>;
  /** @throws when the stand-in found fault with what we asked or answered, or a log names a number. */
  close(): Promise<void>;
}

/** Opens a hotline on a database of its own; `record`: its calls are recorded; `dataDir`: of its servers; `startsAt`: epoch ms. To be closed after the test. */
export async function openTwilioHotline(
  options: { readonly record?: boolean; readonly dataDir?: string; readonly startsAt?: number } = {},
): Promise<TwilioHotline> {
  const database = await createServerDatabase();
  const proxy = await startDatabaseProxy(database.url);
  const world = await createTwilioWorld(options);
  let server = await world.start(proxy.url);
  await until('Twilio answers', () => server.exchange.status().connected);

  const call = (from = ani) => world.voice.call(from, hotlineNumber);
  const ringAt = (address?: string) =>
    until(`${address ?? 'it'} rings`, () =>
      world.voice.rings.find(({ leg }) => leg.to === (address ?? leg.to) && leg.status === 'ringing'),
    );
  return {
    world,
    proxy,
    get server() {
      return server;
    },
    call,
    ringAt,
    async popUp(desk, from) {
      const caller = await call(from);
      const ring = await ringAt(sarisBrowser);
      return { caller, ring, pop: await desk.until('offers', () => true) };
    },
    async ready(username) {
      const client = await server.logIn(username);
      await client.do('setState', { body: { state: 'ready' } });
      return client;
    },
    async historyOf({ sid }) {
      const rows = await server.sql<{ type: string }>(
        'SELECT e.type FROM case_event e JOIN case_file c ON c.id = e.case_id WHERE c.call_id = $1 ORDER BY e.seq',
        [`twilio-${sid}`],
      );
      return rows.map(({ type }) => type);
    },
    async settled() {
      await world.voice.settled();
      await server.settled();
    },
    async kill() {
      world.vanish();
      await proxy.cut();
      await server.stop();
      await proxy.restore();
    },
    async startAnother() {
      server = await world.start(proxy.url);
    },
    async close() {
      await proxy.restore();
      await world.close();
      await proxy.close();
      await database.drop();
      deepEqual(world.voice.faults, []);
      for (const log of [server.log, world.log]) log.assertNoPersonalData([ani, mobileOf102]);
    },
  };
}
