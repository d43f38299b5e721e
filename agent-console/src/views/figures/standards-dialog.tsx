import { Alert, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import styles from './figures.module.css';
import { StandardItem } from './standard-item.tsx';
import { useFigureWords } from './words.ts';

interface Props {
  readonly from: string;
  readonly to: string;
  readonly close: () => void;
}
const key = ['service-standards'];

/** Of which days and procedure one is looked at or made, and those that were made. */
export function StandardsDialog({ close, ...days }: Props) {
  const words = useFigureWords().standards;
  const language = useLanguage();
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const queries = useQueryClient();
  const { rest } = useWorkplace().desk;
  const [wanted, setWanted] = useState({ ...days, procedure: '' });
  const [sure, setSure] = useState(false);
  const list = useQuery({ queryKey: key, queryFn: () => rest.call('serviceStandards', {}) });
  const asked = { from: wanted.from, to: wanted.to, ...(wanted.procedure && { procedure: wanted.procedure }) };
  const draft = useMutation({
    mutationFn: async () =>
      saveFile(
        await rest.blob('draftStandard', { query: asked }),
        `konsep-standar-pelayanan-${asked.from}-${asked.to}.pdf`,
      ),
  });
  const make = useMutation({
    mutationFn: () => rest.command('makeStandard', { body: asked }),
    onSuccess: (made) => queries.setQueryData(key, made),
    onSettled: () => setSure(false),
  });
  const fault = make.error ?? draft.error ?? list.error;
  const errors = fault instanceof ApiProblem ? (fault.problem?.errors ?? []) : [];
  const change = (part: Partial<typeof wanted>) => {
    setWanted({ ...wanted, ...part });
    setSure(false);
  };
  const day = (name: 'from' | 'to') => ({
    ...{ label: words[name], type: 'date', value: wanted[name], required: true, 'data-testid': `standards-${name}` },
    error: fieldText(errors.find(({ field }) => field === name)?.code),
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  const lacking = wanted.from === '' || wanted.to === '';
  const [newest] = make.data?.papers ?? [];
  return (
    <Dialog title={words.title} close={close} size="lg" testId="standards-dialog">
      <Stack>
        <p>{words.hint}</p>
        <div className={styles.filter}>
          <TextInput {...day('from')} max={wanted.to} />
          <TextInput {...day('to')} min={wanted.from} />
        </div>
        <NativeSelect
          label={words.procedure}
          value={wanted.procedure}
          onChange={(event) => change({ procedure: event.currentTarget.value })}
          data={[
            { value: '', label: words.all },
            ...(list.data?.procedures ?? []).map(({ sopId, title }) => ({ value: sopId, label: title[language] })),
          ]}
          data-testid="standards-procedure"
        />
        <Group gap={8}>
          <Button
            variant="default"
            disabled={lacking}
            loading={draft.isPending}
            onClick={() => {
              make.reset();
              draft.mutate();
            }}
            data-testid="standards-draft"
          >
            {words.draft}
          </Button>
          {list.data?.mayMake && (
            <Button
              disabled={lacking}
              loading={make.isPending}
              onClick={() => {
                if (!sure) return setSure(true);
                draft.reset();
                make.mutate();
              }}
              onBlur={() => setSure(false)}
              data-testid="standards-make"
            >
              {sure ? words.sure : words.make}
            </Button>
          )}
        </Group>
        {list.data?.mayMake && <p className={styles.muted}>{words.fixed}</p>}
        {fault !== null && (
          <Alert color="red" variant="light" role="alert" data-testid="standards-problem">
            {problemText(fault)}
          </Alert>
        )}
        <p className="visually-hidden" role="status">
          {newest && words.made(newest.number)}
        </p>
        <h2>{words.list}</h2>
        {list.data?.papers.length === 0 && <p data-testid="standards-none">{words.none}</p>}
        <ul className={styles.schedules}>
          {list.data?.papers.map((card) => (
            <StandardItem key={card.paperId} card={card} />
          ))}
        </ul>
      </Stack>
    </Dialog>
  );
}
