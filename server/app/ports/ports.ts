import type { AgentEvent, AgentStatus } from '../../domain/agent/agent.ts';
import type { CallOutcome, CallState, DialOutcome } from '../../domain/call/call.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { TaskMark } from '../../domain/case/recurring-tasks.ts';
import type { CaseFacts } from '../../domain/fact/case-facts.ts';
import type { KeptStepFact } from '../../domain/fact/step-fact.ts';
import type { AlertRecord } from './alerts.ts';
import type { AnnouncementStore, AnnouncementTransaction } from './announcements.ts';
import type { AnswerReads, AnswerWrites } from './answers.ts';
import type { ArchiveReads, ArchiveWrites } from './archive.ts';
import type { Arrival, Arrived, CaseOpening, Sender } from './arrivals.ts';
import type { AuditEntry } from './audit.ts';
import type { BlockedStore, BlockedTransaction } from './blocked.ts';
import type { PaperReads, PaperWrites } from './case-papers.ts';
import type { CaseViewReads, CaseViewWrites } from './case-views.ts';
import type { CaseRecord, HiddenWords, LoggedEvent } from './cases.ts';
import type { FileReads, FileWrites } from './files.ts';
import type { CallerContext, CaseFilter, CaseListing } from './known-callers.ts';
import type { LikeCaseReads } from './like-cases.ts';
import type { MessageStore, MessageTransaction } from './messages.ts';
import type { MissedStore, MissedTransaction } from './missed.ts';
import type { OutboxEntry } from './outbox.ts';
import type { QueueStore, QueueTransaction } from './queues.ts';
import type { RecordingStore } from './recordings.ts';
import type { SupervisionStore } from './supervision.ts';
import type { SurveyReads, SurveyWrites } from './surveys.ts';
import type { TaskKey } from './tasks.ts';

/** An open call as stored. */
export interface CallRecord {
  readonly call: CallState;
  readonly phoneMasked: string | null;
  readonly agentId: string | null;
  /** Of a call that we placed: the case it belongs to. */
  readonly placedFor: { readonly caseId: string; readonly ticketNumber: string } | null;
}

export interface AgentRecord {
  readonly userId: string;
  readonly displayName: string;
  readonly extension: string;
  readonly status: AgentStatus;
}

export interface CaseChange {
  readonly record: CaseRecord;
  readonly events: readonly LoggedEvent[];
  readonly alerts: readonly AlertRecord[];
  readonly nextDeadline: number | null;
  /** Stored with it, for figures. */
  readonly facts: CaseFacts;
}

/** `estimated`: its end is. `talked`: somebody had answered it. `caseId`: of a call that we placed; `agentId`: who placed it, or answered. */
export interface LockedCall {
  readonly ended: boolean;
  readonly estimated: boolean;
  readonly talked: boolean;
  readonly caseId: string | null;
  readonly agentId: string | null;
}

export interface PlacedCall {
  readonly caseId: string;
  readonly exchange: string;
  readonly agentId: string;
}

/** A case that nobody else changes meanwhile. */
export interface LockedRecord {
  readonly record: CaseRecord;
  /** What happened in it under the event id that was asked about; null: nothing yet. */
  readonly seen: string | null;
}

/** An open case of a call; `seen`: which of the events that were asked about stand in its history. */
export interface CaseOfCall {
  readonly record: CaseRecord;
  readonly seen: readonly string[];
}

/** Work inside one transaction. */
export interface StoreTransaction extends AnnouncementTransaction, BlockedTransaction, QueueTransaction {
  /** The open cases of a call, oldest first. What is `seen` holds for whoever has locked the call before. */
  lockCasesOfCall(callId: string, eventIds?: readonly string[]): Promise<readonly CaseOfCall[]>;
  lockCase(caseId: string, eventId: string): Promise<LockedRecord | null>;
  /** Locks several cases, in one order everywhere. */
  lockCases(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseRecord>>;
  saveCase(change: CaseChange): Promise<void>;
  saveCases(changes: readonly CaseChange[]): Promise<void>;
  /** Contents of a half-filled form: no event, no history. */
  saveContents(record: CaseRecord): Promise<void>;
  /** Seals the NIK beside the case; null clears it. */
  saveNik(caseId: string, nik: string | null, masked: string | null): Promise<void>;
  /** Seals the number or account of a citizen who did not call, or called without one, beside the case. */
  saveSender(caseId: string, sender: Sender): Promise<void>;
  /** Seals a field of the procedure's own beside the case; an empty text clears it. */
  saveSecret(caseId: string, field: string, value: string): Promise<void>;
  /**
   * Waits until no other transaction ends a case as a duplicate, before any case is locked: of two that are ended as each
   * other's the second finds the first ended.
   */
  lockDuplicates(): Promise<void>;
  /** The case of this ticket number; null: there is none. Not locked. */
  caseByTicket(ticketNumber: string): Promise<CaseRecord | null>;
  /** Whether both cases are of one number or account; of two that nobody knows the answer is no. */
  areOfOneCitizen(caseId: string, other: string): Promise<boolean>;
  /** The case's history, in its order. */
  eventsOf(caseId: string): Promise<readonly LoggedEvent[]>;
  /** Stores other data of events that stand in the case's history: what they were, and when, stays. */
  replaceEvents(caseId: string, events: readonly CaseEvent[]): Promise<void>;
  /** Keeps words in which a number was hidden sealed beside their case, which is stored; under an id known: instead. */
  saveHiddenWords(words: readonly HiddenWords[]): Promise<void>;
  /** All words of the case in which numbers were hidden, the oldest first; to hide or tell them again, for no reader. */
  hiddenWordsOf(caseId: string): Promise<readonly Pick<HiddenWords, 'field' | 'words'>[]>;
  /** Locks the call; null when it is not stored. To be asked first: cases and agents are locked after their call. */
  lockCall(callId: string): Promise<LockedCall | null>;
  saveCall(call: CallState, agentId: string | null, outcome: CallOutcome | DialOutcome | null): Promise<void>;
  /**
   * Stores a call that is to be placed to the citizen of a case, before anything rings. False: it is stored already, or
   * another one to this citizen's case is not over.
   */
  placeCall(call: CallState, of: PlacedCall): Promise<boolean>;
  lockAgent(userId: string): Promise<AgentRecord | null>;
  /**
   * @param stretch that begins at this moment, epoch ms, by this event, and ends where the next one begins; null: none does
   * @param effect of it, to be carried out after the commit; null: it has none
   */
  saveAgent(
    userId: string,
    status: AgentStatus,
    stretch: { readonly at: number; readonly cause: AgentEvent['type'] } | null,
    effect: OutboxEntry | null,
  ): Promise<void>;
  /**
   * Opens a case that follows from another, with the next number of the day.
   * @param callId the call in which it does; the other's when absent
   */
  openLinked(
    arrival: Omit<Arrival, 'call' | 'exchange' | 'phone'>,
    from: CaseRecord,
    callId?: string,
  ): Promise<CaseRecord>;
  /**
   * Opens the cases with the next numbers of the day, in their order; `opened` is false of one that was there already.
   * @param alone nobody else can be opening these, and none is there: they are not looked for
   */
  openReceivedCases(
    openings: readonly CaseOpening[],
    alone?: boolean,
  ): Promise<readonly { readonly record: CaseRecord; readonly opened: boolean }[]>;
  /**
   * Whatever procedure no service works by any more owes nothing from now on, epoch ms, and nothing of the time between
   * when one comes back.
   * @param worked the procedures that a service works by
   * @returns the cases of what such procedures still owed until now
   */
  restTaskMarks(worked: readonly string[], now: number): Promise<readonly string[]>;
  /**
   * How far the office has come with a recurring task, locked. Asked of it for the first time, the office has just begun
   * with it: at `now`, epoch ms.
   */
  lockTaskMark(key: TaskKey, now: number): Promise<TaskMark>;
  /** @param through the last period that was dealt with */
  moveTaskMark(key: TaskKey, through: string): Promise<void>;
  /** Stores a recurring task of the office under the id and number it has; false: it was there already. */
  openRecurringTask(change: CaseChange, officeDay: string): Promise<boolean>;
  /**
   * Makes or refreshes the caller a case is about, and returns the id.
   * @param corrected fields that are taken over as the case has them, emptied ones too; of the others nothing is forgotten
   */
  saveCaller(record: CaseRecord, at: number, corrected?: readonly string[]): Promise<string>;
  /** As of the store, see `TiesStore`. */
  isTied(caseId: string, userId: string): Promise<boolean>;
  addToOutbox(entries: readonly OutboxEntry[]): Promise<void>;
  audit(entry: AuditEntry): Promise<void>;
  readonly messages: MessageTransaction;
  readonly missed: MissedTransaction;
  readonly files: FileWrites;
  readonly answers: AnswerWrites;
  readonly caseViews: CaseViewWrites;
  readonly papers: PaperWrites;
  readonly archive: ArchiveWrites;
  readonly surveys: SurveyWrites;
}

export interface DayCounts {
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTarget: number;
  readonly abandoned: number;
  readonly shortAbandoned: number;
  readonly warnings: number;
  readonly breaches: number;
}

/** PostgreSQL, as the use cases need it. Every method may throw when it is away; callers retry or say so. */
export interface Store
  extends RecordingStore,
    MissedStore,
    SupervisionStore,
    AnnouncementStore,
    BlockedStore,
    FileReads,
    PaperReads,
    ArchiveReads,
    QueueStore,
    AnswerReads,
    CaseViewReads,
    LikeCaseReads,
    SurveyReads {
  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /**
   * Makes call, case and ticket for each, with gapless numbers in the order given; finds those already made.
   * One transaction for all of them. The answer has the order of the question.
   */
  arrive(arrivals: readonly Arrival[]): Promise<readonly Arrived[]>;

  openCalls(): Promise<readonly CallRecord[]>;
  openCases(): Promise<readonly CaseRecord[]>;
  /** Open cases with a promise that was counted without knowing all of its holidays. */
  provisionalCases(): Promise<readonly string[]>;
  caseById(caseId: string): Promise<CaseRecord | null>;
  /** The ticket that a call which is over began, and when it ended, epoch ms; null: there is no such call. */
  caseOfCall(callId: string): Promise<{ readonly record: CaseRecord; readonly endedAt: number } | null>;
  /** The case that a message of a caller began, once one has; null: it began none. */
  messageCase(callId: string): Promise<CaseRecord | null>;
  /** See `TiesStore`. */
  isTied(caseId: string, userId: string): Promise<boolean>;
  /** In no order; those that are not there are left out. */
  casesByIds(caseIds: readonly string[]): Promise<readonly CaseRecord[]>;
  listCases(filter: CaseFilter): Promise<CaseListing>;
  historyOf(caseId: string): Promise<readonly (LoggedEvent & { readonly seq: number })[]>;
  /** What figures and reports count of the steps of the case that have ended, the first that ended first. */
  stepFactsOf(caseId: string): Promise<readonly KeptStepFact[]>;
  /** Who may be calling from this number, and the tickets of that number, without the case given. */
  callerContext(caseId: string): Promise<CallerContext>;
  /** The same of many cases at once; a case of whose number nothing is known is left out. */
  callerContexts(caseIds: readonly string[]): Promise<ReadonlyMap<string, CallerContext>>;
  callerById(callerId: string): Promise<{ readonly name: string | null; readonly address: string | null } | null>;
  /** A sealed field in the clear, for {@link StoreTransaction.audit}ed reveals only. Null: nothing is sealed there. */
  unseal(caseId: string, field: string): Promise<string | null>;
  /** All words of the case in which numbers were hidden, the oldest first; for audited reveals only. */
  hiddenWordsOf(caseId: string): Promise<readonly Pick<HiddenWords, 'field' | 'words'>[]>;

  agents(): Promise<readonly AgentRecord[]>;
  agentById(userId: string): Promise<AgentRecord | null>;
  people(): Promise<readonly { readonly userId: string; readonly displayName: string; readonly role: string }[]>;

  alertsOf(caseId: string): Promise<readonly AlertRecord[]>;
  /** Newest first. */
  listAlerts(page: { readonly limit: number; readonly offset: number; readonly unacknowledged: boolean }): Promise<{
    readonly alerts: readonly AlertRecord[];
    readonly total: number;
  }>;
  alertById(alertId: string): Promise<AlertRecord | null>;
  /** Sets when alerts were shown, for those not shown before; returns those it set. */
  markDelivered(alertIds: readonly string[], at: number): Promise<readonly AlertRecord[]>;
  /** Sets who acknowledged it, once; returns the alert as it then is. */
  acknowledge(alertId: string, personId: string, at: number): Promise<AlertRecord | null>;

  /** Entries to carry out now, by the database's own clock: ours may differ from it, or jump. */
  outbox(limit: number): Promise<readonly (OutboxEntry & { readonly attempts: number })[]>;
  outboxDone(id: string): Promise<void>;
  outboxRetry(id: string, afterMs: number): Promise<void>;

  /** Until when the exchange was listened to without a gap, epoch ms; null: never yet. */
  heardUntil(exchange: string): Promise<number | null>;
  saveHeardUntil(exchange: string, until: number): Promise<void>;

  countsSince(since: number): Promise<DayCounts>;
  /** What the last callers who came since then and were answered have waited on average, ms; null: there were too few. */
  meanWait(since: number): Promise<number | null>;
  readonly messages: MessageStore;
  /** Answers or throws within a second or so. */
  ping(): Promise<void>;
}

export interface Clock {
  /** Epoch ms. */
  now(): number;
}

export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
