import { z } from 'zod';
import { fieldTypes } from '../fields/field.ts';
import {
  actors,
  channels,
  clocks,
  closingReasons,
  conditions,
  means,
  paperStages,
  pauses,
  scopes,
  signatureKinds,
  tellingWays,
} from './terms.ts';

/**
 * The form of an SOP file. A message that is a word of `faultTexts` is told in both languages; anything else is told as
 * zod says it.
 */

const written = (pattern: RegExp, fault: string) => z.string().regex(pattern, fault);
const text = z.string().min(1);
const Names = z.strictObject({ id: text, en: text });
const Day = written(/^\d{4}-\d\d-\d\d$/, 'day_form').refine((day) => !Number.isNaN(Date.parse(day)), 'day_form');
const Length = written(/^[1-9]\d* (s|min|h|workdays?)$/, 'budget_form');
const Span = written(/^[1-9]\d{0,3} (s|min)$/, 'span_form');
const Percent = written(/^[1-9]\d? %$/, 'percent_form');
const LevelPercent = written(/^[1-9]\d{0,2} %$/, 'level_form');
export const EventName = written(/^[a-z_]+(\.[a-z_]+)+$/, 'event_form');
const Id = written(/^[a-z][a-z_]*$/, 'id_form');
const FieldName = written(/^[a-z][A-Za-z0-9_]*$/, 'field_form');
const once = <T extends z.ZodType>(item: T) =>
  z.array(item).refine((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length, 'twice');

const Printed = z.strictObject({ line: z.int().min(1), items: z.array(text).min(1) });

const Letterhead = z.strictObject({
  line: z.int().min(1),
  address: text,
  place: text.optional(),
  phone: text.optional(),
  fax: text.optional(),
});
const Signature = z.strictObject({
  line: z.int().min(1),
  as: z.enum(signatureKinds),
  office: text,
  day: Day.optional(),
});

const Source = z.strictObject({
  line: z.int().min(1).nullable(),
  text: z.string().default(''),
  needs: z.string().default(''),
  time: z.string().default(''),
  output: z.string().default(''),
  note: z.string().default(''),
  cells: z.partialRecord(z.enum(actors), text).default({}),
  reading: Names.optional(),
  reason: Names.optional(),
});

export const EscalationLevel = z.strictObject({
  at: LevelPercent,
  to: once(z.enum(actors)).min(1),
  by: once(z.enum(means)).min(1),
});

const LongStart = z.strictObject({ on: EventName, when: z.enum(conditions).optional(), while: Id.optional() });
const Start = z.union([EventName, LongStart]);

const Form = z.strictObject({
  requires: once(FieldName).default([]),
  asks: once(FieldName).default([]),
  needs: z.record(FieldName, z.record(text, once(FieldName).min(1))).default({}),
  suggests: z.record(FieldName, text).default({}),
});

const Choice = z.strictObject({ code: written(/^[a-z][a-z0-9_]*$/, 'code_form'), id: text, en: text });

/** A field of the procedure's own. */
const Field = z.strictObject({
  type: z.enum(fieldTypes),
  label: Names,
  help: Names.optional(),
  max: z.int().min(1).optional(),
  min: z.number().optional(),
  personal: z.boolean().optional(),
  sealed: z.boolean().optional(),
  catalogue: written(/^[a-z][a-z_-]*$/, 'id_form').optional(),
  choices: once(Choice).min(1).optional(),
});

const Closing = z.strictObject({
  as: z.enum(closingReasons),
  by: once(z.enum(actors)).min(1),
  tries: z.int().min(1).max(99).optional(),
});

const Branch = z.strictObject({ to: Id, on: EventName, by: EventName.optional(), label: Names.optional() });

const timed = {
  actor: z.enum(actors),
  budget: Length.optional(),
  clock: z.enum(clocks).optional(),
  /** By which clock it is counted when the citizen is not on the line. */
  offline: z.enum(clocks).optional(),
  pauses: once(z.enum(pauses)).default([]),
  warn: once(Percent).default([]),
  escalate: z.array(EscalationLevel).default([]),
};

/** A field that is asked for of some cases only. */
const Requirement = z.strictObject({
  field: FieldName,
  channels: once(z.enum(channels)).min(1).optional(),
  unless: EventName.optional(),
});

/** A paper that the step puts out, and by which it ends. */
const Paper = z.strictObject({
  paper: written(/^[a-z][a-z0-9-]*$/, 'id_form'),
  on: EventName,
  at: z.enum(paperStages).default('signed'),
  via: z.enum(tellingWays).optional(),
});

const Step = z.strictObject({
  number: z.int().min(1),
  id: Id,
  name: Names,
  ...timed,
  with: once(z.enum(actors)).default([]),
  scope: z.enum(scopes).default('case'),
  per: text.optional(),
  /** Another step of the same beginning and end, which counts the time of both. */
  shares: Id.optional(),
  starts: z.array(Start).min(1, 'starts_by_nothing'),
  ends: once(EventName).min(1, 'ends_by_nothing'),
  drops: once(EventName).default([]),
  requires: z.array(z.union([FieldName, Requirement])).default([]),
  /** By the event that somebody brings about: what its form asks for. */
  forms: z.record(EventName, Form).default({}),
  /** How the citizen may be told or asked in this step. */
  tells: once(z.enum(tellingWays)).default(['message', 'call']),
  papers: z.array(Paper).default([]),
  closes: z.strictObject({ field: FieldName, values: once(text).min(1), drops: once(text).optional() }).optional(),
  /** Of a step after a call: the agent takes the next call after so long, or earlier; the step itself runs on. */
  wrap_up: z.strictObject({ ends_after: Span, extend_by: Span, extensions: z.int().min(0).max(10) }).optional(),
  optional: z.boolean().default(false),
  /** `true`: as often as the loop comes round; a number: so often is foreseen, and what goes beyond is flagged. */
  repeat: z.union([z.literal(true), z.int().min(2)]).optional(),
  output: Names.optional(),
  next: z.array(Branch).min(1, 'no_next'),
  source: Source,
});

/** The document's own Mulai and Selesai. */
const Terminal = z.strictObject({
  number: z.int().min(1),
  id: Id,
  name: Names,
  kind: z.enum(['start', 'end']),
  /** Where it begins. */
  next: z.array(z.strictObject({ to: Id, on: EventName, label: Names.optional() })).default([]),
  source: Source,
});

const Total = z.strictObject({
  name: Names,
  ...timed,
  starts: z.array(Start).min(1, 'starts_by_nothing'),
  ends: once(EventName).min(1, 'ends_by_nothing'),
  drops: once(EventName).default([]),
  source: Source,
});

/** The fields of the parts of a file, by the names of the parts. */
export const partFields: Readonly<Record<string, object>> = {
  steps: { ...Step.shape, ...Terminal.shape },
  total: Total.shape,
  source: Source.shape,
  next: Branch.shape,
  escalate: EscalationLevel.shape,
  starts: LongStart.shape,
  letterhead: Letterhead.shape,
  signatures: Signature.shape,
  forms: Form.shape,
  papers: Paper.shape,
  fields: Field.shape,
  closings: Closing.shape,
};

const isTerminal = (step: unknown): boolean => typeof step === 'object' && step !== null && 'kind' in step;

export const Document = z.strictObject({
  id: written(/^[a-z][a-z-]*$/, 'sop_id_form'),
  version: text,
  effective: Day.nullable().default(null),
  issuer: text,
  document: z.strictObject({
    file: text,
    number: text.nullable(),
    created: Day.nullable(),
    revised: Day.nullable(),
    approved: Day.nullable().default(null),
  }),
  title: Names,
  letterhead: Letterhead.nullable().default(null),
  signatures: z.array(Signature).default([]),
  channels: once(z.enum(channels)).min(1),
  roles: z.partialRecord(z.enum(actors), z.strictObject({ id: text, en: text, column: text.optional() })),
  legal: Printed.nullable().default(null),
  qualifications: Printed.nullable().default(null),
  performers: Printed.nullable().default(null),
  related: Printed.nullable().default(null),
  equipment: Printed.nullable().default(null),
  warnings: Printed.nullable().default(null),
  records: Printed.nullable().default(null),
  notes: z.array(Names).default([]),
  fields: z.record(FieldName, Field).default({}),
  closings: z.array(Closing).optional(),
  total: Total.optional(),
  // Told apart by hand, so that a fault names the field and not every way in which a step might have been meant.
  steps: z.array(z.unknown()).min(1, 'no_steps'),
});

/** The same with its steps told apart by their form alone, for who reads it as a whole. */
export const WholeDocument = Document.extend({ steps: z.array(z.union([Terminal, Step])).min(1) });

export type RawDocument = z.infer<typeof Document>;
export type RawStep = z.infer<typeof Step>;
export type RawTerminal = z.infer<typeof Terminal>;
export type RawField = z.infer<typeof Field>;
export type RawClosing = z.infer<typeof Closing>;
export type RawTotal = z.infer<typeof Total>;
export type RawRow = RawStep | RawTerminal;
export const rowSchema = (row: unknown): z.ZodType<RawRow> => (isTerminal(row) ? Terminal : Step);
