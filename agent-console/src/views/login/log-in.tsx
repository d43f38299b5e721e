import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Office } from '../../../../server/contract/people.ts';
import type { ProblemType } from '../../../../server/contract/problems.ts';
import { problemTypes } from '../../wire/contract.ts';
import { answerPasskey, hasPasskeys } from '../../wire/passkey.ts';
import { problemWord } from '../../wire/problem.ts';
import type { Rest } from '../../wire/rest.ts';
import { usePasskeyText } from '../account/passkey-text.ts';
import styles from './log-in.module.css';
import { LogInFrame } from './log-in-frame.tsx';

interface Props {
  readonly office: Office | null;
  /** The session ended by itself: say so. */
  readonly ended: boolean;
  readonly rest: Rest;
  readonly done: (me: Me) => void;
}

/** Why the provider did not let in, as the address says; told once. */
function refusedByProvider(): ProblemType | null {
  const word = new URLSearchParams(location.search).get('refused');
  if (word !== null) history.replaceState(null, '', location.pathname);
  return problemTypes.find((type) => type === word) ?? null;
}

export function LogIn({ office, ended, rest, done }: Props) {
  const { t } = useTranslation();
  const faultText = usePasskeyText();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  // Null: the password alone has been asked for as yet.
  const [code, setCode] = useState<string | null>(null);
  // The way by the provider ends here, also where it did not lead in.
  const [refused] = useState(refusedByProvider);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      done(
        await rest.call('logIn', {
          body: { username, password, ...(code !== null && { code }) },
        }),
      );
    } catch (error) {
      const asked = problemWord(error) === 'code_needed';
      if (asked) setCode('');
      setFault(asked ? null : error);
      setBusy(false);
    }
  };
  const byPasskey = async () => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const answer = await answerPasskey(await rest.call('askPasskey', {}));
      done(await rest.call('logInByPasskey', { body: { answer } }));
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  const keys = hasPasskeys() && (office?.passkeys || problemWord(fault) === 'passkey_needed');
  return (
    <LogInFrame office={office}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <h1>{t(code === null ? 'logIn.title' : 'logIn.codeTitle')}</h1>
        <Stack gap="md">
          {ended && fault === null && <Alert color="teal" variant="light" title={t('logIn.ended')} role="status" />}
          {refused !== null && fault === null && (
            <Alert
              color="red"
              variant="light"
              title={t(`problem.${refused}`)}
              role="alert"
              data-testid="login-refused"
            />
          )}
          {code === null && office?.provider && (
            <>
              <Button component="a" href="/api/session/provider" size="md" data-testid="login-provider">
                {t('logIn.provider', { name: office.provider.name })}
              </Button>
              <Text size="sm">{t('logIn.emergency')}</Text>
            </>
          )}
          {fault !== null && <Alert color="red" variant="light" title={faultText(fault)} role="alert" />}
          {code === null ? (
            <>
              <TextInput
                label={t('logIn.username')}
                value={username}
                onChange={(event) => setUsername(event.currentTarget.value)}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                autoFocus
                size="md"
                required
                withAsterisk={false}
                data-testid="login-username"
              />
              <PasswordInput
                label={t('logIn.password')}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                autoComplete="current-password"
                size="md"
                required
                withAsterisk={false}
                data-testid="login-password"
              />
            </>
          ) : (
            <TextInput
              key="code"
              label={t('logIn.code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              autoComplete="one-time-code"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              size="md"
              maxLength={40}
              required
              withAsterisk={false}
              data-testid="login-code"
            />
          )}
          <Button
            type="submit"
            size="md"
            variant={office?.provider ? 'default' : 'filled'}
            loading={busy}
            data-testid="login-submit"
          >
            {t('logIn.submit')}
          </Button>
          {keys && (
            <Button
              size="md"
              variant="default"
              disabled={busy}
              onClick={() => void byPasskey()}
              data-testid="login-passkey"
            >
              {t('logIn.passkey')}
            </Button>
          )}
          {code !== null && (
            <Button
              variant="default"
              onClick={() => {
                setCode(null);
                setPassword('');
                setFault(null);
              }}
            >
              {t('logIn.back')}
            </Button>
          )}
        </Stack>
      </form>
    </LogInFrame>
  );
}
