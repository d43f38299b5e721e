import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Act } from '../../../../server/contract/acts.ts';
import { caseKinds, categories, dispositions } from '../../../../server/contract/case.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useFieldLabel } from '../shared/field-label.ts';

type Field = Act['fields'][number];

interface Props {
  readonly field: Field;
  readonly value: string;
  readonly error: string | undefined;
  readonly write: (value: string) => void;
}

const lines: ReadonlySet<string> = new Set(['callerName', 'phone', 'nik', 'address']);

/** One thing to write or choose with an act. */
export function ActField({ field, value, error, write }: Props) {
  const { t } = useTranslation();
  const label = useFieldLabel()(field.name);
  const shared = {
    label,
    value,
    error,
    required: field.required && !field.sealed,
    withAsterisk: field.required && !field.sealed,
    description: field.sealed ? t('acts.sealed') : field.required ? undefined : t('acts.optional'),
    'data-testid': `act-${field.name}`,
    mt: 'sm',
  };
  const choice = useChoices(field);
  if (choice !== null)
    return (
      <NativeSelect
        {...shared}
        onChange={(event) => write(event.currentTarget.value)}
        error={error ?? (choice.length === 0 ? t('acts.nobody') : undefined)}
        data={[{ value: '', label: t('acts.pick') }, ...choice]}
      />
    );
  if (lines.has(field.name))
    return (
      <TextInput
        {...shared}
        onChange={(event) => write(event.currentTarget.value)}
        maxLength={240}
        autoComplete="off"
      />
    );
  return (
    <Textarea
      {...shared}
      onChange={(event) => write(event.currentTarget.value)}
      autosize
      minRows={3}
      maxRows={14}
      maxLength={8000}
    />
  );
}

type Choice = { readonly value: string; readonly label: string };

/** What there is to choose from; null: the field is written. */
function useChoices({ name, people }: Field): readonly Choice[] | null {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const found = useQuery({
    queryKey: ['people', people],
    queryFn: () => rest.call('people', { query: { role: people ?? 'official' } }),
    enabled: people !== null,
  });
  switch (name) {
    case 'assigneeId':
      return found.data === undefined
        ? [{ value: '', label: t('app.loading') }]
        : found.data.people.map(({ userId, displayName }) => ({ value: userId, label: displayName }));
    case 'category':
      return categories.map((value) => ({ value, label: t(`category.${value}`) }));
    case 'kind':
      return caseKinds.map((value) => ({ value, label: t(`kind.${value}`) }));
    case 'disposition':
      return dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }));
    default:
      return null;
  }
}
