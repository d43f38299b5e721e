import { useTranslation } from 'react-i18next';
import { id } from '../../i18n/id.ts';

type FieldName = keyof (typeof id)['acts']['field'];

/** The words for a field; one this console does not know keeps its own name. */
export function useFieldLabel(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => (name in id.acts.field ? t(`acts.field.${name as FieldName}`) : name);
}
