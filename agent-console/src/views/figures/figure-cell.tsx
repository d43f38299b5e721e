import { type Column, isEstimate } from '../../../../server/contract/figure-columns.ts';
import { useWorkplace } from '../shared/context.tsx';
import { pagesOf } from '../shell/route.ts';
import styles from './figures.module.css';
import { useShown } from './shown.ts';

/** Whether they read tickets: analysts read figures and nothing behind them. */
export const useMayOpen = (): boolean => pagesOf(useWorkplace().desk.me.role, false).includes('tickets');

/** What a column promises is made of nothing. */
const madeOfNothing: readonly string[] = ['budget'];

/** Whether there is something behind a figure. */
export function opens<F>(column: Column<F>, figures: F | null): boolean {
  if (figures === null || madeOfNothing.includes(column.name)) return false;
  const value = column.of(figures);
  return value !== null && (value !== 0 || column.as === 'ms');
}

interface Props<F> {
  readonly column: Column<F>;
  /** Null: nothing happened. */
  readonly figures: F | null;
  /** Null: they may not, or how single people answered is nobody's to look through. */
  readonly open: (() => void) | null;
  /** It is where the keyboard comes into the table; the others are reached with arrows. */
  readonly first: boolean;
}

/** A figure, and where there is something behind it, the way to that. */
export function FigureCell<F>({ column, figures, open, first }: Props<F>) {
  const shown = useShown();
  const value = shown(figures === null ? (column.as === 'count' ? 0 : null) : column.of(figures), column.as);
  const text = `${isEstimate(column, figures as object | null) ? '≈\u00a0' : ''}${value}`;
  if (!open || !opens(column, figures)) return text;
  return (
    <button type="button" className={styles.figure} onClick={open} tabIndex={first ? 0 : -1} data-testid="figures-open">
      {text}
    </button>
  );
}
