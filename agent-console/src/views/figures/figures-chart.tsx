import '@mantine/core/styles/ColorSwatch.css';
import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import type { DotItemDotProps } from 'recharts';
import type { Column } from '../../../../server/contract/figure-columns.ts';
import styles from './figures.module.css';
import { useShown } from './shown.ts';

/** A point of this period and of the one before. Null: there is nothing to be told of. */
export interface Point {
  readonly name: string;
  readonly now: number | null;
  readonly before: number | null;
}

export interface ChartProps {
  readonly points: readonly Point[];
  readonly as: Column<never>['as'];
  readonly label: string;
  /** How the two lines are called. */
  readonly names: { readonly now: string; readonly before: string };
}

export const chartColors = { now: 'var(--teal-700)', before: 'var(--amber-800)' } as const;
/** More marks than this would be a band. */
const mostMarks = 62;

const square = ({ key, cx, cy, value }: DotItemDotProps) =>
  cx === undefined || cy === undefined || value === null ? (
    <g key={key} />
  ) : (
    <rect
      key={key}
      x={cx - 4}
      y={cy - 4}
      width={8}
      height={8}
      fill="var(--surface)"
      stroke={chartColors.before}
      strokeWidth={2}
    />
  );

/**
 * One figure as it went, beside the period before. The lines differ in their strokes and marks and not by colour alone;
 * nothing moves; every number of it stands in the table below.
 */
export function FiguresChart({ points, as, label, names }: ChartProps) {
  const shown = useShown();
  const marks = points.length <= mostMarks;
  return (
    <figure className={styles.chart} data-testid="figures-chart-shown">
      <figcaption>
        <span>
          <Sample of="now" /> {names.now}
        </span>
        <span>
          <Sample of="before" /> {names.before}
        </span>
      </figcaption>
      <div role="img" aria-label={`${label}: ${names.now}, ${names.before}`}>
        <LineChart
          h={260}
          data={points.map((point) => ({ ...point }))}
          dataKey="name"
          series={[
            { name: 'now', label: names.now, color: chartColors.now },
            { name: 'before', label: names.before, color: chartColors.before, strokeDasharray: '7 5' },
          ]}
          curveType="linear"
          connectNulls={false}
          withDots={marks}
          lineProps={({ name }) => (name === 'before' && marks ? { dot: square } : {})}
          accessibilityLayer={false}
          lineChartProps={{ margin: { top: 8, right: 20 } }}
          valueFormatter={(value) => shown(value, as)}
          yAxisProps={{ width: 72, domain: [0, 'auto'], allowDecimals: as !== 'count' }}
        />
      </div>
    </figure>
  );
}

/** A line as the chart draws it. */
function Sample({ of }: { of: 'now' | 'before' }) {
  return (
    <svg width="44" height="12" aria-hidden="true">
      <line
        x1="0"
        y1="6"
        x2="44"
        y2="6"
        stroke={chartColors[of]}
        strokeWidth="2"
        {...(of === 'before' && { strokeDasharray: '7 5' })}
      />
      {of === 'now' ? (
        <circle cx="22" cy="6" r="4" fill={chartColors.now} />
      ) : (
        <rect x="18" y="2" width="8" height="8" fill="var(--surface)" stroke={chartColors.before} strokeWidth="2" />
      )}
    </svg>
  );
}
