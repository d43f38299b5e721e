import { Alert, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me, Office } from '../../../../server/contract/people.ts';
import { browserName } from '../../model/browser-name.ts';
import { hasPasskeys, makePasskey } from '../../wire/passkey.ts';
import type { Rest } from '../../wire/rest.ts';
import { FactorTaken } from '../account/factor-taken.tsx';
import { usePasskeyText } from '../account/passkey-text.ts';
import { SecondFactorForm } from '../account/second-factor-form.tsx';
import styles from './log-in.module.css';
import { LogInFrame } from './log-in-frame.tsx';

interface Props {
  readonly office: Office;
  readonly me: Me;
  readonly rest: Rest;
  readonly done: () => void;
  readonly logOut: () => Promise<void>;
}

/** Whoever may not work without a second factor sets one up, a passkey or a code; the desk comes after it. */
export function FirstCode({ office, me, rest, done, logOut }: Props) {
  const { t } = useTranslation();
  const passkeyText = usePasskeyText();
  const byPasskey = useMutation({
    mutationFn: async () => {
      const passkey = await makePasskey(await rest.call('beginPasskey', {}));
      const name = browserName(navigator.userAgent) ?? me.username;
      await rest.call('addPasskey', { body: { name, passkey } });
    },
    gcTime: 0,
    onSuccess: done,
  });
  return (
    <LogInFrame office={office}>
      <div className={styles.form} data-testid="first-code">
        <h1>{t('account.factorOwedTitle')}</h1>
        <FactorTaken me={me} office={office} rest={rest} />
        <Text mb="md">{t('account.codeOwed')}</Text>
        {office.passkeys && hasPasskeys() && (
          <>
            <Button
              fullWidth
              mb="xs"
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
              data-testid="first-passkey"
            >
              {t('account.passkeyInstead')}
            </Button>
            {byPasskey.isError && (
              <Alert mb="xs" color="red" variant="light" role="alert" title={passkeyText(byPasskey.error)} />
            )}
            <Text mb="xs" size="sm">
              {t('account.orCode')}
            </Text>
          </>
        )}
        <SecondFactorForm rest={rest} me={me} done={done}>
          <Button variant="default" onClick={() => void logOut()}>
            {t('nav.logOut')}
          </Button>
        </SecondFactorForm>
      </div>
    </LogInFrame>
  );
}
