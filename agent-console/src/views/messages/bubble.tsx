import { useTranslation } from 'react-i18next';
import type { MessageCard } from '../../../../server/contract/messages.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { id } from '../../i18n/id.ts';
import { unfolded } from '../../model/conversation.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon, type IconName } from '../shared/icons.tsx';
import { Words } from '../shared/words.tsx';
import styles from './messages.module.css';
import { UseInForm } from './use-in-form.tsx';

const statusIcons = {
  waiting: 'clock',
  queued: 'raise',
  sent: 'check',
  delivered: 'checks',
  read: 'eye',
  failed: 'breach',
} as const satisfies Record<NonNullable<MessageCard['status']>, IconName>;

/** One message: who, when, by what, and whether it came. */
export function Bubble({ message, card }: { message: MessageCard; card: CaseCard }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const inbound = message.direction === 'in';
  const who = inbound ? t('message.from') : (message.authorName ?? t('message.automatic'));
  const { purpose } = message;
  const { words, quoted } =
    message.channel === 'email' ? unfolded(message.text) : { words: message.text, quoted: null };
  return (
    <li
      className={styles.bubble}
      data-direction={message.direction}
      data-status={message.status}
      data-testid="message"
      data-message-id={message.messageId}
    >
      <p className={styles.head}>
        <strong>{who}</strong>
        {(purpose === 'question' || purpose === 'answer') && (
          <span className={styles.purpose}>{t(`message.purpose.${purpose}`)}</span>
        )}
        <span>{t(`message.channel.${message.channel}`)}</span>
        <time dateTime={new Date(message.at).toISOString()}>{dayAndTime(message.at, office.timeZone, language)}</time>
      </p>
      <p className={styles.words}>
        <Words text={words} />
      </p>
      {quoted !== null && (
        <details className={styles.quoted}>
          <summary>{t('message.quoted')}</summary>
          <p className={styles.words}>
            <Words text={quoted} />
          </p>
        </details>
      )}
      {message.aside !== null && <p className={styles.delivery}>{t(`message.aside.${message.aside}`)}</p>}
      {message.aside === null && message.stranger !== null && (
        <p className={styles.delivery}>{t('message.stranger', { address: message.stranger })}</p>
      )}
      {message.media > 0 && <p className={styles.delivery}>{t('message.media', { count: message.media })}</p>}
      {message.status !== null && <Delivery message={message} status={message.status} />}
      {inbound && <UseInForm message={message} card={card} />}
    </li>
  );
}

function Delivery({ message, status }: { message: MessageCard; status: NonNullable<MessageCard['status']> }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const at = status === 'waiting' ? undefined : message.statusAt[status];
  const code = message.errorCode;
  const known = code !== null && code in id.message.failure && code !== 'other';
  return (
    <p className={styles.delivery} data-testid="message-status" data-status={status}>
      <Icon name={statusIcons[status]} size={15} />
      {t(`message.status.${status}`)}
      {status === 'failed' && code !== null && (
        <span>
          {': '}
          {known ? t(`message.failure.${code as 'expired'}`) : t('message.failure.other', { code })}
        </span>
      )}
      {at !== undefined && status !== 'queued' && <span> · {dayAndTime(at, office.timeZone, language)}</span>}
      {message.channel === 'sms' && message.segments > 1 && (
        <span> · {t('message.parts', { count: message.segments })}</span>
      )}
    </p>
  );
}
