import { Alert, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { PlanningRoster } from './planning-roster.tsx';
import { PlanningTables } from './planning-tables.tsx';
import { PlanningWhatIf } from './planning-what-if.tsx';
import type { RosterDraft } from './use-roster.ts';
import { useFigureWords } from './words.ts';

interface Props {
  readonly wanted: Pick<Wanted, 'from' | 'to' | 'threshold' | 'service'>;
  readonly roster: RosterDraft;
  readonly changeRoster: (draft: RosterDraft) => void;
  readonly close: () => void;
}

/** Forecast, need and replay of a period, a roster to try, and what all of it assumes. */
export function PlanningDialog({ wanted, roster, changeRoster, close }: Props) {
  const words = useFigureWords().planning;
  const language = useLanguage();
  const problemText = useProblemText();
  const fieldText = useFieldText();
  const { rest } = useWorkplace().desk;
  const [asked, setAsked] = useState({
    ...{ from: wanted.from, to: wanted.to, threshold: wanted.threshold, service: wanted.service?.id ?? '' },
    ...{ goal: 80, weeks: 4 },
  });
  const [settled] = useDebouncedValue(asked, 400);
  const plan = useQuery({
    queryKey: ['planning', settled],
    queryFn: () => {
      const { service, ...query } = settled;
      return rest.call('planning', { query: { ...query, ...(service !== '' && { service }) } });
    },
    placeholderData: keepPreviousData,
    enabled: settled.from !== '' && settled.to !== '',
  });
  const errors = plan.error instanceof ApiProblem ? (plan.error.problem?.errors ?? []) : [];
  const faultOf = (name: string) => fieldText(errors.find(({ field }) => field === name)?.code);
  const day = (name: 'from' | 'to') => ({
    ...{ label: words[name], type: 'date', value: asked[name], required: true, 'data-testid': `planning-${name}` },
    error: faultOf(name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setAsked({ ...asked, [name]: event.currentTarget.value }),
  });
  const number = (name: 'goal' | 'threshold' | 'weeks', min: number, max: number) => (
    <NumberInput
      label={words[name]}
      value={asked[name]}
      min={min}
      max={max}
      clampBehavior="blur"
      allowDecimal={false}
      hideControls
      onChange={(value) => typeof value === 'number' && setAsked({ ...asked, [name]: value })}
      error={faultOf(name)}
      data-testid={`planning-${name}`}
    />
  );
  return (
    <Dialog title={words.title} close={close} size="90rem" testId="planning-dialog">
      <Stack>
        <p>{words.hint}</p>
        <div className={styles.filter}>
          <TextInput {...day('from')} />
          <TextInput {...day('to')} />
          <NativeSelect
            label={words.service}
            value={asked.service}
            onChange={(event) => setAsked({ ...asked, service: event.currentTarget.value })}
            data={[
              { value: '', label: words.all },
              ...(plan.data?.services ?? []).map(({ id, name }) => ({ value: id, label: name[language] })),
            ]}
            data-testid="planning-service"
          />
          {number('goal', 1, 99)}
          {number('threshold', 0, 3_600)}
          {number('weeks', 1, 12)}
        </div>
        {plan.error !== null && (
          <Alert color="red" variant="light" role="alert" data-testid="planning-problem">
            {problemText(plan.error)}
          </Alert>
        )}
        {plan.data && plan.error === null && <PlanningTables plan={plan.data} />}
        {plan.data && plan.error === null && (
          <PlanningRoster
            plan={plan.data}
            service={settled.service}
            goal={settled.goal}
            threshold={settled.threshold}
            draft={roster}
            change={changeRoster}
          />
        )}
        <PlanningWhatIf goal={asked.goal} threshold={asked.threshold} />
        <section>
          <h2>{words.assume}</h2>
          <ul className={styles.assumed} data-testid="planning-assumed">
            {words.assumptions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p>{words.draft}</p>
        </section>
      </Stack>
    </Dialog>
  );
}
