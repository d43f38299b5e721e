import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { OfferCard } from '../../../server/contract/views.ts';
import { askAsDialplan } from '../../support/dialplan.ts';
import { type FakeAmi, startFakeAmi } from '../../support/fake-ami.ts';
import { freePort } from '../../support/free-port.ts';
import { openBenchDatabase } from '../support/database.ts';
import { ensureEarlierCallers, numberOf } from '../support/earlier.ts';
import { seeded } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { sealer } from '../support/sealer.ts';
import { floorCall, type Ring, type Rings, registeredCall, stream, unregisteredCall } from './calls.ts';
import { openDesks, openFloorDesks } from './desks.ts';
import type { CallerOnTheLine } from './packets.ts';
import { run } from './processes.ts';
import { type Measured, report } from './report.ts';
import { amiSecret, ensureAgents, productionSettings, registrationToken } from './surroundings.ts';

const extensions = Array.from({ length: 50 }, (_, n) => String(201 + n));
/** Calls a second, and how many. At one a second the 99th percentile of a hundred is the second worst. */
const windows = [
  { rate: 1, calls: 100 },
  { rate: 10, calls: 300 },
  { rate: 50, calls: 1000 },
];
const lateMs = 5_000;

/** From the bytes of a ring on the manager's socket to the screen pop at the browser's end, beside the floor. */
export async function benchScreenPop({ earlier, dataDir, quick }: BenchOptions): Promise<void> {
  const closing: (() => unknown)[] = [];
  try {
    const database = await openBenchDatabase(dataDir, 4);
    closing.unshift(database.close);
    await ensureEarlierCallers(database.dataSource, sealer, earlier);
    const { agents, password } = await ensureAgents(database, extensions);
    const [asterisk, floorAsterisk] = await Promise.all([openAsterisk(), openAsterisk()]);
    closing.unshift(asterisk.stop, floorAsterisk.stop);

    const agiPort = await freePort();
    const settings = {
      ...productionSettings(database.appUrl, asterisk.port, await freePort()),
      ASTERISK_AGI_PORT: String(agiPort),
    };
    const server = await run('server/main.js', [], settings, /(http:\/\/127\.0\.0\.1:\d+)/);
    closing.unshift(server.stop);
    const floor = await run('tests/bench/floor-server.js', [String(floorAsterisk.port), amiSecret], {}, /^(\d+)/);
    closing.unshift(floor.stop);
    await waitFor(() => [asterisk, floorAsterisk].every(hasReader));

    const checker = new pg.Pool({ connectionString: database.url, max: 2 });
    closing.unshift(() => checker.end());
    const rung: Rings = new Map();
    const floorRung: Rings = new Map();
    const desks = await openDesks(server.found, password, agents, shown(rung, checker));
    const floorDesks = await openFloorDesks(floor.found, extensions, (offerId, at) => {
      const ring = floorRung.get(offerId);
      if (ring) ring.shownAt = at;
    });
    closing.unshift(desks.close, floorDesks.close);

    const random = seeded(2026);
    const newCaller = callers(random, earlier);
    const register = registration(agiPort);
    const ours = {
      registered: (caller: CallerOnTheLine) => registeredCall(asterisk, register, caller, rung),
      unregistered: (caller: CallerOnTheLine) => unregisteredCall(asterisk, caller, rung),
    };

    /** Both streams in the same seconds, so that whatever else the machine does is met by both. */
    const measure = async (rate: number, calls: number, how: keyof typeof ours): Promise<Measured> => {
      rung.clear();
      const before = server.cpu();
      floorRung.clear();
      await Promise.all([
        stream(rate, calls, random, () => ours[how](newCaller())),
        stream(rate, calls, random, () => floorCall(floorAsterisk, newCaller(), floorRung)),
      ]);
      await waitFor(() => [...rung.values(), ...floorRung.values()].every(({ shownAt }) => shownAt !== null));
      await sleep(1_000);
      const after = server.cpu();
      const cpu = before === null || after === null ? null : (after - before) / calls;
      return { rate, how, cpu, ours: [...rung.values()], floor: [...floorRung.values()] };
    };

    // Both sides are compiled by their engines and connected to everything before it counts.
    await measure(50, 300, 'registered');
    const share = quick ? 0.2 : 1;
    const measured: Measured[] = [];
    for (const { rate, calls } of windows) measured.push(await measure(rate, calls * share, 'registered'));
    for (const { rate, calls } of windows) measured.push(await measure(rate, calls * share, 'unregistered'));
    const doubled = await callsWithTwoTickets(checker, [...rung.values(), ...measured.flatMap(({ ours }) => ours)]);
    console.log(report(measured, doubled, `${earlier} earlier callers with a case each; ${database.settings}`));
  } finally {
    for (const close of closing) await close();
  }
}

/** An exchange on which every agent's telephone can be rung. */
const openAsterisk = () =>
  startFakeAmi({
    secret: amiSecret,
    lists: () => ({
      DeviceStateList: extensions.map((extension) => ({
        Event: 'DeviceStateChange',
        Device: `PJSIP/${extension}`,
        State: 'NOT_INUSE',
      })),
    }),
  });

/** The state of the queues is the last that is read before a link counts as up. */
const hasReader = ({ actions }: FakeAmi) => actions.some(({ action }) => action === 'DeviceStateList');

/** Notes what a browser was shown, and looks every number up over a connection of its own. */
function shown(rung: Rings, checker: pg.Pool) {
  return ({ offerId, ticketNumber, tickets }: OfferCard, at: number) => {
    const ring = rung.get(offerId);
    if (!ring) return;
    ring.shownAt ??= at;
    if (ticketNumber === null || ring.numberedAt !== null) return;
    ring.numberedAt = at;
    ring.recognised = tickets.length > 0;
    checker
      .query('SELECT FROM case_file WHERE ticket_number = $1 AND call_id = $2', [ticketNumber, ring.callId])
      .then(({ rowCount }) => {
        ring.durable = rowCount === 1;
      })
      .catch((error: unknown) => console.error(error));
  };
}

/** Callers of earlier years, chosen at random, for one agent after the other. */
function callers(random: () => number, earlier: number): () => CallerOnTheLine {
  const second = Math.floor(Date.now() / 1000);
  let count = 0;
  return () => {
    count += 1;
    const number = numberOf(Math.floor(random() * earlier)).dialled;
    const extension = extensions[count % extensions.length] as string;
    return { id: `${second}.${count * 2}`, legId: `${second}.${count * 2 + 1}`, number, extension };
  };
}

/** What the dialplan does. @throws when the server does not answer with a number. */
function registration(agiPort: number) {
  return async ({ id, number }: CallerOnTheLine): Promise<void> => {
    const told = await askAsDialplan(agiPort, 'register', [registrationToken, id, number, 'hotline']);
    if (!told?.startsWith('OK|')) throw new Error(`registration: ${told}`);
  };
}

/** The dialplan's request and the manager's event tell of the same caller within a millisecond: one ticket for both. */
async function callsWithTwoTickets(checker: pg.Pool, rings: readonly Ring[]): Promise<number> {
  const { rowCount } = await checker.query(
    'SELECT call_id FROM case_file WHERE call_id = ANY ($1) GROUP BY call_id HAVING count(*) > 1',
    [rings.map(({ callId }) => callId)],
  );
  return rowCount ?? 0;
}

async function waitFor(done: () => boolean): Promise<void> {
  const until = performance.now() + lateMs;
  while (!done() && performance.now() < until) await sleep(20);
}
