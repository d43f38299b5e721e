import { Alert, Button, Group, Kbd, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { id } from '../../i18n/id.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { ApiProblem, fieldCodes, isPassing } from '../../wire/problem.ts';

export interface Saving {
  readonly busy: boolean;
  readonly error: unknown;
  /** First error code of each field. */
  readonly codes: Readonly<Record<string, string>>;
}

type FieldCode = keyof (typeof id)['field'];
type RejectionCode = keyof (typeof id)['rejection'];

/** The words for a field's error code. */
export function useFieldText(): (code: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (code) => {
    if (code === undefined) return undefined;
    const name = code.replaceAll('-', '_');
    return t(name in id.field ? `field.${name as FieldCode}` : 'field.invalid');
  };
}

/** The words for why something was not saved. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiProblem) || isPassing(error)) return t('save.offline');
    const rejection = rejectionOf(error);
    if (rejection !== null) return t('save.refused', { reason: t(`rejection.${rejection}`, { detail: '' }) });
    if (Object.keys(fieldCodes(error)).length > 0) return t('save.fields');
    if (error.status === 403) return t('save.forbidden');
    if (error.status === 409) return t('save.conflict');
    return t('save.refused', { reason: error.problem?.detail ?? String(error.status) });
  };
}

/** A command refused by the state of the case names its reason in the problem's type or in an error's code. */
function rejectionOf({ problem }: ApiProblem): RejectionCode | null {
  const type = problem?.type.split(/[/:#]/u).at(-1) ?? '';
  const candidates = [type, ...(problem?.errors ?? []).map(({ code }) => code)].map((code) =>
    code.replaceAll('-', '_'),
  );
  return (candidates.find((code) => code in id.rejection && code !== 'other') as RejectionCode | undefined) ?? null;
}

interface SaveRowProps {
  readonly saving: Saving;
  readonly label: string;
  readonly testId: string;
  readonly note?: ReactNode;
}

/** The save button of a panel, its key, and why it did not work. */
export function SaveRow({ saving, label, testId, note }: SaveRowProps) {
  const problemText = useProblemText();
  const row = useRef<HTMLDivElement>(null);
  const faulty = Object.keys(saving.codes).join(' ');
  // To the first field that needs another look; the save was asked for here, so no focus is stolen.
  useEffect(() => {
    if (faulty !== '') row.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faulty]);
  return (
    <>
      {saving.error !== null && (
        <Alert color="red" variant="light" role="alert" mt="sm" data-testid="save-problem">
          <Text size="sm">{problemText(saving.error)}</Text>
        </Alert>
      )}
      <Group mt="sm" gap="sm" ref={row}>
        <Button type="submit" loading={saving.busy} data-testid={testId} data-primary>
          {label}
        </Button>
        <Kbd aria-hidden="true">{keyOf.save}</Kbd>
        {note}
      </Group>
    </>
  );
}
