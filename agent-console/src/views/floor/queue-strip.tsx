import { useTranslation } from 'react-i18next';
import { clockOf } from '../../model/format.ts';
import type { QueueLoad } from '../../model/queue-load.ts';
import { useLanguage } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './queue-strip.module.css';

/** How each queue stands: who waits, how long, and whether anybody could be rung. */
export function QueueStrip({ loads }: { loads: readonly QueueLoad[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className={styles.strip} aria-label={t('floorQueues.title')} data-testid="floor-queues">
      {loads.map(({ queue, waiting, longestMs, tooLong, agents, ready }) => {
        const missing = agents === 0 ? t('floorQueues.nobody') : ready === 0 ? t('floorQueues.nobodyReady') : null;
        const grave = agents === 0 || tooLong || (ready === 0 && waiting > 0);
        return (
          <li key={queue.queueId} data-grave={grave} data-testid="floor-queue" data-queue={queue.queueId}>
            <b>{queue.name[language]}</b>
            <span>
              {t('floorQueues.waiting', { count: waiting })}
              {longestMs !== null && `, ${t('floorQueues.longest', { time: clockOf(longestMs) })}`}
            </span>
            <span>
              {missing !== null && <Icon name="warn" size={16} />}
              {missing ?? t('floorQueues.ready', { ready, all: agents })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
