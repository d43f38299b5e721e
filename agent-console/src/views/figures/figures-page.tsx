import { Alert, Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lastWeek } from '../../model/figures.ts';
import { wholeNumber } from '../../model/format.ts';
import { wallClock } from '../../wire/clock.ts';
import { ApiProblem } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import { AnyReport } from './any-report.tsx';
import { askedOf, useAsk } from './ask.ts';
import { useMayOpen } from './figure-cell.tsx';
import styles from './figures.module.css';
import { FiguresFilter, ofCitizens, type Wanted } from './figures-filter.tsx';
import { Planning } from './planning.tsx';
import { Schedules } from './schedules.tsx';
import { Standards } from './standards.tsx';
import { useFigureWords } from './words.ts';

const formats = ['csv', 'xlsx', 'pdf'] as const;
type Format = (typeof formats)[number];

/** How the office works, in figures that are counted from what happened. */
export function FiguresPage() {
  const words = useFigureWords();
  const language = useLanguage();
  const problemText = useProblemText();
  const { rest, office } = useWorkplace().desk;
  const ask = useAsk();
  const mayOpen = useMayOpen();
  const [wanted, setWanted] = useState<Wanted>(() => ({
    ...lastWeek(wallClock(), office.timeZone),
    ...{ report: 'calls', interval: 'day', by: 'service', threshold: 30, measure: 'arrived', service: null },
  }));
  const { report } = wanted;
  const [settled] = useDebouncedValue(wanted, 250);
  const told = useQuery({
    queryKey: ['figures', settled],
    queryFn: () => ask(settled),
    // Another report has other figures: nothing of the one before is shown as its.
    placeholderData: (before, query) =>
      (query?.queryKey[1] as Wanted | undefined)?.report === settled.report ? keepPreviousData(before) : undefined,
    enabled: settled.from !== '' && settled.to !== '',
  });
  const take = useMutation({
    mutationFn: async (format: Format) => {
      const { report, from, to } = wanted;
      const query = { ...askedOf(wanted), measure: wanted.measure, language };
      saveFile(
        await rest.blob('exportReport', { params: { report, format }, query }),
        `${report}-${from}-${to}.${format}`,
      );
    },
  });
  const fault = told.error ?? take.error;
  const errors = fault instanceof ApiProblem ? fault.problem?.errors : undefined;
  // Of what citizens answered there is nothing that is not counted yet.
  const untold = told.data && 'untold' in told.data.report ? told.data.report.untold : 0;
  const codes = Object.fromEntries((errors ?? []).map(({ field, code }) => [field === 'until' ? 'to' : field, code]));
  const hints: Partial<Record<Wanted['report'], string>> = {
    open: words.openCounted,
    messages: words.messagesCounted,
    heat: words.heatCounted,
  };
  return (
    <div className={styles.page}>
      <h1>{words.title}</h1>
      <p className={styles.muted}>
        {hints[report] ?? words.hint} {mayOpen && !ofCitizens.includes(report) && words.looks}
      </p>
      <FiguresFilter
        wanted={wanted}
        change={setWanted}
        fields={told.data && 'fields' in told.data.report ? told.data.report.fields : []}
        codes={codes}
      />
      <div className={styles.tools}>
        {formats.map((format) => (
          <Button
            key={format}
            variant="default"
            size="compact-sm"
            loading={take.isPending && take.variables === format}
            disabled={take.isPending && take.variables !== format}
            onClick={() => take.mutate(format)}
            data-testid={`figures-take-${format}`}
          >
            {words.take(format.toUpperCase())}
          </Button>
        ))}
        <Schedules wanted={wanted} />
        <Planning wanted={wanted} />
        <Standards from={wanted.from} to={wanted.to} />
        {wanted.service && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setWanted({ ...wanted, service: null, by: 'service' })}
            data-testid="figures-all"
          >
            {`${words.onlyThis(wanted.service.name)} · ${words.all}`}
          </Button>
        )}
      </div>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="figures-fault">
          {problemText(fault)}
        </Alert>
      )}
      {told.data?.of === report && told.error === null && (
        <>
          {untold > 0 && (
            <Alert color="yellow" variant="light" role="status" data-testid="figures-untold">
              {words.untold(wholeNumber(untold, language))}
            </Alert>
          )}
          <AnyReport told={told.data} wanted={settled} change={setWanted} />
        </>
      )}
    </div>
  );
}
