import { useTranslation } from 'react-i18next';
import type { StepCard } from '../../../../server/contract/steps.ts';
import styles from './provisional.module.css';

/** Said of a promise that runs into a year without a table of holidays: it will be counted anew. */
export function Provisional({ run }: { run: Pick<StepCard, 'provisional' | 'verdict'> | undefined }) {
  const { t } = useTranslation();
  if (run?.provisional !== true || run.verdict !== 'running') return null;
  return (
    <span className={styles.chip} title={t('work.provisionalWhy')} data-testid="provisional">
      {t('work.provisional')}
      <span className="visually-hidden">: {t('work.provisionalWhy')}</span>
    </span>
  );
}
