import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me, Office } from '../../../../server/contract/people.ts';
import type { Rest } from '../../wire/rest.ts';
import { PasswordForm } from '../account/password-form.tsx';
import styles from './log-in.module.css';
import { LogInFrame } from './log-in-frame.tsx';

interface Props {
  readonly office: Office;
  readonly me: Me;
  readonly rest: Rest;
  readonly done: () => void;
  readonly logOut: () => Promise<void>;
}

/** Whoever came in with a password that was handed out chooses one of their own; the desk comes after it. */
export function FirstPassword({ office, me, rest, done, logOut }: Props) {
  const { t } = useTranslation();
  return (
    <LogInFrame office={office}>
      <div className={styles.form} data-testid="first-password">
        <h1>{t('account.firstTitle')}</h1>
        <Text mb="md">{t('account.firstHint')}</Text>
        <PasswordForm rest={rest} me={me} currentLabel={t('account.given')} done={done}>
          <Button variant="default" onClick={() => void logOut()}>
            {t('nav.logOut')}
          </Button>
        </PasswordForm>
      </div>
    </LogInFrame>
  );
}
