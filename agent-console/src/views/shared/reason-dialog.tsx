import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteName } from '../../../../server/contract/api.ts';
import { checkBody } from '../../wire/check.ts';
import { Dialog } from './dialog.tsx';
import { useFieldText, useProblemText } from './save.tsx';

interface Props {
  readonly title: string;
  /** What the button says. */
  readonly submit: string;
  readonly testId: string;
  /** The route that is asked, and its body with the reason: checked before it is sent. */
  readonly of: RouteName;
  readonly body: (reason: string) => unknown;
  readonly ask: (reason: string) => Promise<unknown>;
  readonly close: () => void;
  /** What is done to somebody by it: its button is red. */
  readonly grave?: boolean;
  /** What else is asked, before the reason. */
  readonly children?: ReactNode;
}

/** Asks why somebody wants to see or hear what is closed; closes when it was given. */
export function ReasonDialog({ title, submit, testId, of, body, ask, close, grave, children }: Props) {
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
    const codes = checkBody(of, body(reason));
    setCode(codes.reason);
    if (codes.reason === undefined) asking.mutate();
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={send} noValidate>
        <Stack>
          {children}
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
            <Button
              type="submit"
              {...(grave && { color: 'red' })}
              loading={asking.isPending}
              data-testid={`${testId}-submit`}
            >
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
