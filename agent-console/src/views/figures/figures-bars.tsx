import '@mantine/core/styles/ColorSwatch.css';
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import styles from './figures.module.css';
import { type ChartProps, chartColors } from './figures-chart.tsx';
import { useShown } from './shown.ts';

/** CSS pixels that a name with its two bars takes, and what the axis does. */
const rowHeight = 44;
const axisHeight = 50;
const hollow = {
  ...{ fill: 'var(--surface)', stroke: chartColors.before, strokeWidth: 2, strokeDasharray: '5 3' },
  // The library's own is 0.
  strokeOpacity: 1,
};

/**
 * One figure of several side by side, each beside the period before. Bars differ by being filled or hollow and not by
 * colour alone; nothing moves; every number of this period stands in the table beside it.
 */
export function FiguresBars({ points, as, label, names }: ChartProps) {
  const shown = useShown();
  return (
    <figure className={styles.chart} data-testid="figures-bars-shown">
      <figcaption>
        {(['now', 'before'] as const).map((of) => (
          <span key={of}>
            <svg width="30" height="12" aria-hidden="true">
              <rect
                x="1"
                y="1"
                width="28"
                height="10"
                {...(of === 'now' ? { fill: chartColors.now } : { ...hollow })}
              />
            </svg>{' '}
            {names[of]}
          </span>
        ))}
      </figcaption>
      <div role="img" aria-label={`${label}: ${names.now}, ${names.before}`}>
        <BarChart
          h={points.length * rowHeight + axisHeight}
          data={points.map((point) => ({ ...point }))}
          dataKey="name"
          orientation="vertical"
          series={[
            { name: 'now', label: names.now, color: chartColors.now },
            { name: 'before', label: names.before, color: chartColors.before },
          ]}
          barProps={({ name }) => ({ isAnimationActive: false, ...(name === 'before' && hollow) })}
          barChartProps={{ accessibilityLayer: false, margin: { top: 8, right: 20 } }}
          valueFormatter={(value) => shown(value, as)}
          xAxisProps={{ domain: [0, 'auto'], allowDecimals: as !== 'count' }}
          yAxisProps={{ width: 180 }}
        />
      </div>
    </figure>
  );
}
