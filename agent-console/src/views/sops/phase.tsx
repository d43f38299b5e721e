import { useTranslation } from 'react-i18next';
import type { SopPhase } from '../../../../server/contract/sops.ts';
import { Icon, type IconName } from '../shared/icons.tsx';
import styles from './sops.module.css';

const icons: Record<SopPhase, IconName> = {
  draft: 'quote',
  waiting: 'clock',
  'in-force': 'check',
  replaced: 'back',
  retired: 'minus',
};

/** How far a version has come, in a word and a sign. */
export function Phase({ phase }: { phase: SopPhase }) {
  const { t } = useTranslation();
  return (
    <span className={styles.phase} data-testid="sop-phase" data-phase={phase}>
      <Icon name={icons[phase]} size={15} />
      {t(`sops.phase.${phase}`)}
    </span>
  );
}
