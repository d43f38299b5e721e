import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n/index.ts';
import { useLanguage } from '../shared/context.tsx';
import styles from './language-switch.module.css';

/** Switches at once and is remembered in this browser. */
export function LanguageSwitch({ dark = false }: { dark?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <button
      type="button"
      className={styles.switch}
      data-dark={dark}
      data-testid="language"
      data-language={language}
      title={t('app.language')}
      onClick={() => chooseLanguage(language === 'id' ? 'en' : 'id')}
    >
      <span className="visually-hidden">{t('app.language')}: </span>
      <span data-on={language === 'id'}>ID</span>
      <span data-on={language === 'en'}>EN</span>
    </button>
  );
}
