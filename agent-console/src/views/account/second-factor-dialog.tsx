import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';

/** Whether one's log-in asks for a code, and setting it up. */
export function SecondFactorDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { rest, me } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ['my-second-factor'],
    queryFn: () => rest.call('mySecondFactor', {}),
    gcTime: 0,
    // Set up meanwhile, the recovery codes are still to be read.
    refetchOnWindowFocus: false,
  });
  const closing = (
    <Button variant="default" onClick={close}>
      {t('common.close')}
    </Button>
  );
  return (
    <Dialog title={t('account.secondFactor')} close={close}>
      {found.isPending && <p>{t('app.loading')}</p>}
      {found.isError && (
        <Alert color="red" variant="light" role="alert">
          {problemText(found.error)}
        </Alert>
      )}
      {found.data?.on === true && (
        <Stack data-testid="second-factor-on">
          <Text>{t('account.codeOn', { left: found.data.recoveryLeft })}</Text>
          <Group justify="flex-end">{closing}</Group>
        </Stack>
      )}
      {found.data?.on === false && (
        <SecondFactorForm rest={rest} me={me} done={close}>
          {closing}
        </SecondFactorForm>
      )}
    </Dialog>
  );
}
