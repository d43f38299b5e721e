import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../server/contract/people.ts';
import { fieldCodes } from '../../wire/problem.ts';
import type { Rest } from '../../wire/rest.ts';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import styles from './account.module.css';
import { QrCode } from './qr-code.tsx';

interface Props {
  readonly rest: Rest;
  readonly me: Pick<Me, 'username'>;
  /** It is set up, and the recovery codes were read. */
  readonly done: () => void;
  /** Beside the button that goes on. */
  readonly children: ReactNode;
}

/** Sets up a log-in code: the password, the picture and a first code, then the recovery codes. */
export function SecondFactorForm({ rest, me, done, children }: Props) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation({
    mutationFn: () => rest.call('beginSecondFactor', { body: { password } }),
    gcTime: 0,
    onSuccess: () => setPassword(''),
  });
  const confirm = useMutation({
    mutationFn: () => rest.call('confirmSecondFactor', { body: { code } }),
    gcTime: 0,
    onError: () => setCode(''),
  });
  const fault = begin.isSuccess ? confirm.error : begin.error;
  const wrongPassword = fieldText(fieldCodes(begin.error).password);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!begin.isSuccess) begin.mutate();
    else if (code !== '') confirm.mutate();
  };
  if (confirm.isSuccess) {
    return (
      <Stack>
        <Text role="status">{t('account.recoveryHint')}</Text>
        <ul className={styles.recovery} data-testid="recovery-codes">
          {confirm.data.recoveryCodes.map((one) => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button onClick={done} data-autofocus data-testid="recovery-kept">
            {t('account.recoveryKept')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <input type="text" name="username" autoComplete="username" value={me.username} readOnly hidden />
      <Stack>
        {begin.isSuccess ? (
          <>
            <Text size="sm">{t('account.codeScan')}</Text>
            <QrCode text={begin.data.uri} label={t('account.codePicture')} />
            <code className={styles.secret} data-testid="second-factor-secret">
              {begin.data.secret.replace(/(.{4})(?=.)/gu, '$1 ')}
            </code>
            <TextInput
              key="code"
              label={t('account.code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              autoFocus
              required
              withAsterisk={false}
              data-testid="second-factor-code"
            />
          </>
        ) : (
          <>
            <Text size="sm">{t('account.codeHint')}</Text>
            <PasswordInput
              label={t('account.current')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={wrongPassword}
              aria-invalid={wrongPassword !== undefined}
              autoComplete="current-password"
              maxLength={256}
              autoFocus
              data-autofocus
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ 'aria-label': t('account.look'), tabIndex: 0 }}
              data-testid="second-factor-password"
            />
          </>
        )}
        {fault !== null && Object.keys(fieldCodes(fault)).length === 0 && (
          <Alert color="red" variant="light" role="alert" data-testid="second-factor-problem">
            <Text size="sm">{problemText(fault)}</Text>
          </Alert>
        )}
        <Group justify="flex-end">
          {children}
          <Button type="submit" loading={begin.isPending || confirm.isPending} data-testid="second-factor-next">
            {begin.isSuccess ? t('account.codeConfirm') : t('account.codeBegin')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
