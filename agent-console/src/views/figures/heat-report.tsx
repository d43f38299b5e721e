import type { CSSProperties } from 'react';
import type { Response } from '../../../../server/contract/api.ts';
import { heatMeasures, isEstimate } from '../../../../server/contract/figure-columns.ts';
import { wholeNumber } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { useShown } from './shown.ts';
import { useFigureWords } from './words.ts';

type Heat = Response<'heatReport'>;
type Figures = Heat['whole'] | null;

/**
 * Calls by weekday and hour: numbers in a table, and behind them a tint, the deeper the more. Nothing is told by the tint
 * alone, and words keep their contrast on its deepest.
 */
export function HeatReport({ report, measure }: { report: Heat; measure: Wanted['measure'] }) {
  const words = useFigureWords();
  const language = useLanguage();
  const shown = useShown();
  const column = heatMeasures.find(({ name }) => name === measure);
  if (!column) return null;
  const { whole, byWeekday, byHour, cells } = report;
  const amount = (figures: Figures) => (figures === null ? null : column.of(figures));
  const most = Math.max(0, ...cells.map(({ figures }) => amount(figures) ?? 0));
  const label = words.columns[measure];
  const cell = (key: string, figures: Figures, tinted = false) => {
    const part = tinted && most > 0 ? (amount(figures) ?? 0) / most : 0;
    return (
      <td key={key} data-column={key} style={{ '--part': String(part) } as CSSProperties}>
        {isEstimate(column, figures) && '≈\u00a0'}
        {shown(figures === null && column.as === 'count' ? 0 : amount(figures), column.as)}
      </td>
    );
  };
  const estimates = column.byEnds === true && whole.estimated > 0;
  return (
    <>
      {whole.arrived === 0 && <p data-testid="figures-none">{words.nothing}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard. */}
      <section className={styles.scroll} aria-label={label} tabIndex={0} data-testid="figures-heat">
        <table className={`${tables.table} ${styles.table} ${styles.heat}`}>
          <caption>{label}</caption>
          <thead>
            <tr>
              <td />
              {byWeekday.map(({ weekday, days }) => (
                <th scope="col" key={weekday}>
                  {words.weekdays[weekday % 7]}
                  <br />
                  <small>{words.days(wholeNumber(days, language))}</small>
                </th>
              ))}
              <th scope="col">{words.whole}</th>
            </tr>
          </thead>
          <tbody>
            {byHour.map(({ hour, figures }) => (
              <tr key={hour} data-testid="figures-row" data-key={hour}>
                <th scope="row">{words.hour(String(hour).padStart(2, '0'))}</th>
                {cells.filter((one) => one.hour === hour).map((one) => cell(String(one.weekday), one.figures, true))}
                {cell('whole', figures)}
              </tr>
            ))}
            <tr data-testid="figures-row" data-key="whole" className={styles.strong}>
              <th scope="row">{words.whole}</th>
              {byWeekday.map(({ weekday, figures }) => cell(String(weekday), figures))}
              {cell('whole', whole)}
            </tr>
          </tbody>
        </table>
        {estimates && (
          <p className={styles.note} data-testid="figures-estimates">
            {words.estimates}
          </p>
        )}
      </section>
    </>
  );
}
