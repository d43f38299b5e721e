import { z } from 'zod';
import { CaseAction, DueReason, deskChannels } from './actions.ts';
import { AlertCard } from './alerts.ts';
import { BasisCard } from './basis.ts';
import { BlockCard } from './blocked.ts';
import { Choice } from './case.ts';
import { ConversationCard, messageChannels } from './messages.ts';
import { Role } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { problemTypes } from './problems.ts';
import { RecordingCard } from './recordings.ts';
import { StepCard } from './steps.ts';
import { SurveyAnswerCard } from './surveys.ts';
import { RunVerdict, WholeVerdict } from './verdicts.ts';

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

/**
 * The screen pop: a call ringing at this agent now, or a colleague who consults about one. Key `offers/<offerId>`, and
 * `offers/<transferId>` of a consultation.
 */
export const OfferCard = z.object({
  offerId: z.string(),
  callId: z.string(),
  /** Name of the queue. */
  queue: Bilingual,
  offeredAt: Moment,
  /** To be answered by then, as the procedure promises. */
  dueAt: Moment,
  /** Null while the ticket is not yet durable; it follows as a change. */
  caseId: z.uuid().nullable(),
  ticketNumber: z.string().nullable(),
  /** Null when the number is withheld. */
  phoneMasked: z.string().nullable(),
  waitingSince: Moment.nullable(),
  /** The colleague who hands the caller on, or consults; null: the caller comes from the queue. */
  from: z.string().nullable(),
  /** The colleague is there, and the caller hears music: `rings`, or `talks` when it was answered. */
  consults: z.enum(['rings', 'talks']).nullable(),
  candidates: z.array(CallerCandidate),
  /** Open ones first, then recent ones. */
  tickets: z.array(TicketBrief),
});
export type OfferCard = z.infer<typeof OfferCard>;

/** Of a call that we placed: `ringing`, the agent's own telephone; `dialling`, the citizen's. */
const callPhases = ['arriving', 'queued', 'ringing', 'dialling', 'talking', 'held'] as const;
/** A call in progress, without personal data. Key `calls/<callId>`. */
export const CallCard = z.object({
  callId: z.string(),
  /** `out`: we placed it, for the case. */
  direction: z.enum(['in', 'out']),
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
  /** The agent hands the caller on; null: does not. */
  transfer: z
    .object({
      /** `move`: out of the queue, to somebody who was named. */
      mode: z.enum(['blind', 'consult', 'move', 'overflow']),
      /** `consulting`: the two talk; `joined`: the caller with them. */
      step: z.enum(['begun', 'consulting', 'joined']),
      /** A person, or a name of the office's list; null: the queue. */
      toName: z.string().nullable(),
    })
    .nullable(),
  /** Who outside of the office talks to the caller, since he was handed on. */
  outsideName: z.string().nullable(),
  /** Null: the conversation is not recorded, and should not be. */
  recording: z
    .object({
      /** `failed`: it should be. */
      state: z.enum(['on', 'paused', 'failed']),
      since: Moment,
      why: z.enum(['full', 'stalled']).nullable(),
    })
    .nullable(),
});
export type CallCard = z.infer<typeof CallCard>;

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
  channel: z.enum(['phone', ...messageChannels, ...deskChannels]),
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
  /** The last call of ours to the citizen: who placed it when, and how it ended; `outcome` null: it goes on. */
  called: z.object({ at: Moment, name: z.string().nullable(), outcome: Bilingual.nullable() }).nullable(),
  /** Ended otherwise than by its procedure, such as a duplicate; null: it was not. */
  endedAs: Choice.nullable(),
  /** Those that have begun and promise a time, in the order of the procedure's file. */
  steps: z.array(StepCard),
  /** On what its data are processed; null: the service states nothing. */
  basis: BasisCard.nullable(),
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
  /** What its citizen answered to how they were served, for those who may know it. */
  answers: z.array(SurveyAnswerCard),
  /** What the reader may do to it now. */
  actions: z.array(CaseAction),
  /** Whether the reader can call the citizen, or why it is not possible. Null: that is not theirs to do. */
  callBack: z.object({ refusal: z.enum(problemTypes).nullable() }).nullable(),
  /** How the citizen's number stands on the list of those nobody is rung for. Null: that is not theirs to say, or there is none. */
  block: BlockCard.nullable(),
  due: z.array(DueReason),
  verdict: WholeVerdict,
  runs: z.array(RunVerdict),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

export const CaseList = z.object({
  cases: z.array(TicketBrief.extend({ agentName: z.string().nullable() })),
  /** How many there are; where there are `more`, a round number below it. */
  total: z.number().int(),
  more: z.boolean(),
});
export type CaseList = z.infer<typeof CaseList>;
