import { Alert, Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../../server/contract/figure-columns.ts';
import { daysBefore } from '../../model/figures.ts';
import { PageFrame } from '../shared/page-frame.tsx';
import { useProblemText } from '../shared/save.tsx';
import type { Told } from './ask.ts';
import styles from './figures.module.css';
import type { Point } from './figures-chart.tsx';
import type { Wanted } from './figures-filter.tsx';
import { useFigureWords } from './words.ts';

const FiguresChart = lazy(() => import('./figures-chart.tsx').then(({ FiguresChart }) => ({ default: FiguresChart })));
const FiguresBars = lazy(() => import('./figures-bars.tsx').then(({ FiguresBars }) => ({ default: FiguresBars })));

interface Props<Figures> {
  readonly wanted: Wanted;
  readonly ask: (wanted: Wanted) => Promise<Told>;
  readonly columns: readonly Column<Figures>[];
  /** Intervals, as they followed; or with `bars` what stands side by side. Null: nothing happened. */
  readonly points: readonly { readonly name: string; readonly figures: Figures | null }[];
  /** The figures of the same points in the period before, in their order. */
  readonly past: (told: Told) => readonly (Figures | null)[];
  readonly bars?: boolean;
}

/** How a figure went, or differs, beside the period before: drawn when it is looked at: whoever reads the table fetches no chart. */
export function ChartPart<Figures>({ wanted, ask, columns, points: told, past: pastOf, bars = false }: Props<Figures>) {
  const words = useFigureWords();
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [shown, setShown] = useState(false);
  const [name, setName] = useState('');
  const partId = useId();
  const drawn = columns.filter((column) => column.name !== 'budget');
  const column = drawn.find((one) => one.name === name) ?? drawn[0];
  const past = { ...wanted, ...daysBefore(wanted) };
  const before = useQuery({ queryKey: ['figures', past], queryFn: () => ask(past), enabled: shown });
  const then = before.data?.of === wanted.report ? pastOf(before.data) : null;
  const read = (figures: Figures | null | undefined): number | null => {
    if (!column || figures === undefined) return null;
    return figures === null ? (column.as === 'count' ? 0 : null) : column.of(figures);
  };
  const points = told.map(({ name, figures }, index): Point => {
    return { name, now: read(figures), before: read(then?.[index]) };
  });
  const Chart = bars ? FiguresBars : FiguresChart;
  const wordOf = (of: string) => words.columns[of as 'arrived'];
  return (
    <div className={styles.chartPart}>
      <Button
        variant="default"
        size="compact-sm"
        aria-expanded={shown}
        aria-controls={partId}
        onClick={() => setShown(!shown)}
        data-testid="figures-chart"
      >
        {shown ? words.hideChart : words.showChart}
      </Button>
      <div id={partId} hidden={!shown}>
        {shown && column && (
          <>
            <NativeSelect
              label={words.measure}
              maw={320}
              value={column.name}
              onChange={(event) => setName(event.currentTarget.value)}
              data={drawn.map((one) => ({ value: one.name, label: wordOf(one.name) }))}
              data-testid="figures-chart-of"
            />
            {before.error && (
              <Alert color="red" variant="light" role="alert">
                {problemText(before.error)}
              </Alert>
            )}
            {before.isPending && <p role="status">{t('app.loading')}</p>}
            {then && (
              <PageFrame page="chart">
                <Chart
                  points={points}
                  as={column.as}
                  label={wordOf(column.name)}
                  names={{ now: `${wanted.from} – ${wanted.to}`, before: `${words.before}: ${past.from} – ${past.to}` }}
                />
              </PageFrame>
            )}
          </>
        )}
      </div>
    </div>
  );
}
