import { z } from 'zod';
import { CaseAction, DueReason } from './actions.ts';
import { Choice } from './case.ts';
import { ConversationCard } from './messages.ts';
import { Role } from './people.ts';
import { RecordingCard } from './recordings.ts';
import { RunVerdict, WholeVerdict } from './verdicts.ts';

/** Epoch milliseconds, by the server's clock. The browser shows them against `serverNow` of its snapshot. */
const Moment = z.number().int();

const Bilingual = z.object({ id: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

const stepActors = [
  'citizen',
  'system',
  'agent',
  'dispatcher',
  'agency',
  'official',
  'supervisor',
  'coordinator',
  'analyst',
  'secretary',
  'information_officer',
  'assistant_information_officer',
  'head',
] as const;

const channels = [
  'phone',
  'sms',
  'whatsapp',
  'twitter',
  'facebook',
  'website',
  'email',
  'letter',
  'walk_in',
  'suggestion_box',
] as const;

const stepVerdicts = ['running', 'met', 'breached', 'cancelled'] as const;
/** One run of one SOP step. `cancelled`: it ended without a verdict, such as a caller who gave up in time. */
export const StepCard = z.object({
  runId: z.string(),
  step: z.string(),
  number: z.number().int(),
  name: Bilingual,
  actor: z.enum(stepActors),
  startedAt: Moment,
  /** A target is inclusive: ended at exactly this moment is met. */
  dueAt: Moment,
  /** A year of it has no table of holidays yet: it is counted anew when the table comes. */
  provisional: z.boolean(),
  /** When the step turns amber, soonest first. */
  warnAt: z.array(Moment),
  endedAt: Moment.nullable(),
  verdict: z.enum(stepVerdicts),
  /** True when a late-arriving fact settled it otherwise than an alert had said. */
  corrected: z.boolean(),
  /** True when it came round more often than the procedure foresees. */
  beyond: z.boolean(),
  /** Since when its clock stands, such as while the citizen is asked; `dueAt` moves on when it goes on. */
  stoppedAt: Moment.nullable(),
});
export type StepCard = z.infer<typeof StepCard>;

export const caseStatuses = ['waiting', 'open', 'dispatched', 'forwarded', 'answered', 'closed', 'abandoned'] as const;
export const CaseStatus = z.enum(caseStatuses);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const TicketBrief = z.object({
  caseId: z.uuid(),
  ticketNumber: z.string(),
  status: CaseStatus,
  kind: Choice,
  category: Choice.nullable(),
  openedAt: Moment,
});
export type TicketBrief = z.infer<typeof TicketBrief>;

/** One of the people who have called from this number before: a candidate, never a certainty. */
export const CallerCandidate = z.object({
  callerId: z.uuid(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  lastContactAt: Moment,
  ticketCount: z.number().int(),
  prankCount: z.number().int(),
});
export type CallerCandidate = z.infer<typeof CallerCandidate>;

/** The screen pop: a call ringing at this agent now. Key `offers/<offerId>`. */
export const OfferCard = z.object({
  offerId: z.string(),
  callId: z.string(),
  queue: z.string(),
  offeredAt: Moment,
  /** To be answered by then, as the procedure promises. */
  dueAt: Moment,
  /** Null while the ticket is not yet durable; it follows as a change. */
  caseId: z.uuid().nullable(),
  ticketNumber: z.string().nullable(),
  /** Null when the number is withheld. */
  phoneMasked: z.string().nullable(),
  waitingSince: Moment.nullable(),
  candidates: z.array(CallerCandidate),
  /** Open ones first, then recent ones. */
  tickets: z.array(TicketBrief),
});
export type OfferCard = z.infer<typeof OfferCard>;

const callPhases = ['arriving', 'queued', 'ringing', 'talking', 'held'] as const;
/** A call in progress, without personal data. Key `calls/<callId>`. */
export const CallCard = z.object({
  callId: z.string(),
  caseId: z.uuid().nullable(),
  ticketNumber: z.string().nullable(),
  queue: z.string().nullable(),
  phase: z.enum(callPhases),
  arrivedAt: Moment,
  queuedAt: Moment.nullable(),
  answeredAt: Moment.nullable(),
  heldSince: Moment.nullable(),
  agentId: z.uuid().nullable(),
  agentName: z.string().nullable(),
  extension: z.string().nullable(),
});
export type CallCard = z.infer<typeof CallCard>;

const agentStates = ['logged-out', 'not-ready', 'ready', 'reserved', 'talking', 'wrap-up'] as const;
/** Key `agents/<userId>`. */
export const AgentCard = z.object({
  userId: z.uuid(),
  displayName: z.string(),
  extension: z.string(),
  state: z.enum(agentStates),
  /** Why not ready: one the agent chose, or `missed_call`, `phone_unreachable`. */
  reason: z.string().nullable(),
  since: Moment,
  callId: z.string().nullable(),
  /** Asked for in mid-call, taken up after the wrap-up. */
  pendingState: z.enum(['ready', 'not-ready', 'logged-out']).nullable(),
  phoneReachable: z.boolean(),
});
export type AgentCard = z.infer<typeof AgentCard>;

/** Something that is written in a case. */
export const WrittenField = z.object({
  name: z.string(),
  label: Bilingual,
  /** In words: the name of a choice, not its code. */
  value: Bilingual,
});
export type WrittenField = z.infer<typeof WrittenField>;

/** A case as its agent, dispatcher or official sees it. Key `cases/<caseId>`. */
export const CaseCard = z.object({
  caseId: z.uuid(),
  ticketNumber: z.string(),
  linkedTo: z.string().nullable(),
  sop: z.object({ id: z.string(), version: z.string(), title: Bilingual }),
  status: CaseStatus,
  channel: z.enum(channels),
  /** `call`: the citizen is on the line, or its agent owes what follows a call. Read from what the steps wait for. */
  layout: z.enum(['call', 'case']),
  /** What the office owes by the procedure, for this period; null: a citizen's case. */
  task: z.string().nullable(),
  kind: Choice,
  callId: z.string().nullable(),
  callLive: z.boolean(),
  openedAt: Moment,
  closedAt: Moment.nullable(),
  agentId: z.uuid().nullable(),
  agentName: z.string().nullable(),
  officialId: z.uuid().nullable(),
  officialName: z.string().nullable(),
  caller: z.object({
    callerId: z.uuid().nullable(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    phoneMasked: z.string().nullable(),
    nikMasked: z.string().nullable(),
  }),
  candidates: z.array(CallerCandidate),
  /** Earlier tickets of whoever it may be: open ones first, then recent ones. */
  tickets: z.array(TicketBrief),
  category: Choice.nullable(),
  complaint: z.string().nullable(),
  /** Everything that is written in it, in the order of its procedure's fields: labels and values as people read them. */
  contents: z.array(WrittenField),
  /** Words for the citizen that no gateway has taken yet: what will have happened when one has. */
  telling: z.array(Bilingual),
  /** How often the citizen was tried and not reached. */
  tries: z.number().int(),
  /** Ended otherwise than by its procedure, such as a duplicate; null: it was not. */
  endedAs: Choice.nullable(),
  steps: z.array(StepCard),
  /** Null: no message was exchanged. */
  conversation: ConversationCard.nullable(),
  /** Whose work it is now, also where no time is promised. */
  waitsFor: z.array(
    z.object({
      /** Null: no step runs, and whoever has the role goes on with it or ends it. */
      runId: z.string().nullable(),
      number: z.number().int().nullable(),
      name: Bilingual,
      role: Role,
      roleName: Bilingual,
      personId: z.uuid().nullable(),
      /** Who takes part in it beside them. */
      with: z.array(Role),
      /** The events that end it. */
      events: z.array(z.string()),
      /** Why no clock runs: no time is promised, the citizen is waited for or holds, no step runs. Null: one runs. */
      untimed: z.enum(['no_limit', 'citizen', 'hold', 'no_step']).nullable(),
    }),
  ),
  version: z.number().int(),
});
export type CaseCard = z.infer<typeof CaseCard>;

/** A case in progress as a wallboard may show it: nothing of the citizen, nor of what was said. Key `floor/<caseId>`. */
export const FloorCase = z.object({
  caseId: z.uuid(),
  ticketNumber: z.string(),
  status: CaseStatus,
  callId: z.string().nullable(),
  agentName: z.string().nullable(),
  openedAt: Moment,
  /** Those that run. */
  steps: z.array(StepCard),
});
export type FloorCase = z.infer<typeof FloorCase>;

export const AlertCard = z.object({
  alertId: z.string(),
  caseId: z.uuid(),
  ticketNumber: z.string(),
  runId: z.string(),
  stepNumber: z.number().int(),
  stepName: Bilingual,
  kind: z.enum(['warning', 'breach', 'escalation']),
  /** Of the step's budget; null: not known of an old one. */
  percent: z.number().int().nullable(),
  /** Whom an escalation went to, as the procedure calls them. */
  to: z.array(Bilingual),
  /** Who does the step, as the procedure calls them. */
  actor: Bilingual,
  /** When the step's promise ends, or its warning threshold is reached. */
  dueAt: Moment,
  firedAt: Moment,
  /** Raised well after it was due, such as after a restart of the server. */
  late: z.boolean(),
  deliveredAt: Moment.nullable(),
  /** Who is to do the step or late with it, if one person is. */
  userName: z.string().nullable(),
  acknowledgedAt: Moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  /** Its ticket is closed: it can be read, and nothing be hurried any more. */
  caseClosed: z.boolean(),
});
export type AlertCard = z.infer<typeof AlertCard>;

/** Key `system/status`: whether what is shown can be trusted. */
export const SystemCard = z.object({
  exchange: z.object({ name: z.string(), connected: z.boolean(), since: Moment }),
  database: z.object({ available: z.boolean(), since: Moment }),
});
export type SystemCard = z.infer<typeof SystemCard>;

/** Key `counters/today`: counts since midnight in the office's zone; never percentages. */
export const CountersCard = z.object({
  day: z.string(),
  offered: z.number().int(),
  answered: z.number().int(),
  answeredInTarget: z.number().int(),
  abandoned: z.number().int(),
  shortAbandoned: z.number().int(),
  warnings: z.number().int(),
  breaches: z.number().int(),
});
export type CountersCard = z.infer<typeof CountersCard>;

export const HistoryEntry = z.object({
  seq: z.number().int(),
  type: z.string(),
  /** What happened, in words. */
  label: Bilingual,
  at: Moment,
  recordedAt: Moment,
  actorName: z.string().nullable(),
  /** What was written. */
  words: z.array(z.object({ label: Bilingual, value: Bilingual })),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const CaseDetail = CaseCard.extend({
  history: z.array(HistoryEntry),
  alerts: z.array(AlertCard),
  /** Of its call, for those who may know of them. */
  recordings: z.array(RecordingCard),
  /** What the reader may do to it now. */
  actions: z.array(CaseAction),
  due: z.array(DueReason),
  verdict: WholeVerdict,
  runs: z.array(RunVerdict),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

export const CaseList = z.object({
  cases: z.array(TicketBrief.extend({ agentName: z.string().nullable() })),
  total: z.number().int(),
});
export type CaseList = z.infer<typeof CaseList>;
