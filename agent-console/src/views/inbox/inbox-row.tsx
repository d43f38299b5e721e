import { useTranslation } from 'react-i18next';
import type { MissedCard } from '../../../../server/contract/missed.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { needsWords } from '../../model/conversation.ts';
import { countdownOf } from '../../model/countdown.ts';
import { clockOf } from '../../model/format.ts';
import { missedCountdown } from '../../model/missed.ts';
import { mostUrgent } from '../../model/steps.ts';
import { wordsIn } from '../../model/suggestions.ts';
import { useSpanText } from '../actions/use-span.ts';
import { useLanguage, useServerNow } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { Provisional } from '../shared/provisional.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { Ticket } from '../shared/ticket.tsx';
import { Words } from '../shared/words.tsx';
import styles from './inbox.module.css';
import { MissedMark } from './missed-row.tsx';

interface Props {
  readonly card: CaseCard;
  /** The caller whom nobody answered, and who is to be called back from this ticket; null: nobody is. */
  readonly missed: MissedCard | null;
  readonly chosen: boolean;
  readonly choose: () => void;
}

/** A case in a line: until when what is to be done, by what channel it came, and whether its citizen waits for words. */
export function InboxRow({ card, missed, chosen, choose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const spanText = useSpanText();
  const now = useServerNow(500);
  const step = mostUrgent(card);
  const stepDue = step?.stoppedAt === null ? step.dueAt : Number.POSITIVE_INFINITY;
  const calls = missed !== null && missed.dueAt < stepDue ? missed : null;
  const countdown = calls ? missedCountdown(calls, now) : step === undefined ? null : countdownOf(step, now);
  const [waits] = card.waitsFor;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={chosen ? 'true' : undefined}
        onClick={choose}
        data-testid="inbox-row"
        data-case-id={card.caseId}
        data-words={needsWords(card)}
      >
        {countdown === null ? (
          <span className={styles.badge}>
            <Icon name={needsWords(card) ? 'quote' : 'clock'} size={22} />
          </span>
        ) : (
          <CountdownRing countdown={countdown} size={48} />
        )}
        <span className={styles.rowText}>
          <Ticket number={card.ticketNumber} size="s" />
          <span className={styles.complaint}>
            <Words text={wordsIn(card, 'dispatchNote') ?? card.complaint ?? ''} />
          </span>
          {missed !== null && <MissedMark />}
          <Unanswered card={card} now={now} />
          <span className={styles.meta}>
            {countdown !== null && (
              <>
                <CountdownWord countdown={countdown} />
                <span>{calls || step?.stoppedAt == null ? spanText(countdown.remainingMs) : t('work.citizen')}</span>
                {!calls && <Provisional run={step} />}
              </>
            )}
            <span className={styles.what}>
              {card.task === null ? t(`channel.${card.channel}`) : t('work.task')}
              {waits !== undefined &&
                ` · ${[waits.number, waits.name[language]].filter((part) => part !== null).join('. ')}`}
            </span>
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

/** What the citizen wrote that nobody has answered, and what of ours did not arrive. */
function Unanswered({ card, now }: { card: CaseCard; now: number }) {
  const { t } = useTranslation();
  if (card.conversation === null || !needsWords(card)) return null;
  const { unseen, waitingSince, failed } = card.conversation;
  return (
    <span className={styles.meta}>
      {waitingSince !== null && (
        <strong className={styles.words}>
          <Icon name="quote" size={15} /> {t('message.waiting', { time: clockOf(now - waitingSince) })}
        </strong>
      )}
      {unseen > 0 && <strong className={styles.unseen}>{t('message.unseen', { count: unseen })}</strong>}
      {failed && (
        <strong className={styles.failed}>
          <Icon name="breach" size={15} /> {t('message.failedRow')}
        </strong>
      )}
    </span>
  );
}
