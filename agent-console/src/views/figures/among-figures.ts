import type { FocusEvent, KeyboardEvent } from 'react';

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ...{ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
};
const selector = 'button[tabindex][data-testid=figures-open]';

/** The next figure that opens something in a direction; it passes by what opens nothing. */
function nextTo(from: HTMLTableCellElement, [down, right]: readonly [number, number]): HTMLElement | null {
  const rows = [...(from.closest('table')?.rows ?? [])];
  const row = rows.indexOf(from.parentElement as HTMLTableRowElement);
  for (let n = 1; n < 10_000; n++) {
    const cell = rows[row + down * n]?.cells[from.cellIndex + right * n];
    if (!cell) return null;
    const found = cell.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}

/** A table of hundreds of figures is one stop for the tabulator: arrows lead from figure to figure. */
export const amongFigures = {
  onKeyDown: (event: KeyboardEvent<HTMLTableElement>): void => {
    const step = steps[event.key];
    const cell = (event.target as HTMLElement).closest('td');
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    nextTo(cell, step)?.focus();
  },
  onFocus: (event: FocusEvent<HTMLTableElement>): void => {
    if (!event.target.matches(selector)) return;
    for (const other of event.currentTarget.querySelectorAll<HTMLElement>(`${selector}[tabindex="0"]`))
      other.tabIndex = -1;
    event.target.tabIndex = 0;
  },
} as const;
