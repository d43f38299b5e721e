import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperCard } from '../../../../server/contract/papers.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { usePaperWords } from './words.ts';

const ways = ['courier', 'receipt', 'mail'] as const;
type Way = (typeof ways)[number];

interface Props {
  readonly paper: PaperCard;
  readonly done: () => Promise<void>;
  readonly close: () => void;
}

/** How a signed paper went out, and the file that proves it; or it goes by e-mail, which proves itself. */
export function SendDialog({ paper: { caseId, paperId, fileId: own }, done, close }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const say = usePaperWords();
  const [by, setBy] = useState<Way>('courier');
  const [to, setTo] = useState('');
  const [reference, setReference] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['files', caseId, `proof of ${paperId}`],
    queryFn: () => rest.call('caseFiles', { params: { caseId } }),
  });
  const files = (found.data?.files ?? []).filter((one) => one.state === 'kept' && one.fileId !== own).reverse();
  const fileId = chosen ?? files[0]?.fileId ?? null;
  const sending = useMutation({
    mutationFn: () =>
      by === 'mail'
        ? rest.command('mailPaper', { params: { paperId }, body: { to: to.trim() || null } })
        : rest.command('sendPaper', { params: { paperId }, body: { by, reference, fileId } }),
    onSuccess: async () => {
      await done();
      close();
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    sending.mutate();
  };
  return (
    <Dialog title={say('send')} close={close}>
      <form onSubmit={send} noValidate>
        <Stack>
          <NativeSelect
            label={say('by')}
            value={by}
            onChange={(event) => setBy(ways.find((way) => way === event.currentTarget.value) ?? 'courier')}
            data={ways.map((value) => ({ value, label: say(value) }))}
            data-autofocus
            data-testid="paper-sent-by"
          />
          {by === 'courier' && (
            <TextInput
              label={say('reference')}
              value={reference}
              maxLength={120}
              onChange={(event) => setReference(event.currentTarget.value)}
              data-testid="paper-sent-reference"
            />
          )}
          {by === 'mail' ? (
            <TextInput
              label={say('mailTo')}
              description={say('mailHint')}
              type="email"
              value={to}
              maxLength={254}
              onChange={(event) => setTo(event.currentTarget.value)}
              data-testid="paper-mail-to"
            />
          ) : (
            <NativeSelect
              label={say('proof')}
              description={files.length === 0 ? say('proofHint') : undefined}
              value={fileId ?? ''}
              onChange={(event) => setChosen(event.currentTarget.value)}
              data={files.map((one) => ({ value: one.fileId, label: one.name }))}
              data-testid="paper-sent-file"
            />
          )}
          {sending.isError && <p role="alert">{problemText(sending.error)}</p>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              disabled={by !== 'mail' && (fileId === null || (by === 'courier' && reference.trim() === ''))}
              loading={sending.isPending}
              data-testid="paper-sent-submit"
            >
              {say(by === 'mail' ? 'mailNow' : 'send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
