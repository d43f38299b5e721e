import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { offeredOf } from '../../model/panels.ts';
import { CaseLayout } from '../shared/case-layout.tsx';
import { useProblemText } from '../shared/save.tsx';
import { VoiceMessages } from '../shared/voice-messages.tsx';
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
  const offered = detail && offeredOf(detail, detail.actions);
  const idle = offered !== undefined && offered.now.length + offered.aside.length === 0;
  return (
    <CaseLayout card={card} due={detail?.due ?? []} headed={headed} idle={idle}>
      {error !== null && <p role="alert">{problemText(error)}</p>}
      {detail === undefined ? (
        error === null && <p>{t('app.loading')}</p>
      ) : (
        <>
          <VoiceMessages recordings={detail.recordings} />
          <ActionsPanel key={card.caseId} card={detail} done={done} takesFocus />
        </>
      )}
    </CaseLayout>
  );
}
