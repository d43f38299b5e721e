import { z } from 'zod';
import { Bilingual, Moment } from './primitives.ts';
import { StepCard } from './steps.ts';
import { CaseStatus } from './views.ts';

const agentStates = ['logged-out', 'not-ready', 'ready', 'reserved', 'talking', 'wrap-up'] as const;

/** Key `agents/<userId>`. */
export const AgentCard = z.object({
  userId: z.uuid(),
  displayName: z.string(),
  extension: z.string(),
  /** Ids of the queues in which the agent takes part. */
  queues: z.array(z.string()),
  state: z.enum(agentStates),
  /** Why not ready: one the agent chose, or `missed_call`, `phone_unreachable`. */
  reason: z.string().nullable(),
  /** As the office's list has it; null: not of the list. */
  reasonName: Bilingual.nullable(),
  /** From then on it lasts too long; null: it may last. */
  limitAt: Moment.nullable(),
  /** Rings in a row that the agent let lapse; of two the agent is not ready any more. */
  missed: z.number().int(),
  /** `until`: ends by itself then; null: with the recap. Null: in no wrap-up. */
  wrapUp: z.object({ until: Moment.nullable(), extensionsLeft: z.number().int() }).nullable(),
  since: Moment,
  callId: z.string().nullable(),
  /** Asked for in mid-call, taken up after the wrap-up. */
  pendingState: z.enum(['ready', 'not-ready', 'logged-out']).nullable(),
  phoneReachable: z.boolean(),
});

export type AgentCard = z.infer<typeof AgentCard>;

/** A queue as the floor knows it. Key `queues/<queueId>`. `maxWaitMs`: whoever waits longer is to be seen; null: nobody. */
export const QueueCard = z.object({ queueId: z.string(), name: Bilingual, maxWaitMs: z.number().int().nullable() });

export type QueueCard = z.infer<typeof QueueCard>;

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

/** Key `system/status`: whether what is shown can be trusted. */
export const SystemCard = z.object({
  /** `behindMs`: how old the exchange's news are; 0 as long as nobody need care. */
  exchanges: z.array(z.object({ name: z.string(), connected: z.boolean(), since: Moment, behindMs: z.number().int() })),
  database: z.object({ available: z.boolean(), since: Moment }),
  /** How often the lists that forms offer were changed: with another number, forms are asked for anew. */
  lists: z.number().int(),
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

/** Key `waitingMessages/now`: what citizens wrote of open tickets and nobody of ours has answered. Shown where a screen asks for it. */
export const WaitingMessagesCard = z.object({
  messages: z.number().int(),
  tickets: z.number().int(),
  oldestAt: Moment.nullable(),
});

export type WaitingMessagesCard = z.infer<typeof WaitingMessagesCard>;

/** Key `openAges/now`: citizens' open tickets by their age in working days of the office, parted at `ageBounds`, the youngest first. Shown where a screen asks for it. */
export const OpenAgesCard = z.object({ counts: z.array(z.number().int()) });

export type OpenAgesCard = z.infer<typeof OpenAgesCard>;

/** Key `lateSteps/<procedure>/<step>`: of a step that a screen asks for. */
export const LateStepCard = z.object({
  procedure: z.string(),
  step: z.string(),
  /** As the version says in which it stands, or stood last; null: none that is known. */
  name: Bilingual.nullable(),
  number: z.number().int().nullable(),
  title: Bilingual.nullable(),
  /** The procedure is not in force, or its version in force has no such step. Older tickets may still be late in it. */
  gone: z.boolean(),
  day: z.string(),
  /** Breaches raised since midnight in the office's zone. */
  today: z.number().int(),
  /** That run and are late now. */
  now: z.number().int(),
});

export type LateStepCard = z.infer<typeof LateStepCard>;
