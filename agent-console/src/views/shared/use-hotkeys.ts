import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Command, commandOf } from '../../model/hotkeys.ts';
import { createPressGuard } from '../../model/press-guard.ts';
import { monotonic } from '../../wire/clock.ts';

/** Runs commands by key, wherever the focus is; a command without an entry here is left to the browser. */
export function useHotkeys(run: Partial<Record<Command, () => void>>): void {
  const latest = useRef(run);
  latest.current = run;
  // Before what it is for is painted: whoever sees a field may press its key.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const inField = target?.closest('input, textarea, select, [contenteditable]') != null;
      const { key, ctrlKey, altKey, metaKey, shiftKey, repeat } = event;
      const command = commandOf({ key, ctrlKey, altKey, metaKey, shiftKey, repeat, inField });
      const act = command === null ? undefined : latest.current[command];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/**
 * Enter pressed on or held down does one thing: the next panel, which comes forward under the finger, waits for a press
 * of its own. In a text that is being written Enter is a line.
 */
export function useOnePressAtATime(): void {
  useEffect(() => {
    const guard = createPressGuard();
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const saves = event.ctrlKey || event.metaKey || target?.closest('form[data-panel]') != null;
      const writes = target?.matches('textarea') === true && !event.ctrlKey && !event.metaKey;
      if (event.key !== 'Enter' || writes || (!saves && !event.repeat)) return;
      // A repeated press counts for the train, and never does anything.
      if (guard.press(monotonic()) && !event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, []);
}

/** Saves the dialog or panel with the focus in it, else the panel that is current. */
export function saveFocusedPanel(): void {
  const dialog = document.activeElement?.closest('[role="dialog"]');
  if (dialog != null) {
    dialog.querySelector('form')?.requestSubmit();
    return;
  }
  const focused = document.activeElement?.closest<HTMLFormElement>('form[data-panel]');
  const form = focused ?? document.querySelector<HTMLFormElement>('form[data-panel][data-state="current"]');
  form?.requestSubmit();
}
