import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { CaseLayout } from '../shared/case-layout.tsx';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { ActsPanel } from './acts-panel.tsx';

interface Props {
  readonly card: CaseCard;
  readonly done: (text: string) => void;
  /** False where the ticket stands above it already. */
  readonly headed?: boolean;
}

/** A case of any procedure at work: where it stands, what it says, and what can be done now. */
export function CaseWork({ card, done, headed = true }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const { caseId } = card;
  const found = useQuery({
    queryKey: ['case', caseId, card.version],
    queryFn: () => rest.call('getCase', { params: { caseId } }),
    placeholderData: keepPreviousData,
  });
  // What is shown of another case, while this one is fetched, would be worse than nothing.
  const detail = found.data?.caseId === caseId ? found.data : undefined;
  return (
    <CaseLayout card={card} due={detail?.due ?? []} headed={headed}>
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {detail === undefined ? (
        !found.isError && <p>{t('app.loading')}</p>
      ) : (
        <ActsPanel key={caseId} card={detail} done={done} takesFocus />
      )}
    </CaseLayout>
  );
}
