import { useCallback, useEffect, useState } from 'react';

interface OpenPanels {
  readonly open: ReadonlySet<string>;
  /** The panel that somebody unfolded last, to fill it in. */
  readonly asked: string | null;
  readonly toggle: (event: string) => void;
}

/**
 * Which panels are unfolded, by their events. The one the procedure needs unfolds by itself and the others fold up,
 * except the one the agent is writing in.
 */
export function useOpenPanels(current: string | null): OpenPanels {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(current === null ? [] : [current]));
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const writingIn = document.activeElement?.closest('form[data-panel]')?.getAttribute('data-panel');
    const needed = current === null ? [] : [current];
    setOpen((now) => new Set([...needed, ...[...now].filter((event) => event === writingIn)]));
    setAsked(null);
  }, [current]);
  const toggle = useCallback(
    (event: string) => {
      setAsked(open.has(event) ? null : event);
      setOpen((now) => {
        const next = new Set(now);
        if (!next.delete(event)) next.add(event);
        return next;
      });
    },
    [open],
  );
  return { open, asked, toggle };
}
