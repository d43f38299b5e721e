import { useTranslation } from 'react-i18next';
import type { MissedCard } from '../../../../server/contract/missed.ts';
import { missedCountdown } from '../../model/missed.ts';
import { useSpanText } from '../actions/use-span.ts';
import { useLanguage, useServerNow } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { Provisional } from '../shared/provisional.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { Ticket } from '../shared/ticket.tsx';
import styles from './inbox.module.css';

interface Props {
  readonly missed: MissedCard;
  readonly chosen: boolean;
  readonly choose: () => void;
}

/** Somebody whom nobody answered, in a line among the cases: until when he is to be called, and how often he called. */
export function MissedRow({ missed, chosen, choose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const spanText = useSpanText();
  const countdown = missedCountdown(missed, useServerNow(500));
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={chosen ? 'true' : undefined}
        onClick={choose}
        data-testid="missed-row"
        data-case-id={missed.caseId}
      >
        <CountdownRing countdown={countdown} size={48} />
        <span className={styles.rowText}>
          <Ticket number={missed.ticketNumber} size="s" />
          <MissedMark />
          <span className={styles.meta}>
            <CountdownWord countdown={countdown} />
            <span>{spanText(countdown.remainingMs)}</span>
            <Provisional run={{ provisional: missed.provisional, verdict: 'running' }} />
            <span className={styles.what}>
              {[
                missed.service[language],
                t('missed.calls', { count: missed.calls }),
                ...(missed.tries > 0 ? [t('missed.tries', { count: missed.tries, most: missed.triesAtMost })] : []),
              ].join(' · ')}
            </span>
          </span>
        </span>
      </button>
    </li>
  );
}

export function MissedMark() {
  const { t } = useTranslation();
  return (
    <strong className={styles.missed} data-testid="missed-mark">
      <Icon name="phone" size={15} /> {t('missed.row')}
    </strong>
  );
}
