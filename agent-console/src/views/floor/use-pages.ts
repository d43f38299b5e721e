import { useEffect, useState } from 'react';
import type { BoardPage } from '../../../../server/contract/wallboard-tiles.ts';

export interface Turning {
  /** Which page is shown, from 0 on. */
  readonly shown: number;
  readonly held: boolean;
  /** By so many pages, around the end. */
  readonly turn: (by: number) => void;
  readonly hold: () => void;
}

/** Turns through the pages of a screen by itself, by the arrow keys, and holds with the space bar. */
export function usePages(pages: readonly BoardPage[]): Turning {
  const [at, setAt] = useState(0);
  const [held, setHeld] = useState(false);
  const count = pages.length;
  // Fewer pages may be chosen while a later one is shown.
  const shown = at % count;
  const seconds = pages[shown]?.seconds ?? 0;
  const turn = (by: number): void => setAt((shown + by + count) % count);
  const hold = (): void => setHeld(!held);
  useEffect(() => {
    if (held || count < 2) return;
    const timer = setTimeout(() => setAt((shown + 1) % count), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, count, shown, seconds]);
  useEffect(() => {
    if (count < 2) return;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by !== undefined) setAt((shown + by + count) % count);
      // On a button it presses that.
      else if (event.key === ' ' && !(event.target as HTMLElement).closest('button')) setHeld((before) => !before);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [count, shown]);
  return { shown, held, turn, hold };
}
