import type { CaseCard } from '../../../../server/contract/views.ts';
import { CasePapers } from '../papers/case-papers.tsx';
import { CaseFiles } from './case-files.tsx';

/** What belongs to a case beside its words: the files that came, and the papers that are made of it. */
export function CaseAttachments({ card }: { card: CaseCard }) {
  return (
    <>
      <CaseFiles card={card} />
      <CasePapers card={card} />
    </>
  );
}
