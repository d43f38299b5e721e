import { Center, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemTypes } from '../../wire/contract.ts';
import { tellShown } from '../../wire/provider-window.ts';

/** Where the window ends in which somebody showed at the provider who sits here. */
export function Shown() {
  const { t } = useTranslation();
  const word = new URLSearchParams(location.search).get('refused');
  const refused = problemTypes.find((type) => type === word) ?? null;
  useEffect(() => {
    tellShown(refused);
    window.close();
  }, [refused]);
  return (
    <Center h="100%" p="md" component="main">
      <Text data-testid="shown">{refused === null ? t('lock.shown') : t(`problem.${refused}`)}</Text>
    </Center>
  );
}
