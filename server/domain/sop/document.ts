import type { Bilingual, SopActor, signatureKinds } from './terms.ts';

/** A list as printed in the document, from this line of it. */
export interface Printed {
  readonly line: number;
  readonly items: readonly string[];
}

export interface SopDocument {
  readonly file: string;
  readonly number: string | null;
  /** `YYYY-MM-DD`; null: blank in the document. */
  readonly created: string | null;
  readonly revised: string | null;
  /** The day of its approval ("pengesahan"), where it names one as such; it is no day of effect. */
  readonly approved: string | null;
}

/** As printed, letter by letter, from this line on. */
export interface Letterhead {
  readonly line: number;
  readonly address: string;
  /** Town and postal code. */
  readonly place?: string | undefined;
  readonly phone?: string | undefined;
  readonly fax?: string | undefined;
}

export interface Signature {
  readonly line: number;
  readonly as: (typeof signatureKinds)[number];
  /** The office that signed, as printed. */
  readonly office: string;
  /** `YYYY-MM-DD`, where it is printed beside it. */
  readonly day?: string | undefined;
}

/** Where a step stands in the document, and what is printed there, letter by letter. */
export interface StepSource {
  /** Null: a step of ours that the document lacks. */
  readonly line: number | null;
  readonly text: string;
  readonly needs: string;
  readonly time: string;
  readonly output: string;
  readonly note: string;
  /** What stands in the columns of the actors. */
  readonly cells: Readonly<Partial<Record<SopActor, string>>>;
  /** How we read it where it is defective or silent, and why. */
  readonly reading: Bilingual | null;
  readonly reason: Bilingual | null;
}
