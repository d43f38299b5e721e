import { lazy, Suspense } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { fetchPageWords } from '../../i18n/index.ts';
import { CasePapers } from '../papers/case-papers.tsx';
import { CaseFiles } from './case-files.tsx';

/** With the words for why a case cannot be archived. */
const CaseArchive = lazy(() =>
  Promise.all([import('../archive/case-archive.tsx'), fetchPageWords()]).then(([archive]) => ({
    default: archive.CaseArchive,
  })),
);

/** What belongs to a case beside its words: the files that came, the papers that are made of it, and its archive. */
export function CaseAttachments({ card }: { card: CaseCard }) {
  return (
    <>
      <CaseFiles card={card} />
      <CasePapers card={card} />
      <Suspense>
        <CaseArchive card={card} />
      </Suspense>
    </>
  );
}
