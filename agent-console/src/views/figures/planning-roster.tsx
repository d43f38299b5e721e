import { Alert, Button, NativeSelect, NumberInput } from '@mantine/core';
import { decimal, hourAndMinute, wholeNumber } from '../../model/format.ts';
import { mostOf, type RosterColumn, worstOf } from '../../model/roster.ts';
import { useLanguage } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './figures.module.css';
import { RosterTable } from './planning-roster-table.tsx';
import { useShown } from './shown.ts';
import { nameOf, type RosterAsked, type RosterDraft, useRoster } from './use-roster.ts';
import { useFigureWords } from './words.ts';

/** So many of those that miss the goal are named. */
const named = 3;

/** How many agents a planner puts into each half hour of a day, and what that would come to. */
export function PlanningRoster(props: RosterAsked & { readonly change: (draft: RosterDraft) => void }) {
  const { plan, service, goal, draft, change } = props;
  const words = useFigureWords().planning;
  const language = useLanguage();
  const shown = useShown();
  const problemText = useProblemText();
  const { days, day, lines, measured, model, whole, error } = useRoster(props);
  if (day === null) return null;
  const type = (cells: readonly { row: number; column: RosterColumn; text: string }[]): void => {
    const typed = { ...draft.typed };
    for (const { row, column, text } of cells) {
      const line = lines[row];
      if (line) typed[nameOf(service, line.at, column)] = text;
    }
    change({ ...draft, typed });
  };
  const anew = (): void => {
    const these = new Set(lines.flatMap(({ at }) => [nameOf(service, at, 'calls'), nameOf(service, at, 'agents')]));
    change({ ...draft, typed: Object.fromEntries(Object.entries(draft.typed).filter(([name]) => !these.has(name))) });
  };
  const needed = lines.flatMap(({ told }, row) => {
    const agents = told?.needed[model];
    return agents === undefined || agents === null ? [] : [{ row, column: 'agents' as const, text: String(agents) }];
  });
  const share = goal / 100;
  const told = lines.flatMap(({ at, value, told }) => {
    const inTime = told?.[model]?.inTime;
    return inTime === undefined || !value.calls ? [] : [{ at, calls: value.calls, inTime }];
  });
  const missed = worstOf(told, share);
  const worst = missed
    .slice(0, named)
    .map(({ at, inTime }) => `${hourAndMinute(at, plan.zone, language)} (${shown(inTime, 'share')})`);
  const hours = lines.reduce((sum, { value }) => sum + (value.agents ?? 0) / 2, 0);
  const number = (name: 'handle' | 'patience', most: number) => (
    <NumberInput
      label={words.roster[name](measured[name] === null ? null : wholeNumber(measured[name], language))}
      value={draft[name] ?? ''}
      min={1}
      max={most}
      hideControls
      onChange={(value) => change({ ...draft, [name]: typeof value === 'number' ? value : null })}
      data-testid={`roster-${name}`}
    />
  );
  return (
    <section>
      <h2>{words.roster.title}</h2>
      <p>{words.roster.hint}</p>
      <div className={styles.filter}>
        <NativeSelect
          label={words.roster.day}
          value={day}
          onChange={(event) => change({ ...draft, day: event.currentTarget.value })}
          data={[...days]}
          data-testid="roster-day"
        />
        <NativeSelect
          label={words.roster.model}
          value={model}
          onChange={(event) => change({ ...draft, model: event.currentTarget.value === 'a' ? 'a' : 'c' })}
          data={[
            { value: 'c', label: 'Erlang C' },
            { value: 'a', label: 'Erlang A', disabled: (draft.patience ?? measured.patience) === null },
          ]}
          data-testid="roster-model"
        />
        {number('handle', 7_200)}
        {number('patience', 3_600)}
      </div>
      <div className={styles.tools}>
        <Button
          variant="default"
          size="compact-sm"
          disabled={needed.length < lines.length}
          onClick={() => type(needed)}
          data-testid="roster-fill"
        >
          {words.roster.fill}
        </Button>
        <Button variant="default" size="compact-sm" onClick={anew} data-testid="roster-anew">
          {words.roster.anew}
        </Button>
      </div>
      {error && (
        <Alert color="red" variant="light" role="alert" data-testid="roster-problem">
          {problemText(error)}
        </Alert>
      )}
      <div role="status" className={styles.rosterTold} data-testid="roster-told">
        {lines.some(({ value }) => value.calls === null || value.agents === null) && (
          <p>{words.roster.mend(wholeNumber(mostOf.calls, language), wholeNumber(mostOf.agents, language))}</p>
        )}
        {(draft.handle ?? measured.handle) === null && <p>{words.roster.noHandle}</p>}
        {whole && (
          <>
            <p>
              {words.roster.whole(
                shown(model === 'a' ? (whole.a?.inTime ?? null) : whole.c, 'share'),
                model === 'a' && whole.a ? shown(whole.a.abandoned, 'share') : null,
                decimal(hours, language),
              )}
            </p>
            <p data-testid="roster-worst">
              {missed.length === 0
                ? words.roster.allReach(wholeNumber(goal, language))
                : words.roster.worst(wholeNumber(missed.length, language), wholeNumber(goal, language), worst)}
            </p>
          </>
        )}
      </div>
      <RosterTable {...{ lines, zone: plan.zone, model, share, type }} />
    </section>
  );
}
