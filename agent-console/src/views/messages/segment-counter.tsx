import { useTranslation } from 'react-i18next';
import type { MessageCard } from '../../../../server/contract/messages.ts';
import { countOf } from '../../model/conversation.ts';
import { Icon } from '../shared/icons.tsx';
import styles from './messages.module.css';

/** How many SMS the text takes, what is left of the last one, and which letters make them short. */
export function SegmentCounter({ channel, text }: { channel: MessageCard['channel']; text: string }) {
  const { t } = useTranslation();
  const count = countOf(channel, text);
  if (count === null) return null;
  return (
    <div className={styles.counter} data-testid="segments" data-parts={count.parts.length} data-coding={count.coding}>
      <span>{t('message.parts', { count: count.parts.length })}</span>
      <span>{t('message.left', { count: count.left })}</span>
      <span>{t(`message.coding.${count.coding}`)}</span>
      {count.forcing.length > 0 && (
        <span className={styles.forcing}>
          <Icon name="warn" size={15} />
          {t('message.forcing', { letters: count.forcing.slice(0, 12).join(' ') })}
        </span>
      )}
    </div>
  );
}
