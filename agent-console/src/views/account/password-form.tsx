import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../server/contract/people.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes, problemWord } from '../../wire/problem.ts';
import type { Rest } from '../../wire/rest.ts';
import { useFieldText, useProblemText } from '../shared/save.tsx';

const empty: { current: string; next: string; code?: string } = { current: '', next: '' };

interface Props {
  readonly rest: Rest;
  readonly me: Pick<Me, 'username'>;
  /** What the password of now is called. */
  readonly currentLabel: string;
  readonly done: () => void;
  /** Beside the button that changes it. */
  readonly children: ReactNode;
}

/** Changes one's own password. What is wrong stands at its field, whether seen here or by the server. */
export function PasswordForm({ rest, me, currentLabel, done, children }: Props) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const form = useRef<HTMLFormElement>(null);
  const [body, setBody] = useState(empty);
  const [found, setFound] = useState<Readonly<Record<string, string>>>({});
  // Asked once: after a lost answer the password may be the new one already, and the old one would be wrong.
  const change = useMutation({
    mutationFn: () => rest.call('changePassword', { body }),
    gcTime: 0,
    onSuccess: () => {
      setBody(empty);
      done();
    },
    onError: (error) => {
      const codes = fieldCodes(error);
      // Whoever has a second factor is asked for its code as well; one that was tried is spent.
      const ofCode = codes.code !== undefined || problemWord(error).startsWith('code_');
      if (ofCode) setBody({ ...body, code: '' });
      show(codes.code === 'required' && body.code === undefined ? {} : codes);
    },
  });
  const show = (codes: Readonly<Record<string, string>>): void => {
    setFound(codes);
    const [first] = Object.keys(codes);
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const codes = checkBody('changePassword', body);
    show(codes);
    if (Object.keys(codes).length === 0) change.mutate();
  };
  const field = (name: keyof typeof empty) => ({
    name,
    label: { current: currentLabel, next: t('account.next'), code: t('logIn.code') }[name],
    value: body[name] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => {
      setBody({ ...body, [name]: event.currentTarget.value });
      setFound({});
    },
    error: fieldText(found[name]),
    // The library says it of every field but this one.
    'aria-invalid': found[name] !== undefined,
    maxLength: 256,
    required: true,
    withAsterisk: false,
    'data-testid': `password-${name}`,
  });
  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('account.look'), tabIndex: 0 } };
  return (
    <form onSubmit={submit} ref={form} noValidate>
      {/* Whoever keeps passwords for the person has to know whose it is. */}
      <input type="text" name="username" autoComplete="username" value={me.username} readOnly hidden />
      <Stack>
        <PasswordInput {...field('current')} {...toggle} autoComplete="current-password" autoFocus data-autofocus />
        <PasswordInput {...field('next')} {...toggle} autoComplete="new-password" description={t('account.nextHint')} />
        {body.code !== undefined && <TextInput {...field('code')} autoComplete="one-time-code" autoFocus />}
        {change.isError && Object.keys(fieldCodes(change.error)).length === 0 && (
          <Alert color="red" variant="light" role="alert" data-testid="password-problem">
            <Text size="sm">{problemText(change.error)}</Text>
          </Alert>
        )}
        <Group justify="flex-end">
          {children}
          <Button type="submit" loading={change.isPending} data-testid="password-save">
            {t('account.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
