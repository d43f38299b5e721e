import { Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewPassword, PersonCard } from '../../../../server/contract/people-list.ts';
import { formOf, logsOut, newPerson, type PersonForm } from '../../model/people.ts';
import { checkBody } from '../../wire/check.ts';
import { roles } from '../../wire/contract.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useFieldText, useUnsavedText } from '../shared/save.tsx';
import styles from './people.module.css';

interface Props {
  /** Null: somebody new. */
  readonly person: PersonCard | null;
  readonly added: (made: NewPassword, name: string) => void;
  readonly done: () => void;
}

/** What is said of somebody. */
export function PersonFormPart({ person, added, done }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<PersonForm>(person === null ? newPerson : formOf(person));
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const put = (part: Partial<PersonForm>): void => setTyped({ ...typed, ...part });
  const { username, ...fields } = typed;
  const save = useMutation({
    mutationFn: async (): Promise<NewPassword | null> => {
      if (person === null) return rest.call('addPerson', { body: typed });
      await rest.call('changePerson', { params: { personId: person.personId }, body: fields });
      return null;
    },
    onSuccess: (made) => (made === null ? done() : added(made, typed.displayName)),
    onError: (error) => setCodes(fieldCodes(error)),
    gcTime: 0,
  });
  const faulty = Object.keys(codes).join(' ');
  useEffect(() => {
    if (faulty !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faulty]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = person === null ? checkBody('addPerson', typed) : checkBody('changePerson', fields);
    setCodes(wrong);
    if (Object.keys(wrong).length === 0) save.mutate();
  };
  const text = (field: 'username' | 'displayName' | 'extension') => ({
    value: typed[field],
    error: fieldText(codes[field]),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    autoComplete: 'off',
    'data-testid': `person-${field}`,
  });
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack gap="sm">
        <TextInput
          label={t('people.name')}
          maxLength={80}
          {...text('displayName')}
          onChange={(event) => put({ displayName: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label={t('people.username')}
          description={person === null ? t('people.usernameHint') : undefined}
          maxLength={64}
          {...text('username')}
          onChange={(event) => put({ username: event.currentTarget.value })}
          readOnly={person !== null}
          autoCapitalize="none"
          spellCheck={false}
        />
        <div className={styles.pair}>
          <NativeSelect
            label={t('people.role')}
            data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            value={typed.role}
            error={fieldText(codes.role)}
            onChange={(event) => put({ role: event.currentTarget.value as PersonForm['role'] })}
            data-testid="person-role"
          />
          <NativeSelect
            label={t('people.locale')}
            data={(['id', 'en'] as const).map((value) => ({ value, label: t(`people.locales.${value}`) }))}
            value={typed.locale}
            onChange={(event) => put({ locale: event.currentTarget.value as PersonForm['locale'] })}
            data-testid="person-locale"
          />
          <TextInput
            label={t('people.extension')}
            description={t('people.extensionHint')}
            inputMode="numeric"
            maxLength={6}
            {...text('extension')}
            onChange={(event) => put({ extension: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('people.phone')}
            data={(['browser', 'desk'] as const).map((value) => ({ value, label: t(`people.phones.${value}`) }))}
            value={typed.phone}
            disabled={typed.extension.trim() === ''}
            onChange={(event) => put({ phone: event.currentTarget.value as PersonForm['phone'] })}
            data-testid="person-phone"
          />
        </div>
        {typed.role === 'agent' && <Text size="sm">{t('people.placesHint')}</Text>}
        {typed.extension.trim() !== '' && typed.extension.trim() !== (person?.extension ?? '') && (
          <Text size="sm">{t('people.telephoneHint')}</Text>
        )}
        {person !== null && logsOut(person, typed) && (
          <Alert color="yellow" variant="light" data-testid="person-logs-out">
            {t('people.logsOut')}
          </Alert>
        )}
        {save.error !== null && faulty === '' && (
          <Alert color="red" variant="light" role="alert" data-testid="person-problem">
            {unsavedText(save.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} data-testid="person-save">
            {t(person === null ? 'people.add' : 'people.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
