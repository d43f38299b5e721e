import type { FieldRegistry } from '../fields/field.ts';
import type { Letterhead, Printed, Signature, SopDocument } from './document.ts';
import type { StepDefinition } from './step-definition.ts';
import type { Bilingual, Channel, ClosingReason, SopActor } from './terms.ts';

/** A standard operating procedure as data. See `server/sops/` for the files and `parse.ts` for their form. */
export interface SopDefinition {
  readonly id: string;
  readonly version: string;
  /** `YYYY-MM-DD`, or null when the document names no day. */
  readonly effective: string | null;
  readonly issuer: string;
  readonly document: SopDocument;
  readonly title: Bilingual;
  /** Where the office is and how it is reached, as printed; null: not in the document. */
  readonly letterhead: Letterhead | null;
  /** Who answers for the document, as offices: a person's name is no part of a procedure. In the order of its lines. */
  readonly signatures: readonly Signature[];
  readonly channels: readonly Channel[];
  /** Who acts in it, in the order of the document's columns. */
  readonly roles: Readonly<Partial<Record<SopActor, SopRole>>>;
  readonly legal: Printed | null;
  readonly qualifications: Printed | null;
  /** The document's own list of who acts in it ("Pelaksana"), where it has one beside its table. */
  readonly performers: Printed | null;
  readonly related: Printed | null;
  readonly equipment: Printed | null;
  readonly warnings: Printed | null;
  readonly records: Printed | null;
  /** How we read what is defective or missing in the document as a whole. */
  readonly notes: readonly Bilingual[];
  /** Every field that it may ask for: the standard ones, and its own. */
  readonly fields: FieldRegistry;
  /** How a case may end before its procedure does, and who may say so. */
  readonly closings: readonly Closing[];
  /** In the order of the document; a promise about the whole (`kind: total`) stands last. */
  readonly steps: readonly StepDefinition[];
}

export interface SopRole extends Bilingual {
  /** The heading of its column in the document's table; absent: it has none. */
  readonly column?: string;
}

export interface Closing {
  readonly as: ClosingReason;
  readonly by: readonly SopActor[];
  /** How often the citizen must have been tried before. */
  readonly tries: number;
}

/** As the procedure calls somebody in it. */
export function roleName({ roles }: SopDefinition, actor: SopActor): Bilingual {
  const { id, en } = roles[actor] ?? { id: actor, en: actor };
  return { id, en };
}
