import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { ConversationPane } from '../messages/conversation-pane.tsx';
import { CaseFacts } from '../shared/case-facts.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { Ticket } from '../shared/ticket.tsx';
import { ActsPanel } from './acts-panel.tsx';
import styles from './work.module.css';
import { WorkSteps } from './work-steps.tsx';

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
  const language = useLanguage();
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
    <article className={styles.case} data-testid="case" data-case-id={caseId} data-status={card.status}>
      <header>
        {headed && (
          <h2>
            <Ticket number={card.ticketNumber} testId="case-ticket" />
          </h2>
        )}
        <span>
          {t(`status.${card.status}`)} · {card.task === null ? t(`channel.${card.channel}`) : t('work.task')} ·{' '}
          {card.sop.title[language]}
        </span>
      </header>
      <div className={styles.columns}>
        <div>
          {found.isError && <p role="alert">{problemText(found.error)}</p>}
          {detail === undefined ? (
            !found.isError && <p>{t('app.loading')}</p>
          ) : (
            <ActsPanel key={caseId} card={detail} done={done} />
          )}
          {(card.conversation !== null || card.caller.phoneMasked !== null) && <ConversationPane card={card} />}
          {card.task === null && <CaseFacts card={card} />}
        </div>
        <section>
          <h3>{t('work.steps')}</h3>
          <WorkSteps card={card} due={detail?.due ?? []} />
        </section>
      </div>
    </article>
  );
}
