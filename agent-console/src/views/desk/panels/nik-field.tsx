import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { nikDigits } from '../../../model/format.ts';
import styles from '../case.module.css';

interface Props {
  /** The masked number the server holds, or null. */
  readonly stored: string | null;
  /** What was typed here; null when the stored one is to go. */
  readonly typed: string | null | undefined;
  readonly change: (nik: string | null) => void;
  readonly error: string | undefined;
}

/** The NIK: counts its digits while it is typed, and never shows the stored one whole. */
export function NikField({ stored, typed, change, error }: Props) {
  const { t } = useTranslation();
  const digits = nikDigits(typed ?? '');
  const hint =
    digits !== ''
      ? t('intake.nikCount', { count: digits.length })
      : typed === null
        ? t('intake.nikRemoved')
        : stored !== null
          ? t('intake.nikStored', { nik: stored })
          : t('intake.nikHint');
  return (
    <div className={styles.nik}>
      <TextInput
        label={t('intake.nik')}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={typed ?? ''}
        onChange={(event) => change(event.currentTarget.value)}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={32}
        data-testid="intake-nik"
      />
      {stored !== null && typed !== null && digits === '' && (
        <button type="button" className={styles.remove} onClick={() => change(null)}>
          {t('intake.nikRemove')}
        </button>
      )}
    </div>
  );
}
