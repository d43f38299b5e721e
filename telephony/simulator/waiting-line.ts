import type { Call } from './calls.ts';

/** Who is queued and not answered, first those who are served first. Entries keep their place while they ring. */
export interface WaitingLine {
  has(call: Call): boolean;
  inOrder(): readonly Call[];
  /** Behind all who have waited with as much priority, also of those who stood here already. */
  join(call: Call): void;
  /** Before everybody. */
  putFirst(call: Call): void;
  leave(call: Call): void;
}

export function createWaitingLine(): WaitingLine {
  let waiting: readonly Call[] = [];

  function join(call: Call): void {
    const others = waiting.filter((one) => one !== call);
    const at = others.findIndex(({ priority }) => priority < call.priority);
    waiting = others.toSpliced(at < 0 ? others.length : at, 0, call);
  }

  return {
    has: (call) => waiting.includes(call),
    inOrder: () => waiting,
    join,
    putFirst(call) {
      call.priority = Math.max(0, ...waiting.map(({ priority }) => priority)) + 1;
      join(call);
    },
    leave(call) {
      waiting = waiting.filter((one) => one !== call);
    },
  };
}
