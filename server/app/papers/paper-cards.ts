import type { PaperCard } from '../../contract/papers.ts';
import { nextSigner } from '../../domain/papers/life.ts';
import { type Actor, mayMakePaper, maySignPaper, mayVoidPaper } from '../people/policies.ts';
import type { CasePaper, PaperAct } from '../ports/case-papers.ts';

/** A paper as its reader sees it: what was done to it, and what he may do now. Pure. */
export function paperCard(
  paper: CasePaper,
  {
    acts,
    ticketNumber,
    open,
    reader,
    mailing,
  }: { acts: readonly PaperAct[]; ticketNumber: string; open: boolean; reader: Actor; mailing: boolean },
): PaperCard {
  const { id, caseId, kind, title, state, number, edition, fileId, sha256, madeAt, signers } = paper;
  const turn = nextSigner(paper);
  const signs = turn !== null && maySignPaper(reader, { signerId: turn.personId });
  const may: PaperCard['may'][number][] = [
    ...(signs ? (['sign', 'return'] as const) : []),
    ...(state === 'signed' && !mailing && mayMakePaper(reader) ? (['send'] as const) : []),
    ...(open && (state === 'draft' || state === 'returned') && mayMakePaper(reader) ? (['write'] as const) : []),
    ...(['made', 'returned', 'signed'].includes(state) && paper.endedStep === null && mayVoidPaper(reader)
      ? (['void'] as const)
      : []),
  ];
  return {
    ...{ paperId: id, caseId, ticketNumber, kind, title, state, number, edition, fileId, sha256, madeAt, mailing, may },
    signers: signers.map(({ act, title: as, name, at }) => ({ act, title: as, name, at })),
    acts: acts
      .filter(({ paperId }) => paperId === id)
      .map(({ act, name, title: as, nip, sha256: of, certificate, said, at }) => ({
        act,
        name,
        title: as,
        nip,
        sha256: of,
        certificate,
        said,
        at,
      })),
  };
}
