/** Work of many who do not know of each other, a few pieces at a time: whoever asks for much waits behind themselves. */
export interface FairTurns {
  /**
   * The lines take turns, one piece each, so that a piece waits for one of each other line at most.
   * @returns to be called once when the piece is done; null: as many as may wait do so already
   */
  take(line: string): Promise<(() => void) | null>;
}

export interface FairTurnsOptions {
  /** Pieces that go on at one time, of all lines together. */
  readonly atOnce: number;
  /** Pieces of one line that may wait. */
  readonly each: number;
  /** Of all lines together. Is there no more room, the longest line loses its last to whoever's is shorter. */
  readonly waiting: number;
}

type Waiting = (end: (() => void) | null) => void;

export function createFairTurns({ atOnce, each, waiting }: FairTurnsOptions): FairTurns {
  /** The first is the next to be served; a line that was served goes behind the others. */
  const lines = new Map<string, Waiting[]>();
  let busy = 0;
  let queued = 0;

  const end = () => {
    const [line, queue] = lines.entries().next().value ?? [];
    if (line === undefined || queue === undefined) {
      busy -= 1;
      return;
    }
    lines.delete(line);
    const next = queue.shift() as Waiting;
    queued -= 1;
    if (queue.length > 0) lines.set(line, queue);
    next(once(end));
  };
  /** Whether there is room for one more of a line that has so many. */
  const makeRoom = (mine: number): boolean => {
    if (mine >= each) return false;
    if (queued < waiting) return true;
    const [line, longest] = [...lines].reduce((most, one) => (one[1].length > most[1].length ? one : most));
    if (longest.length <= mine + 1) return false;
    (longest.pop() as Waiting)(null);
    queued -= 1;
    if (longest.length === 0) lines.delete(line);
    return true;
  };

  return {
    take: (line) => {
      if (busy < atOnce) {
        busy += 1;
        return Promise.resolve(once(end));
      }
      if (!makeRoom(lines.get(line)?.length ?? 0)) return Promise.resolve(null);
      return new Promise((resolve) => {
        const queue = lines.get(line) ?? [];
        queue.push(resolve);
        lines.set(line, queue);
        queued += 1;
      });
    },
  };
}

const once = (work: () => void) => {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
};
