import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldText, useProblemText } from './save.tsx';

interface Props {
  readonly title: string;
  /** What the button says. */
  readonly submit: string;
  readonly testId: string;
  /** The error codes of the fields before it is sent. */
  readonly check: (reason: string) => Readonly<Record<string, string>>;
  readonly ask: (reason: string) => Promise<unknown>;
  readonly close: () => void;
}

/** Asks why somebody wants to see or hear what is closed; closes when it was given. */
export function ReasonDialog({ title, submit, testId, check, ask, close }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const [reason, setReason] = useState('');
  const [code, setCode] = useState<string | undefined>();
  const asking = useMutation({ mutationFn: () => ask(reason), onSuccess: close, gcTime: 0 });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    // The dialog is a portal, but React events climb the tree: the form around it is not meant.
    event.stopPropagation();
    const codes = check(reason);
    setCode(codes.reason);
    if (codes.reason === undefined) asking.mutate();
  };
  return (
    <Modal opened onClose={close} title={title} centered closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={send} noValidate>
        <Stack>
          <TextInput
            label={t('reveal.reason')}
            description={t('reveal.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldText(code)}
            maxLength={240}
            data-autofocus
            data-testid={`${testId}-reason`}
          />
          {asking.isError && (
            <Alert color="red" role="alert">
              <Text size="sm">{problemText(asking.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={asking.isPending} data-testid={`${testId}-submit`}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
