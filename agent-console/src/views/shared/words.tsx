import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { aroundHidden } from '../../model/hidden.ts';
import styles from './words.module.css';

/** What somebody wrote; where a number was hidden in it, that is said in the reader's language. */
export function Words({ text }: { text: string }) {
  const { t } = useTranslation();
  return aroundHidden(text).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text stay in their order
    <Fragment key={index}>
      {index > 0 && (
        <span className={styles.hidden} title={t('hidden.why')} data-testid="hidden">
          {t('hidden.number')}
        </span>
      )}
      {piece}
    </Fragment>
  ));
}
