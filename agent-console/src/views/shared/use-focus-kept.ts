import { useEffect } from 'react';

/** A form that has come takes the focus, and a dialog that goes gives it back: they are given so long to do it. */
const momentMs = 80;

/** What can be seen, and so can be gone on from. */
const isShown = (element: Element): boolean => element.getClientRects().length > 0;

/** From what has the focus no longer to where its person goes on. */
function nextPlace(lost: Element, outside: HTMLElement | null): HTMLElement | null {
  if (lost.closest('[role="dialog"]') !== null && outside !== null && isShown(outside)) return outside;
  const page = document.querySelector<HTMLElement>('[aria-modal="true"]') ?? document.getElementById('main');
  return page?.querySelector<HTMLElement>('[data-next]') ?? page;
}

/**
 * Nobody who works by the keyboard is sent back to the beginning of the window. What had the focus and is taken away
 * leaves it to what the page says is next (`data-next`), or to the page; what was chosen from a menu, to where the menu
 * was opened. A button that rests while it works has it again afterwards.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let outside: HTMLElement | null = null;
    let rested = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const came = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      last = target;
      rested = false;
      if (target.closest('[role="dialog"]') === null) outside = target;
    };
    const look = (): void => {
      timer = undefined;
      if (last === null || document.activeElement !== document.body) return;
      if (!isShown(last)) nextPlace(last, outside)?.focus();
      else if (rested && !last.matches(':disabled')) last.focus();
    };
    const changed = (): void => {
      rested ||= last?.matches(':disabled') === true;
      timer ??= setTimeout(look, momentMs);
    };
    const observer = new MutationObserver(changed);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', came);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', came);
      clearTimeout(timer);
    };
  }, []);
}
