import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CasePapers } from '../../../../server/contract/papers.ts';
import { ApiProblem } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { PaperPreview } from './paper-preview.tsx';
import styles from './papers.module.css';
import { type PaperWord, usePaperWords } from './words.ts';

interface Props {
  readonly caseId: string;
  readonly kind: CasePapers['kinds'][number];
  readonly close: () => void;
}

/** Writing a paper, with how it looks beside the form. Closed by mistake it is kept as it was last saved. */
export function PaperDialog({ caseId, kind, close }: Props) {
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const language = useLanguage();
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const say = usePaperWords();
  const [fields, setFields] = useState(() => Object.fromEntries(kind.fields.map(({ name, value }) => [name, value])));
  const body = { kind: kind.kind, fields };
  const params = { caseId };
  const known = () => queries.invalidateQueries({ queryKey: ['papers', caseId] });
  const saving = useMutation({ mutationFn: () => rest.call('draftPaper', { params, body }), onSuccess: known });
  const making = useMutation({
    mutationFn: () => rest.command('makePaper', { params, body }),
    onSuccess: async () => {
      await known();
      await queries.invalidateQueries({ queryKey: ['files', caseId] });
      close();
    },
  });
  const codes = codesIn(making.error);
  const make = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    making.mutate();
  };
  const fault = making.error ?? saving.error;
  return (
    <Dialog title={kind.title[language]} close={close} size="90rem" once testId="paper-dialog">
      <div className={styles.both}>
        <form className={styles.form} onSubmit={make} noValidate>
          {kind.fields.map(({ name, label, type, required }, index) => {
            const props = {
              label: label[language],
              value: fields[name] ?? '',
              required,
              error: fieldText(codes[name]),
              maxLength: type === 'text' ? 8_000 : 300,
              'data-testid': `paper-field-${name}`,
              ...(index === 0 && { 'data-autofocus': true }),
            };
            const write = (value: string) => setFields((all) => ({ ...all, [name]: value }));
            return type === 'text' ? (
              <Textarea
                key={name}
                {...props}
                autosize
                minRows={4}
                onChange={(event) => write(event.currentTarget.value)}
              />
            ) : (
              <TextInput key={name} {...props} onChange={(event) => write(event.currentTarget.value)} />
            );
          })}
          {kind.lacks.length > 0 && (
            <div role="note" data-testid="paper-lacks">
              {say('lacks')}
              <ul>
                {kind.lacks.map(({ field, code }) => (
                  <li key={field}>
                    {field.replace('signers.', '')}: {say(code as PaperWord)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {fault !== null && <p role="alert">{problemText(fault)}</p>}
          <p role="status" className={saving.isSuccess ? styles.muted : 'visually-hidden'}>
            {saving.isSuccess ? say('saved') : ''}
          </p>
          <Group>
            <Button type="submit" loading={making.isPending} disabled={kind.lacks.length > 0} data-testid="paper-make">
              {say('make')}
            </Button>
            <Button
              variant="default"
              loading={saving.isPending}
              onClick={() => saving.mutate()}
              data-testid="paper-save"
            >
              {say('save')}
            </Button>
          </Group>
          {kind.numbered && <p className={styles.muted}>{say('makeHint')}</p>}
        </form>
        <PaperPreview caseId={caseId} kind={kind.kind} fields={fields} title={kind.title[language]} />
      </div>
    </Dialog>
  );
}

/** The first fault of each field, by its name in the form. */
function codesIn(error: unknown): Readonly<Record<string, string>> {
  const errors = (error instanceof ApiProblem && error.problem?.errors) || [];
  return Object.fromEntries(errors.map(({ field, code }) => [field.replace('fields.', ''), code]).reverse());
}
