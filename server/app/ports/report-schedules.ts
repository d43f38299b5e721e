import type { ReportRun, ReportSchedule } from '../../contract/report-schedules.ts';
import type { AuditEntry } from './audit.ts';
import type { Language, NoticeOutcome } from './notifications.ts';

/** What was set, without whether it rests. */
export type ScheduleSettings = Omit<ReportSchedule, 'active'>;

export interface StoredSchedule {
  readonly scheduleId: string;
  readonly ownerId: string;
  readonly settings: ScheduleSettings;
  readonly active: boolean;
  /** Epoch ms; null: it rests. */
  readonly nextAt: number | null;
}

export type ToldOutcome = Exclude<ReportRun['told'][number]['outcome'], 'waiting'>;

/** One turn. `told` by the recipient's id; whoever is not in it waits. Moments in epoch ms. */
export interface StoredRun extends Omit<ReportRun, 'told'> {
  readonly runId: string;
  readonly told: Readonly<Record<string, ToldOutcome>>;
}

export type NewRun = Pick<StoredRun, 'dueAt' | 'from' | 'to' | 'missed'>;

/** Somebody of the office, with the address they gave. Never log it. */
export interface MailedPerson {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
  readonly email: string | null;
}

/** Schedules of reports in the database. Every method throws when it is away. */
export interface ReportScheduleStore {
  /** By name. */
  list(): Promise<readonly (StoredSchedule & { readonly last: StoredRun | null })[]>;
  byId(scheduleId: string): Promise<StoredSchedule | null>;
  /** With its entry in the audit, of which `action` is said by what it was before. False: there are so many already. */
  save(schedule: StoredSchedule, at: number, atMost: number): Promise<boolean>;
  /** @returns false: there is none */
  delete(scheduleId: string, audit: Pick<AuditEntry, 'personId'>): Promise<boolean>;
  /** Makes a row for each schedule that is due, and says when it is due next. @returns how many */
  begin(
    now: number,
    turn: (schedule: StoredSchedule & { readonly nextAt: number }) => { run: NewRun | null; next: number },
  ): Promise<number>;
  /** Besides its turns. False: one is under way. */
  beginNow(schedule: StoredSchedule, run: NewRun, personId: string): Promise<boolean>;
  /** A run that has its time, taken for so long (ms); null: there is none. */
  claim(now: number, leaseMs: number): Promise<{ readonly schedule: StoredSchedule; readonly run: StoredRun } | null>;
  /** Noted as soon as it is known, and taken for longer. False: the schedule was deleted meanwhile. */
  told(runId: string, personId: string, outcome: ToldOutcome, takenUntil: number): Promise<boolean>;
  settle(
    runId: string,
    to: Pick<StoredRun, 'state' | 'reason'> & { readonly at: number; readonly nextTryAt: number | null },
  ): Promise<void>;
  /** Also those who left. */
  people(): Promise<readonly MailedPerson[]>;
}

/** A report on its way to one person. */
export interface ReportLetter {
  /** A UUID made from run and person: sent again, it is the same letter. */
  readonly id: string;
  readonly to: string;
  readonly language: Language;
  /** `Laporan: panggilan`. */
  readonly title: string;
  /** What the schedule is called, and by whom it was made. */
  readonly name: string;
  readonly owner: string;
  /** In words, with the zone. */
  readonly period: string;
  readonly missed: number;
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
  /** Epoch ms. */
  readonly writtenAt: number;
}

/** Carries reports to people of the office. Never throws. */
export type SendReport = (letter: ReportLetter) => Promise<NoticeOutcome>;
