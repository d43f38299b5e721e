import { Alert, Button, NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { clockOf, wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './figures.module.css';
import { useShown } from './shown.ts';
import { useFigureWords } from './words.ts';

const fields = { calls: 10_000, agents: 1_000, handle: 7_200, patience: 3_600 } as const;
type Field = keyof typeof fields;

/** What both models say of a half hour that is only thought of. `goal` in per cent, `threshold` in seconds. */
export function PlanningWhatIf({ goal, threshold }: { goal: number; threshold: number }) {
  const words = useFigureWords().planning;
  const language = useLanguage();
  const shown = useShown();
  const problemText = useProblemText();
  const { rest } = useWorkplace().desk;
  const [typed, setTyped] = useState<Record<Field, number | null>>({
    ...{ calls: 30, agents: 4, handle: 180, patience: null },
  });
  const tried = useMutation({
    mutationFn: () => {
      const { calls, agents, handle, patience } = typed;
      return rest.call('whatIf', {
        body: {
          ...{ threshold, goal, handleSeconds: handle ?? 0, patienceSeconds: patience },
          rows: [{ calls: calls ?? 0, agents: agents ?? 0 }],
        },
      });
    },
    gcTime: 0,
  });
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    tried.mutate();
  };
  const [row] = tried.data?.rows ?? [];
  const agents = (of: number | null) => (of === null ? words.tooMany : wholeNumber(of, language));
  return (
    <form onSubmit={ask} noValidate>
      <h2>{words.tryOut}</h2>
      <div className={styles.filter}>
        {(Object.keys(fields) as Field[]).map((name) => (
          <NumberInput
            key={name}
            label={words[name]}
            value={typed[name] ?? ''}
            min={0}
            max={fields[name]}
            hideControls
            onChange={(value) => setTyped({ ...typed, [name]: typeof value === 'number' ? value : null })}
            data-testid={`what-if-${name}`}
          />
        ))}
        <Button type="submit" loading={tried.isPending} data-testid="what-if-ask">
          {words.ask}
        </Button>
      </div>
      {tried.error && (
        <Alert color="red" variant="light" role="alert" data-testid="what-if-problem">
          {problemText(tried.error)}
        </Alert>
      )}
      <div role="status" data-testid="what-if-told">
        {row && !tried.error && (
          <>
            <p>
              {words.answerC(
                shown(row.c.inTime, 'share'),
                row.c.waitSeconds === null ? null : clockOf(Math.round(row.c.waitSeconds * 1_000)),
              )}
            </p>
            {row.a && <p>{words.answerA(shown(row.a.inTime, 'share'), shown(row.a.abandoned, 'share'))}</p>}
            <p>{words.answerNeeded(agents(row.needed.c), row.a === null ? '–' : agents(row.needed.a))}</p>
          </>
        )}
      </div>
    </form>
  );
}
