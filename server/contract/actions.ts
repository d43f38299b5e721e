import { z } from 'zod';
import { Choice, line, text, words } from './case.ts';
import { Role } from './people.ts';
import { Bilingual } from './primitives.ts';

const fieldName = z.string().regex(/^[a-z][A-Za-z0-9_]{0,59}$/, 'unknown');

/** What can be written, by the name of the field. A field left out stays as it is. The procedure says which there are. */
const WrittenFields = z.record(fieldName, text(8000)).refine((fields) => Object.keys(fields).length <= 100, 'too_many');
export type WrittenFields = z.infer<typeof WrittenFields>;

/** What somebody does to a case: an action that it waits for, as offered in its `actions`. */
const actionEvent = z.string().regex(/^[a-z_]{2,30}\.[a-z_]{2,30}$/, 'unknown');
export const PerformAction = z.object({
  event: actionEvent,
  fields: WrittenFields.default({}),
});
export type PerformAction = z.infer<typeof PerformAction>;

/** The half-written form of an action: kept with the case, and no part of its contents before the action is done. */
export const SaveDraft = z.object({ event: actionEvent, fields: WrittenFields });
export type SaveDraft = z.infer<typeof SaveDraft>;

/** @internal exported for its tests */
export const fieldTypes = [
  'line',
  'text',
  'choice',
  'number',
  'date',
  'yesno',
  'phone',
  'nik',
  'person',
  'place',
] as const;

/** One field of an action's form: all that a screen needs to ask for it. */
export const ActionField = z.object({
  name: z.string(),
  type: z.enum(fieldTypes),
  label: Bilingual,
  help: Bilingual.nullable(),
  required: z.boolean(),
  /** Asked, and required if it is, only where another field has one of these values. */
  when: z.object({ field: z.string(), values: z.array(z.string()) }).nullable(),
  /** Most characters; of a number the highest value. */
  max: z.number(),
  min: z.number().nullable(),
  /** What the case says in it already. */
  value: z.string().nullable(),
  /** What somebody has half written, else what the procedure suggests. */
  draft: z.string().nullable(),
  /** Kept sealed: `stored` tells whether it is there; it is not shown. */
  sealed: z.boolean(),
  stored: z.boolean(),
  /** Of a choice. */
  choices: z.array(Choice),
  /** Of a person: whose work the next step is. */
  people: Role.nullable(),
});
export type ActionField = z.infer<typeof ActionField>;

/** A paper by which an action happens: without it, it is refused. */
export const OwedPaper = z.object({
  kind: z.string(),
  title: Bilingual,
  /** Only where the citizen is told this way; null: always. */
  via: z.string().nullable(),
  /** How far it has to have come. */
  at: z.enum(['made', 'returned', 'signed', 'sent']),
  ready: z.boolean(),
  /** The one that was begun, and whose turn it is to sign it; null: none. */
  paper: z
    .object({
      paperId: z.uuid(),
      state: z.enum(['draft', 'made', 'returned', 'signed', 'sent', 'void']),
      turn: z.string().nullable(),
    })
    .nullable(),
});
export type OwedPaper = z.infer<typeof OwedPaper>;

/** Something that the reader may do to the case now. */
export const CaseAction = z.object({
  event: z.string(),
  /** Null: it may be done to any open case, such as ending it as a duplicate. */
  step: z.object({ runs: z.boolean(), number: z.number().int(), name: Bilingual }).nullable(),
  role: Role,
  /** As the procedure calls whoever does it. */
  roleName: Bilingual,
  label: Bilingual,
  /** The branch of the procedure that it takes, as the document has it. */
  branch: Bilingual.nullable(),
  /** The citizen is told or asked by it: it happens when the words have gone out. */
  tells: z.enum(['answer', 'question']).nullable(),
  fields: z.array(ActionField),
  /** By which it happens, and by nobody's word alone. */
  papers: z.array(OwedPaper),
});
export type CaseAction = z.infer<typeof CaseAction>;

/** Why a running step is due when it is, in both languages. Absent where the wall clock counts. */
export const DueReason = z.object({ runId: z.string(), text: Bilingual });
export type DueReason = z.infer<typeof DueReason>;

/** A door by which citizens come. */
export const ServiceCard = z.object({ id: z.string(), name: Bilingual, channel: z.string(), sop: Bilingual });
export type ServiceCard = z.infer<typeof ServiceCard>;

/** Channels whose complaints somebody in the office takes down. */
export const deskChannels = ['walk_in', 'suggestion_box', 'letter', 'email'] as const;

/** What somebody in the office takes down: brought to the desk, from the suggestion box, a letter, an e-mail. */
export const TakeIntake = z.object({
  serviceId: line(60).min(1, 'required'),
  callerName: line(120).nullable().optional(),
  address: line(240).nullable().optional(),
  nik: line(32).nullable().optional(),
  phone: line(64).nullable().optional(),
  complaint: words(8000),
  /** Epoch ms, not in the future; left out: now. */
  receivedAt: z.number().int().min(0).optional(),
});
export type TakeIntake = z.infer<typeof TakeIntake>;
