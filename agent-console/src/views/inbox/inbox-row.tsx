import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { countdownOf } from '../../model/countdown.ts';
import { mostUrgent } from '../../model/steps.ts';
import { useSpanText } from '../acts/use-span.ts';
import { useLanguage, useServerNow } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { Ticket } from '../shared/ticket.tsx';
import styles from './inbox.module.css';

interface Props {
  readonly card: CaseCard;
  readonly chosen: boolean;
  readonly choose: () => void;
}

export function InboxRow({ card, chosen, choose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const spanText = useSpanText();
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
            {countdown !== null && (
              <>
                <CountdownWord countdown={countdown} />
                <span>{step?.stoppedAt == null ? spanText(countdown.remainingMs) : t('work.stands')}</span>
              </>
            )}
            {card.byActs &&
              card.waitsFor.slice(0, 1).map(({ runId, number, name }) => (
                <span key={runId}>
                  {number}. {name[language]}
                </span>
              ))}
            {card.byActs && <span>{card.task === null ? t(`channel.${card.channel}`) : t('work.task')}</span>}
            {card.callLive && (
              <span className={styles.live}>
                <Icon name="phone" size={15} /> {t('inbox.onLine')}
              </span>
            )}
            {card.officialName !== null && <span>{t('inbox.forOther', { who: card.officialName })}</span>}
            {card.agentName !== null && <span>{t('inbox.from', { who: card.agentName })}</span>}
          </span>
        </span>
      </button>
    </li>
  );
}
