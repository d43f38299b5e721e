import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { CaseLayout } from '../shared/case-layout.tsx';
import { useProblemText } from '../shared/save.tsx';
import { ActionsPanel } from './actions-panel.tsx';
import { useDetail } from './use-detail.ts';

interface Props {
  readonly card: CaseCard;
  readonly done: (text: string) => void;
  /** False where the ticket stands above it already. */
  readonly headed?: boolean;
}

/** A case of any procedure at work: where it stands, what it says, and what can be done now. */
export function CaseWork({ card, done, headed = true }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { detail, error } = useDetail(card);
  return (
    <CaseLayout card={card} due={detail?.due ?? []} headed={headed}>
      {error !== null && <p role="alert">{problemText(error)}</p>}
      {detail === undefined ? (
        error === null && <p>{t('app.loading')}</p>
      ) : (
        <ActionsPanel key={card.caseId} card={detail} done={done} takesFocus />
      )}
    </CaseLayout>
  );
}
