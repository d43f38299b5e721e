import { Alert, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemTypes } from '../../wire/contract.ts';
import { onProviderShown, openProvider } from '../../wire/provider-window.ts';

interface Props {
  /** What the office calls its provider. */
  readonly name: string;
  readonly done: () => void;
}

/** Shows at the provider of identities, in a window of its own, who sits here. */
export function ProviderButton({ name, done }: Props) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(
    () =>
      onProviderShown((why) => {
        setRefused(why);
        if (why === null) done();
      }),
    [done],
  );
  const problem = problemTypes.find((type) => type === refused);
  return (
    <>
      <Button onClick={openProvider} autoFocus data-autofocus data-testid="show-at-provider">
        {t('logIn.provider', { name })}
      </Button>
      {problem && <Alert color="red" variant="light" role="alert" title={t(`problem.${problem}`)} />}
    </>
  );
}
