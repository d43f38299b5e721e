import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { CaseFacts } from '../shared/case-facts.tsx';
import { StepRail } from '../shared/step-rail.tsx';
import { Ticket } from '../shared/ticket.tsx';
import styles from './inbox.module.css';

/** A case to be read by somebody who did not take the call, with what they can do about it below. */
export function CaseReader({ card, children }: { card: CaseCard; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <article className={styles.case} data-testid="case" data-case-id={card.caseId} data-status={card.status}>
      <header>
        <h2>
          <Ticket number={card.ticketNumber} testId="case-ticket" />
        </h2>
        <span>{t(`status.${card.status}`)}</span>
      </header>
      <StepRail steps={card.steps.filter((run) => run.number >= 9)} />
      <CaseFacts card={card} />
      {children}
    </article>
  );
}
