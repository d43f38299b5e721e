import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useLanguage } from './context.tsx';
import { Icon } from './icons.tsx';
import styles from './telling.module.css';

/** Words to the citizen that no gateway has taken yet: what they say has not happened before that. */
export function Telling({ card }: { card: Pick<CaseCard, 'telling'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (card.telling.length === 0) return null;
  const what = card.telling.map((words) => words[language]).join(' · ');
  return (
    <p className={styles.telling} role="status" data-testid="telling">
      <Icon name="clock" />
      {t('case.telling', { what })}
    </p>
  );
}
