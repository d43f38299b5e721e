import { Alert, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldCodes } from '../../wire/problem.ts';
import type { Proofs } from '../../wire/proof.ts';
import type { Rest } from '../../wire/rest.ts';
import { useFieldText, useProblemText } from '../shared/save.tsx';

interface Props {
  readonly rest: Rest;
  readonly proofs: Proofs;
}

/** Asks who sits there before something grave is done, which then goes on by itself. */
export function ProofDialog({ rest, proofs }: Props) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const [given, setGiven] = useState('');
  const factor = useQuery({ queryKey: ['my second factor'], queryFn: () => rest.call('mySecondFactor', {}) });
  const asked = factor.data?.on === true ? 'code' : 'password';
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
    <Modal
      opened
      onClose={() => proofs.settle(false)}
      title={t('account.proofTitle')}
      centered
      zIndex={400}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      data-testid="proof-dialog"
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{t('account.proofHint')}</Text>
          {factor.isPending ? null : asked === 'code' ? (
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
            <Button type="submit" loading={prove.isPending} data-testid="proof-confirm">
              {t('account.proofGo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
