import { type AlarmKind, alarmKinds, type NewAlarm } from '../ports/alarms.ts';
import type { AuditEntry, AuditStore } from '../ports/audit.ts';
import type { Log } from '../ports/ports.ts';
import type { Tallies } from '../ports/tallies.ts';

export type SecurityEvent =
  | 'login'
  | 'login.failed'
  | 'login.guessing'
  | 'login.emergency'
  | 'provider.failed'
  | 'directory.failed'
  | 'logout'
  | 'session.ended'
  | 'password.changed'
  | 'second_factor.on'
  | 'second_factor.reset'
  | 'passkey.added'
  | 'passkey.removed'
  | 'passkey.copied'
  | 'reveal.refused'
  | 'read.reason'
  | 'read.unusual'
  | 'wallboard.added'
  | 'wallboard.opened'
  | 'wallboard.refused'
  | 'wallboard.revoked'
  | 'token.made'
  | 'token.used'
  | 'token.refused'
  | 'token.revoked'
  | 'refused';

/** What is kept. */
type Noted = SecurityEvent & AuditEntry['action'];

export interface SecurityNote<E extends SecurityEvent = SecurityEvent> {
  readonly event: E;
  /** Null: nobody we know. */
  readonly personId: string | null;
  /** Where from, or what: never a password, a name that was typed, or a citizen's number. */
  readonly subject: string;
}

/** What touches the safety of the office: said in the log as such, and kept in the audit. */
export interface SecurityLog {
  /** Into both; a database that is away costs the entry, not the work. */
  note(note: SecurityNote<Noted>): void;
  /** Into the log alone: what anybody can bring about as often as they like. */
  say(note: SecurityNote): void;
  /** A reading of a case's contents: kept once for a while, however often it is looked at. */
  read(personId: string, caseId: string): Promise<void>;
  /** A search by words, which tells whether they stand in some case; the words themselves are kept nowhere. */
  searched(personId: string, words: string): void;
  /** A case that is not one's work, opened for a reason; kept before anything of it is shown. */
  opened(personId: string, caseId: string, reason: string): Promise<void>;
}

export interface SecurityLogDeps {
  readonly audit: Pick<AuditStore, 'note'>;
  readonly alarms: { raise(alarm: NewAlarm): void };
  /** What each has read within an hour, counted by all servers together. */
  readonly tallies: Tallies;
  readonly log: Log;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
}

const isAlarm = (event: SecurityEvent): event is SecurityEvent & AlarmKind =>
  (alarmKinds as readonly string[]).includes(event);
/** What belongs to the day. */
const calmEvents: ReadonlySet<SecurityEvent> = new Set([
  ...(['login', 'logout', 'password.changed', 'wallboard.opened', 'token.used'] as const),
]);

const sameReadingMs = 15 * 60_000;
const readingsKnown = 5_000;
const hourMs = 60 * 60_000;
/**
 * So many cases of others opened for a reason (a counter where people walk in has a handful), and so many cases at all, are
 * more than the work of an hour; so are so many different searches by words, of which each keystroke may be one.
 * @internal exported for its tests
 */
export const unusual = { opened: 10, read: 60, searched: 200 } as const;

export function createSecurityLog({ audit, alarms, tallies, log, elapsed }: SecurityLogDeps): SecurityLog {
  const readings = new Map<string, number>();
  const say = ({ event, personId, subject }: SecurityNote) => {
    const calm = calmEvents.has(event);
    log[calm ? 'info' : 'warn']({ security: event, personId, subject }, `security: ${event}`);
  };
  const note = (of: SecurityNote<Noted>) => {
    say(of);
    const { event: action, personId, subject } = of;
    if (isAlarm(action)) alarms.raise({ kind: action, personId, subject, reason: null });
    audit.note({ personId, action, subject, reason: null }).catch((error: unknown) => {
      log.error({ err: error, security: action }, 'a security event could not be kept');
    });
  };
  /** Nobody's work waits for it: the audit has the reading already. @returns since when the hour runs, epoch ms */
  const count = async (kind: keyof typeof unusual, personId: string, what: string): Promise<number | null> => {
    try {
      const { since, passes } = await countInHour(tallies, `${kind} ${personId}`, what, unusual[kind]);
      if (passes) note({ event: 'read.unusual', personId, subject: `${kind} ${unusual[kind]}` });
      return since;
    } catch (error) {
      log.error({ err: error, personId }, 'a reading could not be counted');
      return null;
    }
  };
  return {
    say,
    note,
    opened: async (personId, caseId, reason) => {
      await audit.note({ personId, action: 'read.reason', subject: caseId, reason });
      say({ event: 'read.reason', personId, subject: caseId });
      void count('opened', personId, caseId).then((since) =>
        alarms.raise({ kind: 'read.reason', personId, subject: caseId, reason, ...(since && { group: `${since}` }) }),
      );
    },
    searched: (personId, words) => void count('searched', personId, words.toLowerCase()),
    read: async (personId, caseId) => {
      const key = `${personId} ${caseId}`;
      const now = elapsed();
      const last = readings.get(key);
      if (last !== undefined && now - last < sameReadingMs) return;
      await audit.note({ personId, action: 'read.case', subject: caseId, reason: null });
      if (readings.size >= readingsKnown) readings.clear();
      readings.set(key, now);
      void count('read', personId, caseId);
    },
  };
}

/** How many different ones the hour of somebody's first has seen: it is passed once, then anew in the next. */
function countInHour(tallies: Tallies, key: string, what: string, most: number) {
  const none = { amount: 0, at: 0, freeAt: 0 };
  return tallies.change([`hour ${key}`, `hour ${key} ${what}`], ([hour = none, seen = none], now) => {
    const fresh = hour.amount === 0 || now - hour.at >= hourMs;
    // To the millisecond, as it is kept: it names the hour.
    const since = Math.round(fresh ? now : hour.at);
    const known = !fresh && seen.amount > 0 && seen.at >= since;
    const amount = (fresh ? 0 : hour.amount) + (known ? 0 : 1);
    return {
      become: [{ amount, at: since, freeAt: since }, known ? seen : { amount: 1, at: now, freeAt: now }],
      result: { since, passes: !known && amount === most + 1 },
    };
  });
}
