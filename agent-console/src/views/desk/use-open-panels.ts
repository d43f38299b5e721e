import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Panel, PanelState } from '../../model/panels.ts';
import { monotonic } from '../../wire/clock.ts';
import { focusFirst, isWriting } from '../shared/focus-first.tsx';

interface OpenPanels {
  readonly open: ReadonlySet<Panel>;
  readonly toggle: (panel: Panel) => void;
  /** To be called when the agent saved a panel. */
  readonly saved: (panel: Panel) => void;
  readonly root: RefObject<HTMLElement | null>;
}

/** After a save the next panel may take the focus for so long; later it would be stealing it. */
const handoverMs = 2_500;

/**
 * Which panels are unfolded. The one the procedure needs unfolds by itself and the others fold up, except the one the
 * agent is writing in; the focus moves from a panel the agent has just saved, and to the first one of a call.
 */
export function useOpenPanels(current: Panel | null, states: Record<Panel, PanelState>, atWork: boolean): OpenPanels {
  const root = useRef<HTMLElement | null>(null);
  const [open, setOpen] = useState<ReadonlySet<Panel>>(() => new Set(current === null ? [] : [current]));
  const [pending, setPending] = useState<{ panel: Panel; until: number } | null>(null);

  useEffect(() => {
    if (current === null) return;
    const writingIn = document.activeElement?.closest('form[data-panel]')?.getAttribute('data-panel');
    setOpen((now) => new Set([current, ...[...now].filter((panel) => panel === writingIn)]));
  }, [current]);
  // Whoever has just answered writes at once: the focus is taken from nobody who writes already.
  useEffect(() => {
    if (current === null || !atWork) return;
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement?.closest('form[data-panel]') != null || isWriting(activeElement)) return;
      focusFirst(root.current?.querySelector(`form[data-panel="${current}"]`));
    });
  }, [current, atWork]);
  const pendingPanel = pending?.panel ?? null;
  const settled = pendingPanel !== null && states[pendingPanel] !== 'current';
  useEffect(() => {
    if (pending === null || !settled) return;
    setPending(null);
    setOpen((now) => new Set([...now].filter((panel) => panel !== pending.panel)));
    if (current === null || monotonic() > pending.until) return;
    requestAnimationFrame(() => {
      focusFirst(root.current?.querySelector(`form[data-panel="${current}"]`));
    });
  }, [pending, settled, current]);

  const toggle = useCallback((panel: Panel) => {
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(panel)) next.add(panel);
      return next;
    });
  }, []);
  const saved = useCallback((panel: Panel) => setPending({ panel, until: monotonic() + handoverMs }), []);
  return { open, toggle, saved, root };
}
