import { Alert, Button, Group, Kbd, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { id } from '../../i18n/id.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { ApiProblem, problemWord } from '../../wire/problem.ts';
import styles from './save.module.css';

export interface Saving {
  readonly busy: boolean;
  readonly error: unknown;
  /** First error code of each field. */
  readonly codes: Readonly<Record<string, string>>;
}

type FieldWord = keyof (typeof id)['field'];

/** The words for a field's error code. */
export function useFieldText(): (code: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (code) => {
    if (code === undefined) return undefined;
    const name = code.replaceAll('-', '_');
    return t(`field.${name in id.field ? (name as FieldWord) : 'invalid'}`);
  };
}

/** The words for why something was not done. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const { status = '', problem = null } = error instanceof ApiProblem ? error : {};
    return t([`problem.${problemWord(error)}`, 'problem.other'], { status, steps: Math.abs(problem?.steps ?? 0) });
  };
}

/** The words for why something was not saved. */
export function useUnsavedText(): (error: unknown) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (error) =>
    problemWord(error) === 'offline' ? t('save.offline') : t('save.refused', { reason: problemText(error) });
}

interface SaveRowProps {
  readonly saving: Saving;
  readonly label: string;
  readonly testId: string;
  readonly note?: ReactNode;
}

/** The save button of a panel, its key, and why it did not work. */
export function SaveRow({ saving, label, testId, note }: SaveRowProps) {
  const unsavedText = useUnsavedText();
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
          <Text size="sm">{unsavedText(saving.error)}</Text>
        </Alert>
      )}
      <Group className={styles.row ?? ''} gap="sm" ref={row}>
        <Button type="submit" loading={saving.busy} data-testid={testId} data-primary>
          {label}
        </Button>
        <Kbd aria-hidden="true">{keyOf.save}</Kbd>
        {note}
      </Group>
    </>
  );
}
