import { createGammuGateway } from '../../telephony/messaging/gammu/gateway.ts';
import type {
  DeliveryReported,
  MessageGateway,
  MessageReceived,
  OutboundMessage,
} from '../../telephony/messaging/port.ts';
import { createTestDatabase } from './database.ts';
import { type GammuDaemon, prepareGammu } from './gammu.ts';
import { type DatabaseProxy, startDatabaseProxy } from './proxy.ts';

/** Of the office's only modem. */
export const office = '+628990000100';
/** Whoever the daemon receives from, and messages go to. */
export const citizen = '+628110000001';

type GammuOptions = Parameters<typeof createGammuGateway>[0];

/** A gateway on a database of Gammu's, and what it told. */
export interface GammuBench {
  readonly daemon: GammuDaemon;
  /** The gateways' way to the database, which can be cut. */
  readonly proxy: DatabaseProxy;
  readonly gateway: MessageGateway;
  readonly received: readonly MessageReceived[];
  readonly reported: readonly DeliveryReported[];
  /** Another gateway on the same database; it is stopped with the bench. */
  make(more?: Partial<GammuOptions>): MessageGateway;
  /** From now on what it has to tell is heard. */
  start(gateway?: MessageGateway): void;
  /** The next message or report cannot be kept. */
  refuseNext(): void;
  /** How many could not be. */
  refused(): number;
  close(): Promise<void>;
}

export async function openGammuBench(): Promise<GammuBench> {
  const database = await createTestDatabase();
  const daemon = await prepareGammu(database.url);
  await daemon.beat();
  const proxy = await startDatabaseProxy(database.url);
  const made: MessageGateway[] = [];
  const make = (more: Partial<GammuOptions> = {}) => {
    const gateway = createGammuGateway({
      name: 'modem',
      databaseUrl: proxy.url,
      phones: [{ id: null, number: office }],
      perSecond: 1,
      pollMs: 1000,
      partsWaitMs: 60_000,
      now: () => Date.now(),
      ...more,
    });
    made.push(gateway);
    return gateway;
  };
  const received: MessageReceived[] = [];
  const reported: DeliveryReported[] = [];
  let toRefuse = 0;
  let refused = 0;
  const keep = <T>(kept: T[], one: T) => {
    if (toRefuse > 0) {
      toRefuse -= 1;
      refused += 1;
      throw new Error('no database');
    }
    kept.push(one);
  };
  const hooks = {
    received: async (message: MessageReceived) => keep(received, message),
    reported: async (report: DeliveryReported) => keep(reported, report),
  };
  const own = make();
  return {
    daemon,
    proxy,
    gateway: own,
    received,
    reported,
    make,
    start: (gateway = own) => gateway.start(hooks),
    refuseNext: () => {
      toRefuse += 1;
    },
    refused: () => refused,
    async close() {
      for (const gateway of made) await gateway.stop();
      await proxy.close();
      await daemon.close();
      await database.drop();
    },
  };
}

let count = 0;

/** An SMS from the office to the citizen, with an id of its own. */
export function smsOf(text: string, about: Partial<OutboundMessage> = {}): OutboundMessage {
  count += 1;
  return {
    id: `m-${count}`,
    writtenAt: Date.now(),
    channel: 'sms',
    from: office,
    to: citizen,
    text,
    template: null,
    ...about,
  };
}
