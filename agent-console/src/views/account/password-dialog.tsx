import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { PasswordForm } from './password-form.tsx';

/** Changes one's own password, and says what that meant for one's other devices. */
export function PasswordDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { rest, me } = useWorkplace().desk;
  const [changed, setChanged] = useState(false);
  return (
    <Dialog title={t('account.password')} close={close}>
      {changed ? (
        <Stack>
          <Text role="status" data-testid="password-changed">
            {t('account.changed')}
          </Text>
          <Group justify="flex-end">
            <Button onClick={close} data-autofocus>
              {t('common.close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <PasswordForm rest={rest} me={me} currentLabel={t('account.current')} done={() => setChanged(true)}>
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
        </PasswordForm>
      )}
    </Dialog>
  );
}
