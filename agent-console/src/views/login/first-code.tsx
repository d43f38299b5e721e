import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me, Office } from '../../../../server/contract/people.ts';
import type { Rest } from '../../wire/rest.ts';
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

/** Whoever may not work without a log-in code sets it up; the desk comes after it. */
export function FirstCode({ office, me, rest, done, logOut }: Props) {
  const { t } = useTranslation();
  return (
    <LogInFrame office={office}>
      <div className={styles.form} data-testid="first-code">
        <h1>{t('account.codeTitle')}</h1>
        <Text mb="md">{t('account.codeOwed')}</Text>
        <SecondFactorForm rest={rest} me={me} done={done}>
          <Button variant="default" onClick={() => void logOut()}>
            {t('nav.logOut')}
          </Button>
        </SecondFactorForm>
      </div>
    </LogInFrame>
  );
}
