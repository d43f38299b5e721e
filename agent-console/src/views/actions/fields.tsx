import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionField } from '../../../../server/contract/actions.ts';
import { nikDigits } from '../../model/format.ts';
import { aroundHidden } from '../../model/hidden.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import styles from './form.module.css';

export interface FieldProps {
  readonly field: ActionField;
  /** What stands in it. */
  readonly text: string;
  /** What was typed here; null when what is stored sealed is to go. */
  readonly typed: string | null | undefined;
  /** What is stored sealed, masked; null: not known how, or nothing. */
  readonly masked: string | null;
  readonly error: string | undefined;
  /** Null: removes what is stored sealed. */
  readonly write: (value: string | null) => void;
}

/** What every input of a form has. */
function useShared({ field, text, error, write }: FieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, label, help, required, sealed, stored } = field;
  const needed = required && !(sealed && stored);
  const kept = aroundHidden(text).length > 1 ? t('hidden.kept') : undefined;
  return {
    label: needed || stored ? label[language] : <Optional label={label[language]} />,
    value: text,
    error,
    required: needed,
    withAsterisk: needed,
    description: kept ?? help?.[language] ?? (sealed && stored ? t('actions.sealed') : undefined),
    onChange: (event: { currentTarget: { value: string } }) => write(event.currentTarget.value),
    'data-testid': `field-${name}`,
  };
}

/** Said beside its name, where it takes no line of its own: the form of a call has to fit above the fold. */
function Optional({ label }: { label: string }) {
  const { t } = useTranslation();
  return (
    <>
      {label} <small className={styles.optional}>({t('actions.optional')})</small>
    </>
  );
}

function LineInput(props: FieldProps) {
  return <TextInput {...useShared(props)} maxLength={props.field.max} autoComplete="off" />;
}

function TextArea(props: FieldProps) {
  return <Textarea {...useShared(props)} maxLength={props.field.max} autosize minRows={3} maxRows={14} />;
}

function NumberInput(props: FieldProps) {
  return <TextInput {...useShared(props)} inputMode="decimal" autoComplete="off" maxLength={40} />;
}

function DateInput(props: FieldProps) {
  return <TextInput {...useShared(props)} type="date" />;
}

function PhoneInput(props: FieldProps) {
  return <TextInput {...useShared(props)} inputMode="tel" autoComplete="off" maxLength={props.field.max} />;
}

function ChoiceInput(props: FieldProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const choices = props.field.choices.map(({ code, name }) => ({ value: code, label: name[language] }));
  return <NativeSelect {...useShared(props)} data={[{ value: '', label: t('actions.pick') }, ...choices]} />;
}

function YesNoInput(props: FieldProps) {
  const { t } = useTranslation();
  const choices = (['yes', 'no'] as const).map((value) => ({ value, label: t(`actions.${value}`) }));
  return <NativeSelect {...useShared(props)} data={[{ value: '', label: t('actions.pick') }, ...choices]} />;
}

function PersonInput(props: FieldProps) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const role = props.field.people ?? 'official';
  const found = useQuery({ queryKey: ['people', role], queryFn: () => rest.call('people', { query: { role } }) });
  const people = (found.data?.people ?? []).map(({ userId, displayName }) => ({ value: userId, label: displayName }));
  const shared = useShared(props);
  const nobody = found.isSuccess && people.length === 0 ? t('actions.nobody') : undefined;
  const first = t(found.isPending ? 'app.loading' : 'actions.pick');
  return <NativeSelect {...shared} error={shared.error ?? nobody} data={[{ value: '', label: first }, ...people]} />;
}

/** The NIK: counts its digits while it is typed, and never shows the stored one whole. */
function NikInput(props: FieldProps) {
  const { t } = useTranslation();
  const { field, text, typed, masked, write } = props;
  const digits = nikDigits(text);
  const hint =
    digits !== ''
      ? t('actions.nikCount', { count: digits.length })
      : typed === null
        ? t('actions.nikRemoved')
        : field.stored
          ? t('actions.nikStored', { nik: masked ?? '' })
          : t('actions.nikHint');
  return (
    <div className={styles.sealed}>
      <TextInput
        {...useShared(props)}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={field.max}
      />
      {field.stored && typed !== null && digits === '' && (
        <button type="button" className={styles.remove} onClick={() => write(null)}>
          {t('actions.nikRemove')}
        </button>
      )}
    </div>
  );
}

/** How each type of field is filled in. */
export const fieldInputs: Readonly<Record<ActionField['type'], ComponentType<FieldProps>>> = {
  line: LineInput,
  text: TextArea,
  choice: ChoiceInput,
  number: NumberInput,
  date: DateInput,
  yesno: YesNoInput,
  phone: PhoneInput,
  nik: NikInput,
  person: PersonInput,
  place: LineInput,
};

/** These take the whole width of a form. */
export const wideFields: ReadonlySet<ActionField['type']> = new Set(['text']);
