import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostBytes } from '../../model/csv-file.ts';

interface Props {
  /** What a file has to have. */
  readonly hint: string;
  readonly busy: boolean;
  /** Why the file could not be read, in words. */
  readonly faults: readonly string[];
  readonly problem: string | null;
  /** What was pasted, which stands there still after a look at it. */
  readonly text: string;
  readonly type: (text: string) => void;
  readonly look: (file: Blob) => void;
}

/** Where rows come from: a file, or what was copied out of a spreadsheet. */
export function FileSource({ hint: told, busy, faults, problem, text, type, look }: Props) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<'tooBig' | 'unreadable' | 'empty' | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const source = file ?? new Blob([text]);
    if (source.size > mostBytes) return setWrong('tooBig');
    if (file === null && text.trim() === '') return setWrong('empty');
    // Read here: one that was moved or written to since would be taken for a line that broke.
    const bytes = await source.arrayBuffer().catch(() => null);
    if (bytes === null) return setWrong('unreadable');
    setWrong(null);
    look(new Blob([bytes]));
  };
  const refused = wrong === null ? problem : t(`peopleImport.${wrong}`);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm" id={hint}>
          {told}
        </Text>
        <Group>
          <Button
            variant="default"
            aria-describedby={hint}
            onClick={() => chooser.current?.click()}
            data-testid="import-choose"
            data-autofocus
          >
            {t('peopleImport.choose')}
          </Button>
          <Text size="sm" role="status" data-testid="import-chosen">
            {file === null ? '' : t('peopleImport.chosen', { name: file.name, interpolation: { escapeValue: false } })}
          </Text>
        </Group>
        <input
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden
          ref={chooser}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={({ currentTarget }) => {
            setFile(currentTarget.files?.[0] ?? null);
            type('');
            setWrong(null);
            // The same one may be chosen again, when it has been mended.
            currentTarget.value = '';
          }}
          data-testid="import-file"
        />
        <Textarea
          label={t('peopleImport.paste')}
          value={text}
          onChange={(event) => {
            type(event.currentTarget.value);
            setFile(null);
            setWrong(null);
          }}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          data-testid="import-text"
        />
        {(refused !== null || faults.length > 0) && !busy && (
          <Alert color="red" variant="light" role="alert" data-testid="import-problem">
            {refused ?? t('peopleImport.faulty')}
            {refused === null && (
              <ul>
                {faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            )}
          </Alert>
        )}
        <Group justify="flex-end">
          <Text size="sm">{t('peopleImport.lookHint')}</Text>
          <Button type="submit" loading={busy} data-testid="import-look">
            {t('peopleImport.look')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
