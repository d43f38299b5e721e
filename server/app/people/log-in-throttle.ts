import { backOffMs } from '../../../telephony/back-off.ts';

/** From where and as whom somebody tries to log in. */
export interface Attempt {
  /** The address, or the network of it. */
  readonly source: string;
  readonly name: string;
  /** Of a browser with which this very name has logged in before; null: of none that is known. */
  readonly device: string | null;
}

export interface Turn {
  /** To be waited before the password is looked at. */
  readonly delayMs: number;
  /** Exactly once; null: it could not be looked at. */
  end(right: boolean | null): void;
}

/**
 * Makes guessing slow, and shuts nobody out: neither a name nor an address is ever locked. Wrong guesses make the next
 * ones wait longer, up to a limit, and few may wait at one time; so guesses are a few hundred an hour whoever makes
 * them. A browser that has logged in before under the name stands in a line of its own, which others' guesses do not
 * lengthen.
 */
export interface LogInThrottle {
  /** Null: as many as may wait do so already. */
  begin(attempt: Attempt): Turn | null;
}

/** `free`: wrong guesses that cost nothing, as everybody mistypes. `waiting`: attempts at one time. */
const lines = {
  device: { free: 5, waiting: 2 },
  pair: { free: 3, waiting: 1 },
  /** One name from many addresses. */
  name: { free: 10, waiting: 3 },
  /** Many names from one address, which may be an office's. */
  source: { free: 30, waiting: 10 },
  /** Passwords are made slow to look at: more at one time would make everybody wait. */
  all: { free: Number.POSITIVE_INFINITY, waiting: 40 },
} as const;
type LineKind = keyof typeof lines;

const firstDelayMs = 1_000;
export const longestDelayMs = 10_000;
/** Of the wrong guesses, half are forgotten in so long. */
const halvedMs = 15 * 60_000;
const knownAtMost = 20_000;
/** From so many on it is no mistyping. */
const alarmAt = 15;

interface Line {
  wrong: number;
  at: number;
  waiting: number;
}

export interface LogInThrottleDeps {
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
  /** Somebody guesses: told once for each line, until it has calmed down. */
  readonly alarm: (guessing: { readonly by: LineKind; readonly wrong: number; readonly source: string }) => void;
}

export function createLogInThrottle({ elapsed, alarm }: LogInThrottleDeps): LogInThrottle {
  const known = new Map<string, Line>();

  const wrongNow = ({ wrong, at }: Line, now: number) => wrong * 0.5 ** ((now - at) / halvedMs);
  const forget = (now: number) => {
    for (const [key, line] of known) if (line.waiting === 0 && wrongNow(line, now) < 0.5) known.delete(key);
    // Somebody invents names by the thousand: the oldest lines go, which are the least of use.
    for (const [key, line] of known) {
      if (known.size < knownAtMost) break;
      if (line.waiting === 0) known.delete(key);
    }
  };
  const lineOf = (key: string, now: number): Line => {
    const line = known.get(key);
    if (line) return line;
    if (known.size >= knownAtMost) forget(now);
    const fresh = { wrong: 0, at: now, waiting: 0 };
    known.set(key, fresh);
    return fresh;
  };

  return {
    begin: ({ source, name, device }) => {
      const now = elapsed();
      const keys: [LineKind, string][] =
        device === null
          ? [
              ['pair', `pair ${source} ${name}`],
              ['name', `name ${name}`],
              ['source', `source ${source}`],
            ]
          : [['device', `device ${device} ${name}`]];
      const mine = [...keys, ['all', 'all'] as const].map(([kind, key]) => ({ kind, line: lineOf(key, now) }));
      if (mine.some(({ kind, line }) => line.waiting >= lines[kind].waiting)) return null;
      for (const { line } of mine) line.waiting += 1;
      const delays = mine.map(({ kind, line }) => delayOf(wrongNow(line, now) - lines[kind].free));
      return {
        delayMs: Math.max(...delays),
        end: (right) => {
          const then = elapsed();
          for (const { kind, line } of mine) {
            line.waiting -= 1;
            if (right === null || kind === 'all') continue;
            // Only what is surely the owner's is forgiven: a guesser may log in under a name of their own in between.
            if (right) Object.assign(line, kind === 'pair' || kind === 'device' ? { wrong: 0, at: then } : {});
            else {
              const before = wrongNow(line, then);
              Object.assign(line, { wrong: before + 1, at: then });
              const limit = Math.max(alarmAt, lines[kind].free);
              if (before < limit && before + 1 >= limit) alarm({ by: kind, wrong: Math.round(before + 1), source });
            }
          }
        },
      };
    },
  };
}

/** @param over guesses beyond those that are free. */
const delayOf = (over: number): number =>
  over < 0 ? 0 : backOffMs({ firstMs: firstDelayMs, longestMs: longestDelayMs }, over);
