import type { ReactNode } from 'react';
import { type Column, isEstimate } from '../../../../server/contract/figure-columns.ts';
import tables from '../shared/table.module.css';
import { amongFigures } from './among-figures.ts';
import type { Opened, Part } from './behind-dialog.tsx';
import { FigureCell, opens, useMayOpen } from './figure-cell.tsx';
import styles from './figures.module.css';
import { useFigureWords } from './words.ts';

export interface Row<Figures> {
  readonly key: string;
  /** What it is of. */
  readonly head: ReactNode;
  /** Null: nothing happened. */
  readonly figures: Figures | null;
  readonly strong?: boolean;
  /** Absent: nothing is opened behind its figures. */
  readonly part?: Part;
}

interface Props<Figures> {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Figures>[];
  readonly rows: readonly Row<Figures>[];
  readonly open?: (opened: Opened) => void;
}

/** Figures side by side. It scrolls by itself where it is wider than the screen, also with the keyboard. */
export function FiguresTable<Figures>({ id, caption, columns, rows, open }: Props<Figures>) {
  const words = useFigureWords();
  const mayOpen = useMayOpen();
  const way = (part: Part | undefined, figure: string) =>
    open && part && mayOpen ? () => open({ figure, part }) : null;
  const firstRow = rows.find(({ part, figures }) => part && columns.some((column) => opens(column, figures)));
  const firstColumn = columns.find((column) => firstRow && opens(column, firstRow.figures));
  const estimates = rows.some(({ figures }) => columns.some((one) => isEstimate(one, figures as object | null)));
  const wordOf = (name: string) => words.columns[name as keyof typeof words.columns];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard.
    <section className={styles.scroll} aria-label={caption} tabIndex={0} data-testid={id}>
      <table className={`${tables.table} ${styles.table}`} {...amongFigures}>
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
          {rows.map(({ key, head, figures, part, strong = false }) => (
            <tr key={key} data-testid="figures-row" data-key={key} className={strong ? styles.strong : undefined}>
              <th scope="row">{head}</th>
              {columns.map((column) => (
                <td key={column.name} data-column={column.name}>
                  <FigureCell
                    column={column}
                    figures={figures}
                    open={way(part, column.name)}
                    first={key === firstRow?.key && column === firstColumn}
                  />
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
