import type { PaperKind } from '../../domain/papers/kind.ts';
import type { PaperOffice } from '../../domain/papers/office.ts';

/** The kinds of papers of the office, and who signs for it. */
export interface PaperKinds {
  readonly all: readonly PaperKind[];
  byId(id: string): PaperKind | undefined;
  /** The template of a kind where it is the office's own. */
  sourceOf(id: string): string | undefined;
  readonly office: PaperOffice;
}
