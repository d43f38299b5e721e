import { useTranslation } from 'react-i18next';
import type { SystemCard } from '../../../../server/contract/floor.ts';
import { useStaleness, useTopic } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './shell.module.css';

/** Says when what is shown cannot be trusted, why, and how old it is. */
export function StaleBanner({ system, topic }: { system: SystemCard | null; topic: string }) {
  const { t } = useTranslation();
  const { snapshot } = useTopic(topic);
  const { reasons, ageMs, away, behind } = useStaleness(system);
  const first = reasons[0];
  // Before the first snapshot nothing is shown that could be old.
  if (first === undefined || (snapshot === null && first === 'link' && ageMs < 1_500)) return null;
  const words = (reason: (typeof reasons)[number]) => {
    const names = reason === 'exchange' ? away : reason === 'behind' ? behind : [];
    const of = { names: names.join(', ') };
    if (names.length === 0) return t(`stale.${reason}`);
    return reason === 'exchange' ? t('stale.exchangesAway', of) : t('stale.exchangesBehind', of);
  };
  const seconds = Math.floor(ageMs / 1000);
  const age =
    seconds < 120 ? t('stale.seconds', { count: seconds }) : t('stale.minutes', { count: Math.floor(seconds / 60) });
  return (
    <div className={styles.stale} data-testid="stale-banner" data-reasons={reasons.join(' ')} role="status">
      <Icon name="warn" size={20} />
      {/* The age ticks every second; said once is enough for a screen reader. */}
      <strong aria-hidden="true">{t('stale.title', { age })}</strong>
      <span>{reasons.map(words).join(' ')}</span>
    </div>
  );
}
