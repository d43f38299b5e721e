import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { browserName } from '../../model/browser-name.ts';
import { dayAndTime } from '../../model/format.ts';
import { hasPasskeys, makePasskey } from '../../wire/passkey.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import styles from './account.module.css';
import { usePasskeyText } from './passkey-text.ts';

/** One's passkeys: seen, added under a name, and taken away. */
export function PasskeysDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const faultText = usePasskeyText();
  const [name, setName] = useState(browserName(navigator.userAgent) ?? '');
  const found = useQuery({ queryKey: ['my-passkeys'], queryFn: () => rest.call('myPasskeys', {}), gcTime: 0 });
  const add = useMutation({
    mutationFn: async () => {
      const passkey = await makePasskey(await rest.call('beginPasskey', {}));
      await rest.call('addPasskey', { body: { name: name.trim(), passkey } });
    },
    gcTime: 0,
    onSettled: () => found.refetch(),
  });
  const remove = useMutation({
    mutationFn: (passkeyId: string) => rest.call('removePasskey', { params: { passkeyId } }),
    onSettled: () => found.refetch(),
  });
  const when = (at: number) => dayAndTime(at, office.timeZone, language);
  const fault = add.error ?? remove.error ?? found.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    remove.reset();
    if (name.trim() !== '' && !add.isPending) add.mutate();
  };
  const passkeys = found.data?.passkeys ?? [];
  return (
    <Dialog title={t('account.passkeys')} close={close} size="lg">
      <Stack>
        <Text size="sm">{t('account.passkeysHint')}</Text>
        {found.isPending && <p>{t('app.loading')}</p>}
        {fault !== null && (
          <Alert color="red" variant="light" role="alert" data-testid="passkey-problem">
            {faultText(fault)}
          </Alert>
        )}
        <ul className={styles.sessions} data-testid="passkeys">
          {passkeys.map((one) => (
            <li key={one.passkeyId} data-testid="passkey">
              <span>
                <strong>{one.name}</strong>
                <small>
                  {t('account.passkeyAdded', { time: when(one.addedAt) })} ·{' '}
                  {one.usedAt === null ? t('account.passkeyUnused') : t('account.used', { time: when(one.usedAt) })}
                </small>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                loading={remove.isPending && remove.variables === one.passkeyId}
                onClick={() => {
                  add.reset();
                  remove.mutate(one.passkeyId);
                }}
                aria-label={t('account.passkeyRemoveThis', { name: one.name })}
                data-testid="passkey-remove"
              >
                {t('account.passkeyRemove')}
              </Button>
            </li>
          ))}
        </ul>
        <p className="visually-hidden" role="status">
          {add.isSuccess ? t('account.passkeyDone') : remove.isSuccess ? t('account.passkeyRemoved') : ''}
        </p>
        {hasPasskeys() ? (
          <form onSubmit={submit} noValidate>
            <Group align="end">
              <TextInput
                label={t('account.passkeyName')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                maxLength={60}
                autoComplete="off"
                required
                withAsterisk={false}
                style={{ flex: 1 }}
                data-testid="passkey-name"
              />
              <Button type="submit" loading={add.isPending} disabled={name.trim() === ''} data-testid="passkey-add">
                {t('account.passkeyAdd')}
              </Button>
            </Group>
          </form>
        ) : (
          <Text size="sm">{t('account.passkeyNone')}</Text>
        )}
      </Stack>
    </Dialog>
  );
}
