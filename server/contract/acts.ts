import { z } from 'zod';
import { CaseKind, Category, Disposition, line, text } from './case.ts';
import { Role } from './people.ts';

const Bilingual = z.object({ id: z.string(), en: z.string() });

/** What can be written with an act, by the name of its field. A field left out stays as it is. */
export const ActFields = z
  .strictObject({
    callerName: line(120),
    /** Sealed, never returned whole. */
    phone: line(64),
    nik: line(32),
    address: line(240),
    kind: CaseKind,
    category: Category,
    complaint: text(8000),
    problemFrame: text(4000),
    solution: text(8000),
    dispatchNote: text(2000),
    forwardNote: text(2000),
    assigneeId: z.uuid(),
    disposition: Disposition,
    recapSummary: text(4000),
    clarification: text(8000),
    action: text(8000),
    decision: text(8000),
    recommendation: text(8000),
    improvement: text(8000),
    notice: text(8000),
    proof: text(2000),
    question: text(2000),
    reply: text(4000),
    remark: text(2000),
  })
  .partial();
export type ActFields = z.infer<typeof ActFields>;

/** What somebody does to a case: an act that its procedure waits for, as offered in its `acts`. */
export const PerformAct = z.object({
  event: z.string().regex(/^[a-z_]{2,30}\.[a-z_]{2,30}$/, 'unknown'),
  fields: ActFields.default({}),
});
export type PerformAct = z.infer<typeof PerformAct>;

/** An act that a case waits for and that the reader may do. */
export const Act = z.object({
  event: z.string(),
  step: z.object({ id: z.string(), number: z.number().int(), name: Bilingual }),
  role: Role,
  /** As the procedure calls whoever does it. */
  roleName: Bilingual,
  label: Bilingual,
  /** The branch of the procedure that it takes, as the document has it. */
  branch: Bilingual.nullable(),
  fields: z.array(
    z.object({
      name: z.string().meta({ description: 'A field of the act’s `fields`' }),
      required: z.boolean(),
      /** What the case has in it already. */
      value: z.string().nullable(),
      /** Kept sealed: it is there and is not shown. */
      sealed: z.boolean(),
      /** Of `assigneeId`: whose work the next step is. */
      people: Role.nullable(),
    }),
  ),
});
export type Act = z.infer<typeof Act>;

/** Why a running step is due when it is, in both languages. Absent where the wall clock counts. */
export const DueReason = z.object({ runId: z.string(), text: Bilingual });
export type DueReason = z.infer<typeof DueReason>;

/** A door by which citizens come. */
export const ServiceCard = z.object({ id: z.string(), name: Bilingual, channel: z.string(), sop: Bilingual });
export type ServiceCard = z.infer<typeof ServiceCard>;

/** Channels whose reports somebody in the office takes down. */
export const deskChannels = ['walk_in', 'suggestion_box', 'letter', 'email'] as const;

/** A report that somebody in the office takes down: brought to the desk, from the suggestion box, a letter, an e-mail. */
export const OpenReport = z.object({
  serviceId: line(60).min(1, 'required'),
  callerName: line(120).nullable().optional(),
  address: line(240).nullable().optional(),
  nik: line(32).nullable().optional(),
  phone: line(64).nullable().optional(),
  complaint: text(8000).min(1, 'required'),
  /** Epoch ms, not in the future; left out: now. */
  receivedAt: z.number().int().min(0).optional(),
});
export type OpenReport = z.infer<typeof OpenReport>;
