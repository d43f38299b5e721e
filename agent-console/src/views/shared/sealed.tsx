import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkBody } from '../../wire/check.ts';
import { useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { useFieldText, useProblemText } from './save.tsx';
import styles from './sealed.module.css';

const shownSeconds = 30;

interface Props {
  readonly caseId: string;
  readonly field: 'phone' | 'nik';
  readonly masked: string;
  /** Named, on a dark ground. */
  readonly dark?: boolean;
}

/** A masked number; showing it asks for a reason, leaves a trace on the server, and lasts half a minute. */
export function Sealed({ caseId, field, masked, dark = false }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<{ value: string; left: number } | null>(null);
  const left = shown?.left ?? null;
  useEffect(() => {
    if (left === null) return;
    const timer = setTimeout(
      () => setShown((now) => (now === null || now.left <= 1 ? null : { ...now, left: now.left - 1 })),
      1_000,
    );
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <span className={styles.sealed} data-dark={dark}>
      {dark && field === 'nik' && <span>NIK</span>}
      <span className={styles.value} data-testid={`sealed-${field}`} data-open={shown !== null}>
        {shown?.value ?? masked}
      </span>
      {shown === null ? (
        <button
          type="button"
          aria-label={t(`reveal.${field}Title`)}
          title={t(`reveal.${field}Title`)}
          data-testid={`reveal-${field}`}
          onClick={() => setAsking(true)}
        >
          <Icon name="eye" size={16} />
        </button>
      ) : (
        <button type="button" onClick={() => setShown(null)} title={t('reveal.hides', { count: shown.left })}>
          <span className="visually-hidden">{t('reveal.hide')} </span>
          <span aria-hidden="true">{shown.left}</span>
        </button>
      )}
      {asking && (
        <RevealDialog
          caseId={caseId}
          field={field}
          close={() => setAsking(false)}
          show={(value) => setShown({ value, left: shownSeconds })}
        />
      )}
    </span>
  );
}

interface DialogProps {
  readonly caseId: string;
  readonly field: 'phone' | 'nik';
  readonly close: () => void;
  readonly show: (value: string) => void;
}

function RevealDialog({ caseId, field, close, show }: DialogProps) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const [reason, setReason] = useState('');
  const [code, setCode] = useState<string | undefined>();
  const reveal = useMutation({
    mutationFn: () => rest.call('reveal', { params: { caseId }, body: { field, reason } }),
    onSuccess: ({ value }) => {
      show(value ?? t('reveal.none'));
      close();
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // The dialog is a portal, but React events climb the tree: the form around it is not meant.
    event.stopPropagation();
    const codes = checkBody('reveal', { field, reason });
    setCode(codes.reason);
    if (codes.reason === undefined) reveal.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(`reveal.${field}Title`)}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('reveal.reason')}
            description={t('reveal.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldText(code)}
            maxLength={240}
            data-autofocus
            data-testid="reveal-reason"
          />
          {reveal.isError && (
            <Alert color="red" role="alert">
              <Text size="sm">{problemText(reveal.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={reveal.isPending} data-testid="reveal-submit">
              {t('reveal.show')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
