import type { LacakView } from '../../contract/lacak.ts';
import type { PaperKind } from '../../domain/papers/kind.ts';
import { counts } from '../../domain/papers/life.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { Store } from '../ports/ports.ts';

export interface LacakPapersDeps {
  readonly store: Pick<Store, 'transaction'> & Pick<PaperReads, 'papersOf'>;
  readonly kinds: { byId(id: string): Pick<PaperKind, 'citizen'> | undefined };
  /** The file of a paper that is made; null: it is not where it was put, or not what it was. @throws FilesFault */
  readonly fileOf: (paper: CasePaper) => Promise<{ readonly name: string; readonly bytes: Buffer } | null>;
}

/** Papers of a case that its citizen may have: of whom they are has been shown before. */
export interface LacakPapers {
  of(caseId: string): Promise<LacakView['papers']>;
  /**
   * The very bytes that were made and signed, written down in the audit before the first of them goes out.
   * @returns null: the case has no such paper for its citizen, or its bytes are not there any more
   * @throws FilesFault
   */
  open(caseId: string, paperId: string): Promise<{ readonly name: string; readonly bytes: Buffer } | null>;
}

export function createLacakPapers({ store, kinds, fileOf }: LacakPapersDeps): LacakPapers {
  const theirs = async (caseId: string): Promise<readonly (CasePaper & { readonly madeAt: number })[]> =>
    (await store.papersOf(caseId)).flatMap((paper) => {
      const { kind, state, fileId, madeAt } = paper;
      // A kind that the office has not any more says nothing of whom it was for.
      const shown = kinds.byId(kind)?.citizen === true && counts(state) && fileId !== null;
      return shown && madeAt !== null ? [{ ...paper, madeAt }] : [];
    });
  return {
    of: async (caseId) =>
      (await theirs(caseId)).map(({ id, title, number, madeAt }) => ({ paperId: id, title, number, madeAt })),
    open: async (caseId, paperId) => {
      const paper = (await theirs(caseId)).find(({ id }) => id === paperId);
      const file = paper ? await fileOf(paper) : null;
      if (!file) return null;
      const subject = `${paperId} ${caseId}`;
      await store.transaction((tx) => tx.audit({ personId: null, action: 'paper.opened', subject, reason: null }));
      return file;
    },
  };
}
