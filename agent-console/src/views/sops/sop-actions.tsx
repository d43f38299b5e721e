import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopVersionCard } from '../../../../server/contract/sops.ts';
import { dayAndTime, momentIn } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useRefusalText } from './refusal.ts';

interface Props {
  readonly card: SopVersionCard;
  /** Says what was done. */
  readonly done: (text: string) => void;
}

/** Asks from when on, and publishes. */
export function PublishSop({ card, done }: Props) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const [from, setFrom] = useState('');
  const { id, version } = card;
  const publish = useMutation({
    mutationFn: () =>
      rest.call('publishSop', {
        params: { sopId: id, version },
        body: { inForceFrom: momentIn(from, office.timeZone) },
      }),
    onSuccess: ({ inForceFrom }) =>
      done(t('sops.donePublish', { version, when: dayAndTime(inForceFrom ?? 0, office.timeZone, language) })),
  });
  return (
    <Asked
      name="publish"
      label={t('sops.publish')}
      title={t('sops.publishTitle', { sop: id, version })}
      hint={t('sops.publishHint')}
      busy={publish.isPending}
      error={publish.error}
      confirm={() => publish.mutateAsync()}
    >
      <TextInput
        type="datetime-local"
        label={t('sops.publishAt', { zone: office.timeZone })}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        mt="md"
        data-testid="sop-from"
      />
    </Asked>
  );
}

/** Asks why, and retires. */
export function RetireSop({ card, done }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const [reason, setReason] = useState('');
  const { id, version } = card;
  const retire = useMutation({
    mutationFn: () => rest.call('retireSop', { params: { sopId: id, version }, body: { reason } }),
    onSuccess: () => done(t('sops.doneRetire', { version })),
  });
  return (
    <Asked
      name="retire"
      label={t('sops.retire')}
      title={t('sops.retireTitle', { sop: id, version })}
      hint={t('sops.retireHint')}
      busy={retire.isPending}
      error={retire.error}
      confirm={() => retire.mutateAsync()}
    >
      <TextInput
        label={t('sops.reason')}
        value={reason}
        required
        maxLength={240}
        onChange={(event) => setReason(event.currentTarget.value)}
        mt="md"
        data-testid="sop-reason"
      />
    </Asked>
  );
}

interface AskedProps {
  readonly name: 'publish' | 'retire';
  readonly label: string;
  readonly title: string;
  readonly hint: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly confirm: () => Promise<unknown>;
  readonly children: ReactNode;
}

function Asked({ name, label, title, hint, busy, error, confirm, children }: AskedProps) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const [opened, setOpened] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirm().then(
      () => setOpened(false),
      // It is shown below.
      () => {},
    );
  };
  return (
    <>
      <Button
        variant={name === 'publish' ? 'filled' : 'default'}
        onClick={() => setOpened(true)}
        data-testid={`sop-${name}`}
      >
        {label}
      </Button>
      {opened && (
        <Dialog title={title} close={() => setOpened(false)}>
          <form onSubmit={submit}>
            <p>{hint}</p>
            {children}
            {error !== null && (
              <Alert color="red" variant="light" role="alert" mt="sm" data-testid="sop-refusal">
                {refusalText(error)}
              </Alert>
            )}
            <Group mt="md" justify="end">
              <Button variant="default" onClick={() => setOpened(false)}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={busy} data-testid={`sop-${name}-confirm`}>
                {label}
              </Button>
            </Group>
          </form>
        </Dialog>
      )}
    </>
  );
}
