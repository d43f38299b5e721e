import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DueReason } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { needsWords } from '../../model/conversation.ts';
import { WorkSteps } from '../actions/work-steps.tsx';
import { Answers } from '../answers/answers.tsx';
import { Files } from '../files/files.tsx';
import { LikeCases } from '../like/like-cases.tsx';
import { Conversation } from '../messages/conversation.tsx';
import { CaseFacts } from './case-facts.tsx';
import styles from './case-layout.module.css';
import { SopLink } from './sop-link.tsx';
import { Telling } from './telling.tsx';
import { Ticket } from './ticket.tsx';

interface Props {
  readonly card: CaseCard;
  /** Why each running step is due when it is. */
  readonly due: readonly DueReason[];
  /** False where the ticket stands above it already. */
  readonly headed?: boolean;
  /** No form waits for the reader: what the citizen waits to be told is written first. */
  readonly idle?: boolean;
  /** What can be done. */
  readonly children: ReactNode;
}

/** A case to read and to decide on: what it says on one side, what can be done about it beside it. */
export function CaseLayout({ card, due, headed = true, idle = false, children }: Props) {
  const { t } = useTranslation();
  const written = card.conversation !== null || card.caller.phoneMasked !== null;
  return (
    <article className={styles.case} data-testid="case" data-case-id={card.caseId} data-status={card.status}>
      <header>
        {headed && (
          <h2>
            <Ticket number={card.ticketNumber} testId="case-ticket" />
          </h2>
        )}
        <span>
          {t(`status.${card.status}`)} · {card.task === null ? t(`channel.${card.channel}`) : t('work.task')} ·{' '}
          <SopLink sop={card.sop} />
        </span>
      </header>
      <div className={styles.columns}>
        <div className={styles.decide}>
          <Telling card={card} />
          {children}
          <section>
            <h3>{t('work.steps')}</h3>
            <WorkSteps card={card} due={due} />
          </section>
        </div>
        <div className={styles.told}>
          {card.task === null && <Answers card={card} />}
          {written && <Conversation card={card} focused={headed && idle && needsWords(card)} />}
          {card.task === null && <CaseFacts card={card} />}
          {card.task === null && <Files card={card} />}
          <LikeCases card={card} />
        </div>
      </div>
    </article>
  );
}
