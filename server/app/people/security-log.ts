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
}

export interface SecurityLogDeps {
  readonly audit: Pick<AuditStore, 'note'>;
  readonly log: Log;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
}

const sameReadingMs = 15 * 60_000;
const readingsKnown = 5_000;

export function createSecurityLog({ audit, log, elapsed }: SecurityLogDeps): SecurityLog {
  const readings = new Map<string, number>();
  const say = ({ event, personId, subject }: SecurityNote) => {
    const calm = event === 'login' || event === 'logout' || event === 'password.changed';
    log[calm ? 'info' : 'warn']({ security: event, personId, subject }, `security: ${event}`);
  };
  return {
    say,
    note: (note) => {
      say(note);
      const { event: action, personId, subject } = note;
      audit.note({ personId, action, subject, reason: null }).catch((error: unknown) => {
        log.error({ err: error, security: action }, 'a security event could not be kept');
      });
    },
    read: async (personId, caseId) => {
      const key = `${personId} ${caseId}`;
      const now = elapsed();
      const last = readings.get(key);
      if (last !== undefined && now - last < sameReadingMs) return;
      await audit.note({ personId, action: 'read.case', subject: caseId, reason: null });
      if (readings.size >= readingsKnown) readings.clear();
      readings.set(key, now);
    },
  };
}
