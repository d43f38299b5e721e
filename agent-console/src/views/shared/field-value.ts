import { useTranslation } from 'react-i18next';
import { id } from '../../i18n/id.ts';

/** What was chosen of a list, in words; what was written stays as it was written. */
export function useFieldValue(): (name: string, value: string) => string {
  const { t } = useTranslation();
  return (name, value) => {
    if (name === 'category' && value in id.category) return t(`category.${value as keyof typeof id.category}`);
    if (name === 'kind' && value in id.kind) return t(`kind.${value as keyof typeof id.kind}`);
    if (name === 'disposition' && value in id.disposition)
      return t(`disposition.${value as keyof typeof id.disposition}`);
    return value;
  };
}
