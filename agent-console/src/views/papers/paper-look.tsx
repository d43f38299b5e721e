import { useQuery } from '@tanstack/react-query';
import type { PaperCard } from '../../../../server/contract/papers.ts';
import { LookDialog } from '../files/look-dialog.tsx';
import { useWorkplace } from '../shared/context.tsx';

/** The paper itself: a file of its case, each look at which is written down. */
export function PaperLook({ paper: { caseId, fileId }, close }: { paper: PaperCard; close: () => void }) {
  const { rest } = useWorkplace().desk;
  const found = useQuery({
    queryKey: ['files', caseId, fileId],
    queryFn: () => rest.call('caseFiles', { params: { caseId } }),
  });
  const file = found.data?.files.find((one) => one.fileId === fileId);
  return file === undefined ? null : <LookDialog file={file} close={close} />;
}
