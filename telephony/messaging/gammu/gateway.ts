import { backOffMs } from '../../back-off.ts';
import { wellFormed } from '../../well-formed.ts';
import { createGatewayHealth } from '../gateway-health.ts';
import type {
  DeliveryReported,
  DeliveryStatus,
  MessageGateway,
  MessageReceived,
  MessagingHooks,
  OutboundMessage,
  SendOutcome,
} from '../port.ts';
import { createRecent } from '../recent.ts';
import { segmentsOf } from '../segments.ts';
import { momentOf, zoneHours } from './moments.ts';
import { concatenationIn, type Gathered, gather, headerOf } from './parts.ts';
import { type InboxRow, openGammuTables, type SentRow } from './tables.ts';

export interface GammuGatewayOptions {
  readonly name: string;
  /** Of the PostgreSQL that the daemon writes to. */
  readonly databaseUrl: string;
  /** The modems: the daemon's `PhoneID` (null: the only one, whatever it is called) and the number of its card. */
  readonly phones: readonly { readonly id: string | null; readonly number: string }[];
  /** Messages a second; a modem sends about one in three seconds, but the daemon keeps a queue of its own. */
  readonly perSecond: number;
  /** How often the tables are looked at, ms; 2 s unless told, 1 s at least. */
  readonly pollMs?: number;
  /** How long the parts of a message are waited for, ms; 10 minutes unless told. */
  readonly partsWaitMs?: number;
  readonly now: () => number;
}

/** A message's creator in Gammu's tables begins so; our id follows. */
const creatorPrefix = 'sigap:';
const batch = 200;
const longestPauseMs = 30_000;
/** Somebody may mark an old message as not processed. */
const fullLookEvery = 100;
/** Of several daemons one may commit a lower number later. */
const floorMargin = 1000;

/**
 * GSM modems under Gammu SMSD, by its PostgreSQL tables. Received messages are told until the hook has kept them and are
 * then marked as processed; ours go into the outbox with our id as their creator, so that no try is sent twice.
 * @throws when there is no modem.
 */
export function createGammuGateway(options: GammuGatewayOptions): MessageGateway {
  const { name, databaseUrl, phones, perSecond, pollMs = 2000, partsWaitMs = 600_000, now } = options;
  if (phones.length === 0) throw new Error(`the Gammu gateway ${name} has no modem`);
  const tables = openGammuTables(databaseUrl);
  const health = createGatewayHealth(now, false);
  const told = createRecent();
  const pauseMs = Math.max(pollMs, 1000);
  let hooks: MessagingHooks | null = null;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let failures = 0;
  let looks = 0;
  /** Up to this number of the inbox everything was processed. */
  let floor = 0;
  let mark: string | null = null;
  /** Hours by which the daemon's wall clock is behind. */
  let zone = 0;

  function schedule(ms: number): void {
    if (hooks === null) return;
    timer = setTimeout(() => {
      looking = look();
    }, ms);
  }

  async function look(): Promise<void> {
    try {
      await tellReceived();
      await tellReports();
      failures = 0;
      schedule(pauseMs);
    } catch {
      // Gammu's database is away, or ours is: nothing was marked, so everything is told again.
      failures += 1;
      schedule(backOffMs({ firstMs: 2 * pauseMs, longestMs: longestPauseMs }, failures - 1));
    }
  }

  async function tellReceived(): Promise<void> {
    if (await asked(tables.phoneAlive())) health.heard();
    else health.lost();
    // The inbox has no index for what is not processed, so most looks begin where the last one found nothing before.
    const begin = looks++ % fullLookEvery === 0 ? 0 : floor;
    const newest = await asked(tables.newestReceived());
    let waiting: InboxRow[] = [];
    for (let afterId = begin, last = false; !last; ) {
      const rows = await asked(tables.unprocessed(afterId, batch));
      last = rows.length < batch;
      afterId = rows.at(-1)?.id ?? afterId;
      await passOver(rows.filter((row) => !isMessage(row)));
      // Parts of one message may lie in two batches: what is not whole waits until all were seen.
      waiting.push(...rows.filter(isMessage));
      const messages = gather(waiting, last ? partsWaitMs : Number.POSITIVE_INFINITY);
      for (const message of messages) {
        if (hooks === null) return;
        await hooks.received(messageFrom(message));
        await asked(tables.markProcessed(message.rows.map(({ id }) => id)));
      }
      const gone = new Set(messages.flatMap(({ rows: done }) => done));
      waiting = waiting.filter((row) => !gone.has(row));
    }
    floor = Math.max(0, Math.min(newest, ...waiting.map(({ id }) => id)) - floorMargin);
  }

  async function passOver(rows: readonly InboxRow[]): Promise<void> {
    for (const _ of rows) health.strange();
    if (rows.length > 0) await asked(tables.markProcessed(rows.map(({ id }) => id)));
  }

  async function tellReports(): Promise<void> {
    const { rows, now: next } = await asked(tables.changed(creatorPrefix, mark, 10_000));
    for (const row of rows) {
      const report = reportFrom(row);
      if (hooks === null) return;
      if (report === null || told.get(report.reference) === report.status) continue;
      await hooks.reported(report);
      told.set(report.reference, report.status);
    }
    mark = next;
  }

  /** Notices that the tables do not answer. */
  async function asked<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await answer;
    } catch (error) {
      health.lost();
      throw error;
    }
  }

  function lookAtClock(lagMs: number): void {
    const hours = zoneHours(zone, lagMs);
    if (hours !== zone && hours !== 0) health.strange();
    zone = hours;
    health.clock(hours);
  }

  function messageFrom({ rows, text, complete }: Gathered<InboxRow>): MessageReceived {
    const [first] = [...rows].sort((one, other) => one.id - other.id);
    const { id = 0, at = 0, lagMs = 0, from = '', recipient = '' } = first ?? {};
    lookAtClock(lagMs);
    // Numbers begin anew in a database made anew, so the moment is part of the id. What is told without a part has
    // another id than the whole: a part that comes in between is not lost.
    const ids = complete ? id : rows.map((row) => row.id).join('.');
    return {
      id: `${name}-${ids}-${Math.floor(at / 1000)}`,
      gateway: name,
      channel: 'sms',
      at: momentOf(at, zone, now()),
      from,
      to: phones.find((phone) => phone.id === null || phone.id === recipient)?.number ?? recipient,
      text: wellFormed(text),
      media: [],
    };
  }

  function reportFrom(row: SentRow): DeliveryReported | null {
    const status = statusOf(row);
    if (status === null) return null;
    const at = status === 'delivered' ? (row.deliveredAt ?? row.sentAt) : row.sentAt;
    return {
      gateway: name,
      messageId: row.creator.slice(creatorPrefix.length),
      reference: String(row.id),
      status,
      at: Math.min(Math.floor(at), now()),
      errorCode: status === 'failed' ? errorCodeOf(row) : null,
    };
  }

  async function send(message: OutboundMessage, again: boolean): Promise<SendOutcome> {
    const phone = message.from === '' ? phones[0] : phones.find(({ number }) => number === message.from);
    const wrong = faultOf(message, phone !== undefined);
    if (wrong !== null) return { ok: false, kind: 'rejected', reason: wrong, code: null };
    const { parts, coding } = segmentsOf(message.text);
    const total = parts.length;
    let writing = false;
    try {
      const id = await asked(
        tables.queue(
          {
            creator: creatorPrefix + message.id,
            to: message.to,
            phone: phone?.id ?? null,
            coding: coding === 'gsm7' ? 'Default_No_Compression' : 'Unicode_No_Compression',
            parts: (reference) => {
              writing = true;
              return parts.map((text, at) => ({
                text,
                udh: total === 1 ? null : headerOf({ reference, total, position: at + 1 }),
              }));
            },
          },
          again,
        ),
      );
      return { ok: true, reference: String(id), status: 'queued' };
    } catch {
      // Before the first row was written nothing can have been committed.
      const kind = writing ? 'unknown' : 'unreachable';
      return { ok: false, kind, reason: 'the database of Gammu does not answer', code: null };
    }
  }

  return {
    name,
    channels: ['sms'],
    perSecond,
    start(given) {
      hooks = given;
      schedule(0);
    },
    async stop() {
      hooks = null;
      if (timer !== null) clearTimeout(timer);
      await looking;
      await tables.close();
    },
    status: health.status,
    send,
  };
}

/** Texts from somebody. Answers of the network, binary messages and those without a sender are not for us. */
const isMessage = ({ kind, coding, from }: InboxRow) => kind !== 127 && !coding.startsWith('8bit') && from !== '';

/** Gammu keeps as much of a creator as this, with room to spare. */
const longestId = 80;

function faultOf({ id, channel, to, template }: OutboundMessage, known: boolean): string | null {
  if (channel !== 'sms') return `a modem carries no ${channel}`;
  if (template !== null) return 'a modem knows no templates';
  if (!known) return 'no modem has the number that it should come from';
  if (!/^\+?\d{3,19}$/.test(to)) return 'the recipient is no telephone number';
  return id.length > longestId ? `an id longer than ${longestId} characters` : null;
}

const sentStatuses: ReadonlySet<string> = new Set([
  'SendingOK',
  'SendingOKNoReport',
  'DeliveryPending',
  'DeliveryUnknown',
  'DeliveryOK',
]);

/** Of all its parts together; null while some are still in the outbox. */
function statusOf({ statuses, udh }: SentRow): DeliveryStatus | null {
  if (statuses.some((status) => !sentStatuses.has(status))) return 'failed';
  const total = udh === null ? 1 : (concatenationIn(udh)?.total ?? 1);
  if (statuses.length < total) return null;
  return statuses.every((status) => status === 'DeliveryOK') ? 'delivered' : 'sent';
}

/** The network's code (TP-Status) of the part that failed, or Gammu's word for it. */
function errorCodeOf({ statuses, codes }: SentRow): string {
  const at = statuses.findIndex((status) => !sentStatuses.has(status));
  const code = codes[at] ?? -1;
  return code >= 0 ? String(code) : (statuses[at] ?? 'Error');
}
