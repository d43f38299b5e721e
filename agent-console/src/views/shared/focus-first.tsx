import { useEffect, useRef } from 'react';

const fields = 'input:not([type="radio"]):not([type="hidden"]), input[type="radio"]:checked, textarea, select';

/** On a telephone a focused field scrolls away what is to be read first, and brings the keyboard up over it. */
const inTheHand = (): boolean => window.matchMedia('(max-width: 760px)').matches;

/** Moves the focus to the first thing to fill in of a form. */
function focusFirst(form: Element | null | undefined): void {
  const first = form?.querySelector<HTMLElement>(fields) ?? form?.querySelector<HTMLElement>('button[data-primary]');
  first?.focus();
}

/** Somebody is writing there, or has a dialog open: the focus is not to be taken away. */
function isWriting(element: Element | null): boolean {
  if (element?.closest('[role="dialog"]') != null) return true;
  return element?.matches('input, textarea, select') === true && (element as HTMLInputElement).value !== '';
}

/**
 * Stands in a form that somebody has just opened: the focus goes to its first field, and again whenever `of` changes, as
 * long as nobody is writing elsewhere.
 */
export function FocusFirst({ of }: { of: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `of` is another form
  useEffect(() => {
    if (!inTheHand() && !isWriting(document.activeElement)) focusFirst(mark.current?.closest('form'));
  }, [of]);
  return <span ref={mark} hidden />;
}
