import type { ReactNode } from 'react';
import { type Column, isEstimate } from '../../../../server/contract/figure-columns.ts';
import tables from '../shared/table.module.css';
import styles from './figures.module.css';
import { useShown } from './shown.ts';
import { useFigureWords } from './words.ts';

export interface Row<Figures> {
  readonly key: string;
  /** What it is of. */
  readonly head: ReactNode;
  /** Null: nothing happened. */
  readonly figures: Figures | null;
  readonly strong?: boolean;
}

interface Props<Figures> {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Figures>[];
  readonly rows: readonly Row<Figures>[];
}

/** Figures side by side. It scrolls by itself where it is wider than the screen, also with the keyboard. */
export function FiguresTable<Figures>({ id, caption, columns, rows }: Props<Figures>) {
  const words = useFigureWords();
  const shown = useShown();
  const estimates = rows.some(({ figures }) => columns.some((one) => isEstimate(one, figures as object | null)));
  const wordOf = (name: string) => words.columns[name as keyof typeof words.columns];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard.
    <section className={styles.scroll} aria-label={caption} tabIndex={0} data-testid={id}>
      <table className={`${tables.table} ${styles.table}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ name }) => (
              <th scope="col" key={name}>
                {wordOf(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, figures, strong = false }) => (
            <tr key={key} data-testid="figures-row" data-key={key} className={strong ? styles.strong : undefined}>
              <th scope="row">{head}</th>
              {columns.map((column) => (
                <td key={column.name} data-column={column.name}>
                  {isEstimate(column, figures as object | null) && '≈\u00a0'}
                  {figures === null ? (column.as === 'count' ? '0' : '–') : shown(column.of(figures), column.as)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {estimates && (
        <p className={styles.note} data-testid="figures-estimates">
          {words.estimates}
        </p>
      )}
    </section>
  );
}
