import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Office } from '../../../../server/contract/people.ts';
import { Mark } from '../shared/icons.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import styles from './log-in.module.css';

/** What stands around every form before the desk. */
export function LogInFrame({ office, children }: { office: Office | null; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.page}>
      <aside className={styles.side}>
        <div className={styles.brand}>
          <Mark size={40} />
          <span>Sigap</span>
        </div>
        <p className={styles.motto}>{t('app.motto')}</p>
        <p className={styles.office}>{office?.name}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.language}>
          <LanguageSwitch />
        </div>
        {children}
      </main>
    </div>
  );
}
