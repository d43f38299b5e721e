import { useCallback, useEffect } from 'react';
import { wallClock } from '../../wire/clock.ts';
import { useWorkplace } from '../shared/context.tsx';

/** When somebody was last active in any tab of this browser, epoch ms. */
const key = 'sigap.active';
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const noteEveryMs = 2_000;

/**
 * Locks the screen when asked to, and by itself when nobody has touched it for as long as the office says.
 * @param busy a call is on or rings: who talks may have the hands in the lap
 * @param locked it is done: look anew who may see what
 */
export function useLock(busy: boolean, locked: () => void): () => void {
  const { rest, office } = useWorkplace().desk;
  const lock = useCallback(() => void rest.call('lockScreen', {}).then(locked, () => {}), [rest, locked]);
  useEffect(() => {
    if (office.lockAfterMinutes === null) return;
    const afterMs = office.lockAfterMinutes * 60_000;
    const active = () => {
      const now = wallClock();
      if (now - Number(localStorage.getItem(key)) > noteEveryMs) localStorage.setItem(key, String(now));
    };
    active();
    for (const sign of signs) window.addEventListener(sign, active, { passive: true });
    const timer = setInterval(() => {
      if (busy) active();
      else if (wallClock() - Number(localStorage.getItem(key)) >= afterMs) lock();
    }, 1_000);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, active);
    };
  }, [office, busy, lock]);
  return lock;
}
