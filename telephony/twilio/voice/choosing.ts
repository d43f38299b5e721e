import type { Menu } from '../../menu.ts';
import { chosenDoor } from '../../menu.ts';
import { youngMs } from './legs.ts';
import type { FoundCall } from './resync.ts';

/** Somebody who hears what he may call for. */
interface Choosing {
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  readonly menu: Menu;
}

export interface ChoosingDeps {
  readonly queue: {
    arrived(of: { sid: string; ani: string | null; dnis: string }, at: number): void;
    callerEnded(sid: string, at: number, now: number): void;
  };
}

export type Choosers = ReturnType<typeof createChoosers>;

/**
 * Callers who choose before anybody is told of them, by their legs. Whoever hangs up in it called the number itself; a process
 * that is killed meanwhile lets them in where their number leads.
 */
export function createChoosers({ queue }: ChoosingDeps) {
  const all = new Map<string, Choosing>();
  const letIn = (sid: string, dnis: string): void => {
    const one = all.get(sid);
    if (!one) return;
    all.delete(sid);
    queue.arrived({ sid, ani: one.ani, dnis }, one.arrivedAt);
  };
  const gone = (sid: string, at: number, now: number): void => {
    const one = all.get(sid);
    if (!one) return;
    letIn(sid, one.dnis);
    queue.callerEnded(sid, Math.max(at, one.arrivedAt), now);
  };

  return {
    begin: (sid: string, one: Choosing): void => void (all.has(sid) || all.set(sid, one)),
    /**
     * What he has pressed when he was asked for the nth time, from 1. The menu, when he is to be asked once more; null: he is
     * let in, or nobody knows of him.
     */
    pressed(sid: string, key: string | undefined, times: number): Menu | null {
      const one = all.get(sid);
      if (!one) return null;
      const choice = key === undefined || !/^\d$/.test(key) ? undefined : one.menu.keys[key];
      if (choice === undefined && times < one.menu.tries) return one.menu;
      letIn(sid, choice === undefined ? one.dnis : chosenDoor(one.dnis, choice));
      return null;
    },
    menuOf: (sid: string): Menu | null => all.get(sid)?.menu ?? null,
    /** He has come to a room, whatever he has pressed. */
    letIn: (sid: string): void => letIn(sid, all.get(sid)?.dnis ?? ''),
    ended: gone,
    /** Takes what Twilio's lists held at `asOf`. The calls of those who do not choose (any more): the snapshot tells them. */
    adopt(found: readonly FoundCall[], asOf: number, now: number): readonly FoundCall[] {
      const seen = new Set(found.map(({ sid }) => sid));
      for (const [sid, { arrivedAt }] of all) if (!seen.has(sid) && arrivedAt < asOf - youngMs) gone(sid, now, now);
      for (const { sid, room } of found) if (room !== null) all.delete(sid);
      return found.filter(({ sid }) => !all.has(sid));
    },
  };
}
