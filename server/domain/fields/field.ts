import type { Words } from '../shared/words.ts';

/** What can be written in a case, and how it is written. */
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
export type FieldType = (typeof fieldTypes)[number];

/** One field of the registry: the form, the draft, the case page, the history and the print follow from it. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType;
  readonly label: Words;
  readonly help: Words | null;
  /** Most characters; of a number the highest value. */
  readonly max: number;
  /** Of a number the lowest value. */
  readonly min: number | null;
  /** Tells who the citizen is or where: never on screens that everybody sees. */
  readonly personal: boolean;
  /** Kept encrypted beside the case; shown masked, and whole only for a reason that is audited. */
  readonly sealed: boolean;
  /** Of a choice: the office's list by this name. Null: the choices stand in the field itself. */
  readonly catalogue: string | null;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly code: string;
  readonly name: Words;
  /** No longer to be chosen; what was written with it still reads. */
  readonly retired?: boolean;
}

/** Fields by their names. Plain data: a procedure is stored with its own. */
export type FieldRegistry = Readonly<Record<string, FieldDefinition>>;
