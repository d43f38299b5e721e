import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerPasskey, hasPasskeys } from '../../wire/passkey.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { usePasskeyText } from '../account/passkey-text.ts';
import { ProviderButton } from '../account/provider-button.tsx';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { sound } from '../shared/sound.ts';
import { useDesk } from '../shared/use-desk.ts';
import styles from './log-in.module.css';
import { LogInFrame } from './log-in-frame.tsx';

interface Props {
  readonly unlocked: () => void;
  readonly logOut: () => Promise<void>;
}

/** In front of everything while nobody sits there. The telephone goes on behind it; of a ring it shows that it rings. */
export function LockScreen({ unlocked, logOut }: Props) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const { me, office, rest } = useWorkplace().desk;
  const desk = useDesk();
  const passkeyText = usePasskeyText();
  const [password, setPassword] = useState('');
  const factor = useQuery({ queryKey: ['what unlocks'], queryFn: () => rest.call('mySecondFactor', {}), gcTime: 0 });
  const provider = factor.data?.provider ? office.provider : null;
  const byPasskey = useMutation({
    mutationFn: async () => {
      const passkey = await answerPasskey(await rest.call('askProof', {}));
      await rest.call('unlockScreen', { body: { passkey } });
    },
    gcTime: 0,
    onSuccess: unlocked,
    onMutate: () => unlock.reset(),
  });
  const unlock = useMutation({
    mutationFn: () => rest.call('unlockScreen', { body: { password } }),
    gcTime: 0,
    onSuccess: unlocked,
    onError: () => setPassword(''),
  });
  const rings = desk.offers.length > 0;
  useEffect(() => (rings ? sound.ring() : undefined), [rings]);
  const wrong = fieldText(fieldCodes(unlock.error).password);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== '' && !unlock.isPending) unlock.mutate();
  };
  return (
    <LogInFrame office={office}>
      <form className={styles.form} onSubmit={submit} noValidate data-testid="lock-screen">
        <h1>{t('lock.title')}</h1>
        <Stack gap="md">
          <Text>{t('lock.hint', { name: me.displayName })}</Text>
          <input type="text" name="username" autoComplete="username" value={me.username} readOnly hidden />
          <div role="status" data-testid="lock-phone" data-rings={rings}>
            {rings && (
              <Alert color="teal" icon={<Icon name="phone" />} title={t('lock.rings')}>
                {t('lock.ringsHint')}
              </Alert>
            )}
            {!rings && desk.calls.length > 0 && <Text>{t('lock.onCall')}</Text>}
          </div>
          {provider !== null && <ProviderButton name={provider.name} done={unlocked} />}
          {(factor.data?.passkeys ?? 0) > 0 && hasPasskeys() && (
            <Button
              variant="default"
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
              data-testid="lock-passkey"
            >
              {t('account.passkeyUse')}
            </Button>
          )}
          {byPasskey.isError && <Alert color="red" variant="light" role="alert" title={passkeyText(byPasskey.error)} />}
          {provider === null && (
            <PasswordInput
              label={t('logIn.password')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={wrong}
              aria-invalid={wrong !== undefined}
              autoComplete="current-password"
              autoFocus
              size="md"
              maxLength={256}
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ 'aria-label': t('account.look'), tabIndex: 0 }}
              data-testid="lock-password"
            />
          )}
          {unlock.isError && Object.keys(fieldCodes(unlock.error)).length === 0 && (
            <Alert color="red" variant="light" role="alert" title={problemText(unlock.error)} />
          )}
          <Group grow>
            <Button variant="default" onClick={() => void logOut()} data-testid="lock-log-out">
              {t('nav.logOut')}
            </Button>
            {provider === null && (
              <Button type="submit" loading={unlock.isPending} data-testid="lock-open">
                {t('lock.open')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </LogInFrame>
  );
}
