import type { CaseCard } from '../../../../server/contract/views.ts';
import { CaseArchive } from '../archive/case-archive.tsx';
import { CasePapers } from '../papers/case-papers.tsx';
import { CaseFiles } from './case-files.tsx';

/** What belongs to a case beside its words: the files that came, the papers that are made of it, and its archive. */
export function CaseAttachments({ card }: { card: CaseCard }) {
  return (
    <>
      <CaseFiles card={card} />
      <CasePapers card={card} />
      <CaseArchive card={card} />
    </>
  );
}
