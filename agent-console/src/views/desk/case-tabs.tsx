import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { countdownOf } from '../../model/countdown.ts';
import { mostUrgent } from '../../model/steps.ts';
import { useServerNow } from '../shared/context.tsx';
import { CountdownRing } from '../shared/ring.tsx';
import { Ticket } from '../shared/ticket.tsx';
import styles from './desk.module.css';

interface Props {
  readonly cases: readonly CaseCard[];
  readonly front: string | null;
  readonly choose: (caseId: string) => void;
}

/** The tickets on the desk, when there is more than one: a call with two complaints, or a recap still owed. */
export function CaseTabs({ cases, front, choose }: Props) {
  const { t } = useTranslation();
  const now = useServerNow(500);
  return (
    <nav className={styles.tabs} aria-label={t('desk.cases')}>
      {cases.map((card) => {
        const urgent = mostUrgent(card);
        return (
          <button
            key={card.caseId}
            type="button"
            aria-current={card.caseId === front ? 'true' : undefined}
            data-testid="case-tab"
            data-case-id={card.caseId}
            onClick={() => choose(card.caseId)}
          >
            <Ticket number={card.ticketNumber} size="s" />
            <span className={styles.tabName}>{card.caller.name ?? t(`status.${card.status}`)}</span>
            {urgent !== undefined && <CountdownRing countdown={countdownOf(urgent, now)} size={26} />}
          </button>
        );
      })}
    </nav>
  );
}
