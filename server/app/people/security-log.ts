import type { AuditStore } from '../ports/audit.ts';
import type { Log } from '../ports/ports.ts';

export type SecurityEvent =
  | 'login'
  | 'login.failed'
  | 'login.guessing'
  | 'login.emergency'
  | 'provider.failed'
  | 'logout'
  | 'session.ended'
  | 'password.changed'
  | 'second_factor.on'
  | 'second_factor.reset'
  | 'reveal.refused'
  | 'read.reason'
  | 'read.unusual'
  | 'refused';

export interface SecurityNote {
  readonly event: SecurityEvent;
  /** Null: nobody we know. */
  readonly personId: string | null;
  /** Where from, or what: never a password, a name that was typed, or a citizen's number. */
  readonly subject: string;
}

/** What touches the safety of the office: said in the log as such, and kept in the audit. */
export interface SecurityLog {
  /** Into both; a database that is away costs the entry, not the work. */
  note(note: SecurityNote): void;
  /** Into the log alone: what anybody can bring about as often as they like. */
  say(note: SecurityNote): void;
  /** A reading of a case's contents: kept once for a while, however often it is looked at. */
  read(personId: string, caseId: string): Promise<void>;
  /** A case that is not one's work, opened for a reason; kept before anything of it is shown. */
  opened(personId: string, caseId: string, reason: string): Promise<void>;
}

export interface SecurityLogDeps {
  readonly audit: Pick<AuditStore, 'note'>;
  readonly log: Log;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
}

const sameReadingMs = 15 * 60_000;
const readingsKnown = 5_000;
const hourMs = 60 * 60_000;
/**
 * So many cases of others opened for a reason, and so many cases at all, are more than the work of an hour.
 * @internal exported for its tests
 */
export const unusual = { opened: 5, read: 60 } as const;

export function createSecurityLog({ audit, log, elapsed }: SecurityLogDeps): SecurityLog {
  const readings = new Map<string, number>();
  const counters = { opened: createHourly(unusual.opened), read: createHourly(unusual.read) };
  const say = ({ event, personId, subject }: SecurityNote) => {
    const calm = event === 'login' || event === 'logout' || event === 'password.changed';
    log[calm ? 'info' : 'warn']({ security: event, personId, subject }, `security: ${event}`);
  };
  const note = (of: SecurityNote) => {
    say(of);
    const { event: action, personId, subject } = of;
    audit.note({ personId, action, subject, reason: null }).catch((error: unknown) => {
      log.error({ err: error, security: action }, 'a security event could not be kept');
    });
  };
  const alarm = (kind: keyof typeof unusual, personId: string, caseId: string) => {
    if (counters[kind].passes(personId, caseId, elapsed()))
      note({ event: 'read.unusual', personId, subject: `${kind} ${unusual[kind]}` });
  };
  return {
    say,
    note,
    opened: async (personId, caseId, reason) => {
      await audit.note({ personId, action: 'read.reason', subject: caseId, reason });
      say({ event: 'read.reason', personId, subject: caseId });
      alarm('opened', personId, caseId);
    },
    read: async (personId, caseId) => {
      const key = `${personId} ${caseId}`;
      const now = elapsed();
      const last = readings.get(key);
      if (last !== undefined && now - last < sameReadingMs) return;
      await audit.note({ personId, action: 'read.case', subject: caseId, reason: null });
      if (readings.size >= readingsKnown) readings.clear();
      readings.set(key, now);
      alarm('read', personId, caseId);
    },
  };
}

/** Tells when somebody passes so many different cases within an hour: once, then anew in the next. */
function createHourly(most: number) {
  const hours = new Map<string, { readonly since: number; readonly cases: Set<string> }>();
  return {
    passes: (personId: string, caseId: string, now: number): boolean => {
      const known = hours.get(personId);
      const hour = known && now - known.since < hourMs ? known : { since: now, cases: new Set<string>() };
      hours.set(personId, hour);
      const before = hour.cases.size;
      if (before <= most) hour.cases.add(caseId);
      return before === most && hour.cases.size > most;
    },
  };
}
