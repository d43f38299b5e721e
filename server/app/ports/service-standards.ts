import type { StandardReport } from '../../domain/reports/standard-figures.ts';

/** A report on service standards that was made: its figures and bytes are what they were, for ever. */
export interface StandardPaper {
  readonly id: string;
  readonly number: string;
  readonly report: StandardReport;
  /** Of its bytes, hexadecimal. */
  readonly sha256: string;
  /** Epoch ms. */
  readonly madeAt: number;
  readonly madeBy: string;
}

/** One to be kept, with the place of its number in the register. */
export interface NewStandardPaper extends StandardPaper {
  readonly year: number;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Reports on service standards. Every method throws when the database is away. */
export interface StandardPaperStore {
  /** The newest first, so many at most. */
  list(limit: number): Promise<readonly StandardPaper[]>;
  /** The last one that was made of this procedure, or of all (null). */
  latest(procedure: string | null): Promise<StandardPaper | null>;
  byId(id: string): Promise<StandardPaper | null>;
  /** Null: there is none. */
  bytesOf(id: string): Promise<Uint8Array | null>;
  /** The number that the next one of the year will have, if nobody is faster. */
  nextNumber(year: number): Promise<number>;
  /** With an entry of the audit. `drawn`: its number is another's by now, or it was kept before; nothing was kept. */
  keep(paper: NewStandardPaper): Promise<'kept' | 'drawn'>;
}
