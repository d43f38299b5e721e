import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createTurns } from '../app/shared/turns.ts';

export interface WorkerBounds {
  /** For one piece of work. */
  readonly limitMs: number;
  /** That the process may take in all. */
  readonly megabytes: number;
  /** Pieces of work that wait while one is done. */
  readonly waiting: number;
  /** So long it is kept for the next one. */
  readonly idleMs: number;
}

export interface WorkerOptions {
  /** What the process runs: compiled, and it calls `answerParent`. */
  readonly program: URL;
  readonly args?: readonly string[];
  /** All of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly bounds: WorkerBounds;
}

/**
 * `away`: there is no process for this machine; `ended`: it ended over the work, also by what it took of memory; `failed`: the
 * work did not reach it.
 */
export type WhyUnanswered = 'away' | 'too_many' | 'too_long' | 'ended' | 'failed';
export type Answered<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly why: WhyUnanswered };

export interface BoundedWorker {
  /** @param work what can be cloned */
  ask<T>(work: object): Promise<Answered<T>>;
  close(): Promise<void>;
}

/**
 * Work in a process of its own, one piece after another: what breaks it, or takes too long or too much, ends that process and
 * nothing else, and the next piece gets another one. It has nothing of our environment, starts when it is needed and ends when
 * it is not.
 */
export function createWorker({ program, args = [], env = {}, bounds }: WorkerOptions): BoundedWorker {
  const { limitMs, megabytes, waiting, idleMs } = bounds;
  const turns = createTurns({ atOnce: 1, waiting });
  let running: Promise<ChildProcess | null> | null = null;
  let idle: NodeJS.Timeout | undefined;

  const start = async (): Promise<ChildProcess | null> => {
    const child = fork(fileURLToPath(program), [String(megabytes), ...args], {
      ...{ serialization: 'advanced', env, execArgv: [], stdio: 'ignore' },
    });
    const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')]).catch(() => [null]);
    // It keeps nobody alive who has nothing else to do.
    child.unref();
    child.channel?.unref();
    if (word === 'ready') return child;
    child.kill('SIGKILL');
    return null;
  };
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const child = await running;
    running = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  const inProcess = async <T>(work: object): Promise<Answered<T>> => {
    clearTimeout(idle);
    running ??= start();
    const child = await running;
    if (!child?.connected) {
      running = null;
      // It fell over since the last piece, or there is none for this machine.
      return child === null ? unanswered('away') : inProcess(work);
    }
    const ended = new AbortController();
    const { signal } = ended;
    child.send(work);
    const answered = await Promise.race([
      once(child, 'message', { signal }).then(([answer]) => ({ ok: true, answer: answer as T }) as const),
      once(child, 'exit', { signal }).then(() => unanswered('ended')),
      sleep(limitMs, unanswered('too_long'), { signal }),
    ])
      .catch(() => unanswered('failed'))
      .finally(() => ended.abort());
    if (answered.ok) idle = setTimeout(() => void end(), idleMs).unref();
    else await end();
    return answered;
  };

  return {
    ask: async <T>(work: object) => {
      const done = await turns.take('');
      return done ? inProcess<T>(work).finally(done) : unanswered('too_many');
    },
    close: end,
  };
}

const unanswered = (why: WhyUnanswered) => ({ ok: false, why }) as const;
