/** A moment to come, until it is struck out. */
export interface Appointment {
  cancel(): void;
}

/** What is to happen in the simulated world, and the world's clock: it moves only when told. */
export interface Agenda {
  /** Epoch ms. */
  now(): number;
  /** Runs `run` when the clock gets to `when` (epoch ms; what is past runs next). */
  at(when: number, run: () => void): Appointment;
  /** The next moment something happens, or null. */
  next(): number | null;
  /** Moves the clock to `to`, stopping at each moment on the way. A clock that is asked back stays. */
  advance(to: number): void;
}

interface Entry {
  readonly when: number;
  readonly order: number;
  run: (() => void) | null;
}

const earlier = (a: Entry, b: Entry) => a.when < b.when || (a.when === b.when && a.order < b.order);

/**
 * An agenda that starts at `startedAt` (epoch ms). Moments of the same millisecond run in the order they were noted,
 * so that what happens does not depend on the steps in which the clock is moved.
 */
export function createAgenda(startedAt: number): Agenda {
  const heap: Entry[] = [];
  let clock = startedAt;
  let noted = 0;

  function push(entry: Entry): void {
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = heap[above] as Entry;
      if (!earlier(entry, parent)) break;
      heap[hole] = parent;
      hole = above;
    }
    heap[hole] = entry;
  }

  function pop(): void {
    const moved = heap.pop() as Entry;
    if (heap.length === 0) return;
    let hole = 0;
    for (;;) {
      let below = 2 * hole + 1;
      const right = heap[below + 1];
      if (right !== undefined && earlier(right, heap[below] as Entry)) below++;
      const child = heap[below];
      if (child === undefined || !earlier(child, moved)) break;
      heap[hole] = child;
      hole = below;
    }
    heap[hole] = moved;
  }

  /** The first entry that still stands; those struck out are thrown away as they come to the top. */
  function first(): Entry | undefined {
    while (heap[0] !== undefined && heap[0].run === null) pop();
    return heap[0];
  }

  return {
    now: () => clock,
    at(when, run) {
      const entry: Entry = { when: Math.max(when, clock), order: noted++, run };
      push(entry);
      return {
        cancel() {
          entry.run = null;
        },
      };
    },
    next: () => first()?.when ?? null,
    advance(to) {
      for (let entry = first(); entry !== undefined && entry.when <= to; entry = first()) {
        const run = entry.run;
        entry.run = null;
        pop();
        clock = entry.when;
        run?.();
      }
      clock = Math.max(clock, to);
    },
  };
}
