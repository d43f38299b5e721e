import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Office } from '../../../../server/contract/people.ts';
import { answerPasskey } from '../../wire/passkey.ts';
import { fieldCodes } from '../../wire/problem.ts';
import type { Proofs } from '../../wire/proof.ts';
import type { Rest } from '../../wire/rest.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { usePasskeyText } from './passkey-text.ts';
import { ProviderButton } from './provider-button.tsx';

interface Props {
  readonly rest: Rest;
  readonly office: Office;
  readonly proofs: Proofs;
}

/** Asks who sits there before something grave is done, which then goes on by itself. */
export function ProofDialog({ rest, office, proofs }: Props) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const passkeyText = usePasskeyText();
  const [given, setGiven] = useState('');
  const factor = useQuery({ queryKey: ['my second factor'], queryFn: () => rest.call('mySecondFactor', {}) });
  const asked = factor.data?.on === true ? 'code' : 'password';
  const keys = (factor.data?.passkeys ?? 0) > 0;
  const provider = factor.data?.provider ? office.provider : null;
  // Whoever has passkeys and no code shows one of them; a password is not asked where the provider keeps it.
  const typed = factor.isPending || (asked === 'password' && (keys || provider !== null)) ? null : asked;
  const shown = useCallback(() => proofs.settle(true), [proofs]);
  const byPasskey = useMutation({
    mutationFn: async () => {
      const passkey = await answerPasskey(await rest.call('askProof', {}));
      await rest.call('proveMyself', { body: { passkey } });
    },
    gcTime: 0,
    onMutate: () => prove.reset(),
    onSuccess: () => proofs.settle(true),
  });
  const prove = useMutation({
    mutationFn: () => rest.call('proveMyself', { body: { [asked]: given } }),
    gcTime: 0,
    onSuccess: () => proofs.settle(true),
    onError: () => setGiven(''),
  });
  const wrong = fieldText(fieldCodes(prove.error)[asked]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (given !== '' && !prove.isPending) prove.mutate();
  };
  const field = {
    value: given,
    onChange: (event: { currentTarget: { value: string } }) => setGiven(event.currentTarget.value),
    error: wrong,
    'aria-invalid': wrong !== undefined,
    autoFocus: true,
    'data-autofocus': true,
    required: true,
    withAsterisk: false,
    'data-testid': `proof-${asked}`,
  };
  return (
    <Dialog title={t('account.proofTitle')} close={() => proofs.settle(false)} above testId="proof-dialog">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{t('account.proofHint')}</Text>
          {keys && (
            <Button
              variant={typed === null && provider === null ? 'filled' : 'default'}
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
              autoFocus={typed === null && provider === null}
              data-testid="proof-passkey"
            >
              {t('account.passkeyUse')}
            </Button>
          )}
          {provider !== null && <ProviderButton name={provider.name} done={shown} />}
          {byPasskey.isError && (
            <Alert color="red" variant="light" role="alert" data-testid="proof-passkey-problem">
              <Text size="sm">{passkeyText(byPasskey.error)}</Text>
            </Alert>
          )}
          {typed === null ? null : typed === 'code' ? (
            <TextInput {...field} label={t('logIn.code')} autoComplete="one-time-code" maxLength={40} />
          ) : (
            <PasswordInput
              {...field}
              label={t('account.current')}
              autoComplete="current-password"
              maxLength={256}
              visibilityToggleButtonProps={{ 'aria-label': t('account.look'), tabIndex: 0 }}
            />
          )}
          {prove.isError && Object.keys(fieldCodes(prove.error)).length === 0 && (
            <Alert color="red" variant="light" role="alert" data-testid="proof-problem">
              <Text size="sm">{problemText(prove.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => proofs.settle(false)}>
              {t('common.cancel')}
            </Button>
            {typed !== null && (
              <Button type="submit" loading={prove.isPending} data-testid="proof-confirm">
                {t('account.proofGo')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
