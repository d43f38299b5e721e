import type { Deadline } from '../ports/deadlines.ts';

/** Deadlines of cases in the order in which they come. A case has one; setting it again moves it. */
export interface DeadlineHeap {
  set(caseId: string, at: number): void;
  delete(caseId: string): void;
  has(caseId: string): boolean;
  /** The soonest moment, epoch ms, or null. */
  next(): number | null;
  /** Those at or before `until`, in no order; of more than `limit` rather the sooner ones. */
  upTo(until: number, limit: number): Deadline[];
  /** Takes out every case whose moment is at or before `until`, soonest first. */
  take(until: number): string[];
  readonly size: number;
}

/**
 * A binary heap in two plain arrays, which holds a moment in eight bytes, with the place of each case beside it: a
 * deadline that moves or goes leaves nothing behind.
 */
export function createDeadlineHeap(): DeadlineHeap {
  const ids: string[] = [];
  const times: number[] = [];
  const places = new Map<string, number>();

  const put = (place: number, caseId: string, at: number) => {
    ids[place] = caseId;
    times[place] = at;
    places.set(caseId, place);
  };
  const timeAt = (place: number) => times[place] ?? Number.POSITIVE_INFINITY;

  /** Moves the hole at `hole` to where the case belongs, and puts it there. */
  const settle = (hole: number, caseId: string, at: number) => {
    let place = hole;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (timeAt(parent) <= at) break;
      put(place, ids[parent] as string, timeAt(parent));
      place = parent;
    }
    for (let child = 2 * place + 1; child < ids.length; child = 2 * place + 1) {
      if (timeAt(child + 1) < timeAt(child)) child += 1;
      if (timeAt(child) >= at) break;
      put(place, ids[child] as string, timeAt(child));
      place = child;
    }
    put(place, caseId, at);
  };

  const remove = (caseId: string) => {
    const place = places.get(caseId);
    if (place === undefined) return;
    places.delete(caseId);
    const lastId = ids.pop() as string;
    const lastAt = times.pop() as number;
    if (place < ids.length) settle(place, lastId, lastAt);
  };

  return {
    set: (caseId, at) => settle(places.get(caseId) ?? ids.length, caseId, at),
    delete: remove,
    has: (caseId) => places.has(caseId),
    next: () => times[0] ?? null,
    upTo: (until, limit) => {
      const found: Deadline[] = [];
      const open = [0];
      for (const place of open) {
        const at = timeAt(place);
        if (at > until) continue;
        if (found.push({ caseId: ids[place] as string, at }) === limit) break;
        open.push(2 * place + 1, 2 * place + 2);
      }
      return found;
    },
    take: (until) => {
      const taken: string[] = [];
      while (ids.length > 0 && timeAt(0) <= until) {
        const caseId = ids[0] as string;
        remove(caseId);
        taken.push(caseId);
      }
      return taken;
    },
    get size() {
      return ids.length;
    },
  };
}
