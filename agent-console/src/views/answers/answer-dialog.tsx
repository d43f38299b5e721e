import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { Alert, Button, Group, MultiSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AnswerCard, AnswerDraft, AnswerFolder } from '../../../../server/contract/answers.ts';
import { type AnswerForm, contentOf, uuidOf } from '../../model/answer-form.ts';
import { newId } from '../../wire/console.ts';
import { ApiProblem } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useUnsavedText } from '../shared/save.tsx';
import styles from './answers.module.css';
import { useAnswerWords } from './words.ts';

interface Props {
  /** Null: a new one. */
  readonly card: AnswerCard | null;
  readonly first: AnswerForm;
  readonly folder: AnswerFolder;
  readonly close: () => void;
  readonly done: () => void;
}

/** What an answer says. It is saved as a draft: what is offered stays until somebody else publishes it. */
export function AnswerDialog({ card, first, folder, close, done }: Props) {
  const words = useAnswerWords();
  const language = useLanguage();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const unsavedText = useUnsavedText();
  const [form, setForm] = useState(first);
  const [fresh] = useState(() => uuidOf(newId()));
  const set = (change: Partial<AnswerForm>): void => setForm({ ...form, ...change });
  const save = useMutation({
    mutationFn: (content: AnswerDraft) =>
      rest.command('writeAnswer', {
        params: { answerId: card?.answerId ?? fresh },
        body: { revision: card?.revision ?? 0, content },
      }),
    onSuccess: done,
    gcTime: 0,
  });
  const errors = save.error instanceof ApiProblem ? (save.error.problem?.errors ?? []) : [];
  const codeOf = (part: string) =>
    fieldText(errors.find(({ field }) => `${field}.`.startsWith(`content.${part}.`))?.code);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(contentOf(form));
  };
  return (
    <Dialog title={card === null ? words.add : words.edit} close={close} size="xl" testId="answer-dialog">
      <form onSubmit={send} noValidate>
        <Stack>
          <div className={styles.pair}>
            {(['id', 'en'] as const).map((of) => (
              <TextInput
                key={of}
                label={words.titleIn[of]}
                value={form.title[of]}
                onChange={(event) => set({ title: { ...form.title, [of]: event.currentTarget.value } })}
                error={codeOf(`title.${of}`)}
                maxLength={200}
                required={of === 'id'}
                data-testid={`answer-title-${of}`}
              />
            ))}
            {(['id', 'en'] as const).map((of) => (
              <Textarea
                key={of}
                label={words.bodyIn[of]}
                value={form.body[of]}
                onChange={(event) => set({ body: { ...form.body, [of]: event.currentTarget.value } })}
                error={codeOf(`body.${of}`)}
                autosize
                minRows={5}
                maxRows={14}
                maxLength={8_000}
                required={of === 'id'}
                data-testid={`answer-body-${of}`}
              />
            ))}
          </div>
          <Text size="sm">
            {words.fields} {folder.fields.map((field) => `{${field[language]}}`).join(' ')}
          </Text>
          <div className={styles.pair}>
            <TextInput
              label={words.folder}
              value={form.folder}
              onChange={(event) => set({ folder: event.currentTarget.value })}
              error={codeOf('folder')}
              maxLength={60}
              data-testid="answer-folder"
            />
            <TextInput
              label={words.expires}
              type="date"
              value={form.expiresOn}
              onChange={(event) => set({ expiresOn: event.currentTarget.value })}
              error={codeOf('expiresOn')}
              data-testid="answer-expires"
            />
            <Choices
              label={words.subjects}
              value={form.subjects}
              all={folder.subjects.map(({ code, name }) => [code, name[language]])}
              set={(subjects) => set({ subjects })}
            />
            <Choices
              label={words.services}
              value={form.services}
              all={folder.services.map(({ id, name }) => [id, name[language]])}
              set={(services) => set({ services })}
            />
          </div>
          <Textarea
            label={words.links}
            value={form.links}
            onChange={(event) => set({ links: event.currentTarget.value })}
            error={codeOf('links')}
            autosize
            minRows={2}
            maxRows={6}
            data-testid="answer-links"
          />
          {save.error !== null && (
            <Alert color="red" role="alert" data-testid="answer-write-problem">
              <Text size="sm">{unsavedText(save.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} data-testid="answer-save">
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly all: readonly (readonly [code: string, name: string])[];
  readonly set: (value: string[]) => void;
}

function Choices({ label, value, all, set }: ChoicesProps) {
  const data = all.map(([code, name]) => ({ value: code, label: name }));
  return <MultiSelect label={label} data={data} value={[...value]} onChange={set} searchable clearable />;
}
