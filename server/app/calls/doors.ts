import type { AnnouncementName, Door, LeadsOut } from '../../../telephony/doors.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { Way } from '../../domain/agent/queues.ts';
import { waits } from '../../domain/call/call.ts';
import { diallable } from '../../domain/identity/dialling.ts';
import type { Queues } from '../agents/queues.ts';
import type { Entry, Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAnnounce } from '../people/policies.ts';
import type { Announcement } from '../ports/announcements.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createEvery } from '../shared/every.ts';
import type { BlockList } from './block-list.ts';
import type { LiveCalls } from './live-calls.ts';
import type { MissedCallers } from './missed-callers.ts';
import type { OutsideNumber } from './transfers.ts';

/** How callers are let in: by the hours of the service, and by what the office has to announce. */
export interface Doors {
  /**
   * Asked with each ticket number, so it waits for nothing. Undefined: to the queue, at once.
   * @param phone the caller's number, E.164 as far as it is known
   * @param exchange with whose agents and callers he waits
   */
  of(dnis: string, phone: string | null, exchange: string): Door | undefined;
  /** The queue in which a caller of this number waits now at this exchange, and where he is led on from there. */
  wayOf(dnis: string, exchange: string): Way;
  /**
   * Callers hear it from the next one on, until it ends by itself.
   * @returns false: not theirs to say
   * @throws when the database is away
   */
  announce(actor: Actor, what: Pick<Announcement, 'name' | 'turnsAway'>, minutes: number): Promise<boolean>;
  end(actor: Actor): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface DoorsDeps {
  readonly store: Pick<Store, 'transaction' | 'announcement' | 'meanWait'>;
  readonly liveCalls: Pick<LiveCalls, 'open'>;
  readonly ofCall: Exchanges['ofCall'];
  readonly blockList: Pick<BlockList, 'blocks' | 'look'>;
  readonly missed: Pick<MissedCallers, 'look'>;
  /** Whether the exchange calls back, and to which country codes. */
  readonly dials: boolean;
  readonly countries: readonly string[];
  readonly sops: Pick<SopRegistry, 'hotlineOf' | 'timeOf' | 'services'>;
  readonly queues: Pick<Queues, 'wayOf' | 'wayWhenClosed'>;
  /** The office's list of numbers outside, and whether the exchange leads callers to them. */
  readonly outside: readonly Pick<OutsideNumber, 'id' | 'number'>[];
  readonly leadsOut: () => boolean;
  readonly topics: Topics;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
}

/** How far back answers say something of how long one waits now. */
const meanOfMs = 3_600_000;
/** Another server may have been told. */
const lookEveryMs = 5_000;

export function createDoors(deps: DoorsDeps): Doors {
  const { store, sops, topics, directory, clock, log, queues } = deps;
  let meanMs: number | null = null;
  let announced: Announcement | null = null;

  const entryOf = ({ name, turnsAway, until, setBy }: Announcement): Entry => ({
    ...{ topic: 'floor', key: 'announcement/now' },
    value: { name, turnsAway, until, by: directory.nameOf(setBy) },
  });
  const keep = (announcement: Announcement | null) => {
    announced = announcement && announcement.until > clock.now() ? announcement : null;
    topics.replace('announcement', announced === null ? [] : [entryOf(announced)]);
  };
  const saysWait = () => sops.services.some(({ waiting }) => waiting?.says);
  const look = async () => {
    keep(await store.announcement());
    await deps.blockList.look();
    await deps.missed.look();
    meanMs = saysWait() ? await store.meanWait(clock.now() - meanOfMs) : null;
  };
  const looking = createEvery(lookEveryMs, () =>
    look().catch((error: unknown) => {
      // What was known goes on, and ends by itself.
      keep(announced);
      log.warn({ err: error }, 'whether there is an announcement could not be read');
    }),
  );

  /** Of a day of whose holidays nobody has a table the week counts: nothing is closed by a guess. */
  const isClosed = (dnis: string, now: number): boolean => {
    const { id, closes } = sops.hotlineOf(dnis);
    return closes === true && sops.timeOf(id).spent('elapsed', now, now + 1, now) === 0;
  };

  /** Undefined: the list has it no more, or the exchange cannot. */
  const leadsOut = (id: string | undefined, atOnce: boolean): LeadsOut | undefined => {
    const listed = deps.outside.find((one) => one.id === id);
    return listed && deps.leadsOut() ? { id: listed.id, number: listed.number, atOnce } : undefined;
  };

  /** Where he is led while his service is closed; null: it is open, or he is turned away. */
  const closedWay = (dnis: string, exchange: string, now: number) =>
    isClosed(dnis, now) ? queues.wayWhenClosed(dnis, exchange) : null;
  const wayOf = (dnis: string, exchange: string, now: number): Way => {
    const found = closedWay(dnis, exchange, now);
    return found && 'way' in found ? found.way : queues.wayOf(dnis, exchange);
  };

  const waitOf = (
    dnis: string,
    phone: string | null,
    exchange: string,
    { queue, outside }: Way,
  ): Omit<Door, 'tells' | 'turnsAway'> => {
    const { waiting, overflow } = sops.hotlineOf(dnis);
    const callable = deps.dials && !('refusal' in diallable(phone, deps.countries));
    const out = outside ? leadsOut(outside.id, outside.atOnce) : undefined;
    // Whom nobody could call back waits on. What comes first holds.
    const longest = [
      ...(overflow && (overflow.to === 'voicemail' || callable) ? [{ ms: overflow.afterMs, to: overflow.to }] : []),
      ...(outside && out ? [{ ms: outside.afterMs, to: 'outside' } as const] : []),
    ].sort((a, b) => a.ms - b.ms)[0];
    const ends = {
      ...(longest && { longest }),
      ...(out && (out.atOnce || longest?.to === 'outside') && { leadsOut: out }),
    };
    if (!waiting) return ends;
    const before = deps.liveCalls
      .open()
      .filter((call) => waits(call) && call.queue === queue && deps.ofCall(call.callId) === exchange).length;
    // Nobody before him: a telephone may ring at once, and would wait for the end of the words.
    const wait = waiting.says && before > 0 ? { wait: { place: before + 1, meanMs } } : {};
    const after = waiting.offersAfterMs;
    const offers = callable && after !== null && after < (longest?.ms ?? Number.POSITIVE_INFINITY);
    return { ...wait, ...ends, ...(offers && { offersCallBackAfterMs: after }) };
  };

  return {
    of: (dnis, phone, exchange) => {
      if (deps.blockList.blocks(dnis, phone)) return { tells: ['blocked'], turnsAway: 'blocked' };
      const now = clock.now();
      const said = announced && announced.until > now ? announced : null;
      const led = closedWay(dnis, exchange, now);
      // Where those of another queue are there it is open.
      const closed = isClosed(dnis, now) && !(led && 'way' in led);
      const turnedAway = closed || said?.turnsAway;
      const waiting = turnedAway ? {} : waitOf(dnis, phone, exchange, wayOf(dnis, exchange, now));
      if (!said && !closed && Object.keys(waiting).length === 0) return undefined;
      const tells: AnnouncementName[] = [];
      if (said) tells.push(said.name);
      if (closed && said?.name !== 'closed') tells.push('closed');
      const messages = closed && sops.hotlineOf(dnis).voicemail ? { takesMessages: true } : {};
      // What the office has said for now goes before what holds whenever it is closed.
      const out = closed && !said?.turnsAway && led && 'outside' in led ? leadsOut(led.outside, true) : undefined;
      return {
        ...{ tells, turnsAway: closed ? 'closed' : turnedAway ? 'announcement' : null, ...messages, ...waiting },
        ...(out && { leadsOut: out }),
      };
    },
    wayOf: (dnis, exchange) => wayOf(dnis, exchange, clock.now()),
    announce: async (actor, { name, turnsAway }, minutes) => {
      if (!mayAnnounce(actor)) return false;
      const { userId: personId } = actor;
      const now = clock.now();
      const announcement = { name, turnsAway, until: now + minutes * 60_000, setBy: personId, setAt: now };
      await store.transaction(async (tx) => {
        await tx.announce(announcement);
        const reason = `${minutes} min${turnsAway ? ', turns away' : ''}`;
        await tx.audit({ personId, action: 'announcement.set', subject: name, reason });
      });
      keep(announcement);
      return true;
    },
    end: async (actor) => {
      if (!mayAnnounce(actor)) return false;
      await store.transaction(async (tx) => {
        const ended = await tx.announce(null);
        const entry = { personId: actor.userId, action: 'announcement.ended', reason: null } as const;
        if (ended !== null) await tx.audit({ ...entry, subject: ended });
      });
      keep(null);
      return true;
    },
    start: async () => {
      await look();
      looking.start();
    },
    stop: looking.stop,
  };
}
