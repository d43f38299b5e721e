import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { countdownOf } from '../../model/countdown.ts';
import type { InboxSide } from '../../model/inbox.ts';
import { mostUrgent } from '../../model/steps.ts';
import { useServerNow } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { Ticket } from '../shared/ticket.tsx';
import styles from './inbox.module.css';

interface Props {
  readonly card: CaseCard;
  readonly side: InboxSide;
  readonly chosen: boolean;
  readonly choose: () => void;
}

export function InboxRow({ card, side, chosen, choose }: Props) {
  const { t } = useTranslation();
  const now = useServerNow(500);
  const step = mostUrgent(card);
  const countdown = step === undefined ? null : countdownOf(step, now);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={chosen ? 'true' : undefined}
        onClick={choose}
        data-testid="inbox-row"
        data-case-id={card.caseId}
      >
        {countdown !== null && <CountdownRing countdown={countdown} size={48} />}
        <span className={styles.rowText}>
          <Ticket number={card.ticketNumber} size="s" />
          <span className={styles.complaint}>{card.dispatchNote ?? card.complaint}</span>
          <span className={styles.meta}>
            {countdown !== null && <CountdownWord countdown={countdown} />}
            {card.callLive && (
              <span className={styles.live}>
                <Icon name="phone" size={15} /> {t('inbox.onLine')}
              </span>
            )}
            {side === 'official' && card.officialName !== null && (
              <span>{t('inbox.forOther', { who: card.officialName })}</span>
            )}
            {card.agentName !== null && <span>{t('inbox.from', { who: card.agentName })}</span>}
          </span>
        </span>
      </button>
    </li>
  );
}
