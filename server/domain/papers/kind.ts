import type { Words } from '../shared/words.ts';
import type { PaperStage, SopActor } from '../sop/terms.ts';

/** A kind of paper as the office's data have it: see `server/papers/kinds` for the files and `parse.ts` for their form. */
export interface PaperKind {
  readonly id: string;
  readonly title: Words;
  /** The name of its template, without `.typ`. */
  readonly template: string;
  /** Null: it is no part of a register, and gets no number. */
  readonly number: NumberRule | null;
  /** "Sifat" and the like: pairs that stand beside the number as they are. */
  readonly nature: Words | null;
  readonly fields: readonly PaperField[];
  /** In the order in which they act. Empty: it needs nobody. */
  readonly signers: readonly PaperSigner[];
  /** "Tembusan". */
  readonly copies: readonly string[];
  /** Sentences that stand in every paper of the kind, by names that its template knows; `{field}` in them is filled in. */
  readonly words: Readonly<Record<string, string>>;
  /** It shows the case as a whole: its template has `data.dossier`, with history, papers, files and messages. */
  readonly gathers: boolean;
  /**
   * It reports the office's day or month, for which the case is owed: its template has `data.report`, counted as it is made
   * and kept with it. Null: it reports nothing.
   */
  readonly reports: ReportScope | null;
  /** It says what the procedure promises and how that was kept: its template has `data.promise`. */
  readonly promises: boolean;
  /** It is meant for whoever reported: once it counts, they find it on the page where they follow their report. */
  readonly citizen: boolean;
  /** In which class of the archive's schedule it is kept. */
  readonly retention: string;
}

export const reportScopes = ['day', 'month'] as const;
export type ReportScope = (typeof reportScopes)[number];

/** How a paper of the kind is numbered. */
export interface NumberRule {
  /** Such as `{class}/{seq}/{unit}/{year}`. */
  readonly scheme: string;
  /** The office's code of classification, Permendagri 83/2022. */
  readonly class: string;
  /** Papers of one register are numbered together. */
  readonly register: string;
}

/** What is written in a paper. */
export interface PaperField {
  readonly name: string;
  readonly label: Words;
  readonly type: 'line' | 'text';
  readonly required: boolean;
  /** What stands in it before anybody writes, `{callerName}` being what the case says; empty: nothing. */
  readonly fill: string;
}

export const signings = ['initial', 'sign'] as const;
/** `initial`: a paraf, by which somebody answers for what is put before the one who signs. */
export type Signing = (typeof signings)[number];

export interface PaperSigner {
  readonly act: Signing;
  readonly role: SopActor;
}

/** Does somebody sign it, and not only initial it? Pure. */
export const isSigned = ({ signers }: Pick<PaperKind, 'signers'>): boolean => signers.some(({ act }) => act === 'sign');

/** Does it come about with the form of the step that ends by it at this stage, and is no work of its own? Pure. */
export const comesWithForm = ({ signers }: Pick<PaperKind, 'signers'>, stage: PaperStage): boolean =>
  stage === 'made' || (stage === 'signed' && signers.length === 0);
