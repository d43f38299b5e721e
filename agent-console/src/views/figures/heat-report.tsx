import type { CSSProperties } from 'react';
import type { Response } from '../../../../server/contract/api.ts';
import { heatMeasures } from '../../../../server/contract/figure-columns.ts';
import { wholeNumber } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import { amongFigures } from './among-figures.ts';
import type { Opened } from './behind-dialog.tsx';
import { FigureCell, opens, useMayOpen } from './figure-cell.tsx';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { useFigureWords } from './words.ts';

type Heat = Response<'heatReport'>;
type Figures = Heat['whole'] | null;

interface Props {
  readonly report: Heat;
  readonly measure: Wanted['measure'];
  readonly open: (opened: Opened) => void;
}

/**
 * Calls by weekday and hour: numbers in a table, and behind them a tint, the deeper the more. Nothing is told by the tint
 * alone, and words keep their contrast on its deepest.
 */
export function HeatReport({ report, measure, open }: Props) {
  const words = useFigureWords();
  const language = useLanguage();
  const mayOpen = useMayOpen();
  const column = heatMeasures.find(({ name }) => name === measure);
  if (!column) return null;
  const { whole, byWeekday, byHour, cells, before } = report;
  const amount = (figures: Figures) => (figures === null ? null : column.of(figures));
  const most = Math.max(0, ...cells.map(({ figures }) => amount(figures) ?? 0));
  const label = words.columns[measure];
  const hourText = (hour: number) => words.hour(String(hour).padStart(2, '0'));
  const first = byHour.find(({ figures }) => opens(column, figures))?.hour;
  /** Null: of all of them. */
  const cell = (weekday: number | null, hour: number | null, figures: Figures) => {
    const tinted = weekday !== null && hour !== null;
    const name = [
      ...(weekday === null ? [] : [words.weekdays[weekday % 7]]),
      ...(hour === null ? [] : [hourText(hour)]),
    ];
    const of = { ...(weekday !== null && { weekday }), ...(hour !== null && { hour }) };
    const part = { name: name.join(' ') || words.whole, of: { part: 'cell' as const, ...of } };
    const key = weekday === null ? 'whole' : String(weekday);

    const depth = tinted && most > 0 ? (amount(figures) ?? 0) / most : 0;
    return (
      <td key={key} data-column={key} style={{ '--part': String(depth) } as CSSProperties}>
        <FigureCell
          column={column}
          figures={figures}
          open={mayOpen ? () => open({ figure: measure, part }) : null}
          first={weekday === null && hour === (first ?? null)}
        />
      </td>
    );
  };
  /** Of the period before: its whole may be looked behind, as with other reports. */
  const past = (key: string, figures: Figures, opened: boolean) => {
    const part = { name: words.before, of: { part: 'before' as const } };
    return (
      <td key={key} data-column={key} className={styles.past}>
        <FigureCell
          column={column}
          figures={figures}
          open={mayOpen && opened ? () => open({ figure: measure, part }) : null}
          first={false}
        />
      </td>
    );
  };
  const estimates = column.byEnds === true && whole.estimated + before.whole.estimated > 0;
  return (
    <>
      {whole.arrived === 0 && <p data-testid="figures-none">{words.nothing}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard. */}
      <section className={styles.scroll} aria-label={label} tabIndex={0} data-testid="figures-heat">
        <table className={`${tables.table} ${styles.table} ${styles.heat}`} {...amongFigures}>
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
              <th scope="col">{words.before}</th>
            </tr>
          </thead>
          <tbody>
            {byHour.map(({ hour, figures }) => (
              <tr key={hour} data-testid="figures-row" data-key={hour}>
                <th scope="row">{hourText(hour)}</th>
                {cells.filter((one) => one.hour === hour).map((one) => cell(one.weekday, hour, one.figures))}
                {cell(null, hour, figures)}
                {past('before', before.byHour.find((one) => one.hour === hour)?.figures ?? null, false)}
              </tr>
            ))}
            <tr data-testid="figures-row" data-key="whole" className={styles.strong}>
              <th scope="row">{words.whole}</th>
              {byWeekday.map(({ weekday, figures }) => cell(weekday, null, figures))}
              {cell(null, null, whole)}
              {past('before', before.whole, true)}
            </tr>
            <tr data-testid="figures-row" data-key="before">
              <th scope="row">{words.before}</th>
              {before.byWeekday.map(({ weekday, figures }) => past(String(weekday), figures, false))}
              {past('whole', before.whole, true)}
              <td />
            </tr>
          </tbody>
        </table>
        <p className={styles.note}>{words.heatBefore}</p>
        {estimates && (
          <p className={styles.note} data-testid="figures-estimates">
            {words.estimates}
          </p>
        )}
      </section>
    </>
  );
}
