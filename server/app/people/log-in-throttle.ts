import { backOffMs } from '../../../telephony/back-off.ts';
import type { Tallies, Tally } from '../ports/tallies.ts';

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
  end(right: boolean | null): Promise<void>;
}

/**
 * Makes guessing slow, and shuts nobody out: neither a name nor an address is ever locked. Wrong guesses make the next
 * ones wait longer, up to a limit, and few may wait at one time; so guesses are a few hundred an hour whoever makes
 * them, of all servers together. A browser that has logged in before under the name stands in a line of its own, which
 * others' guesses do not lengthen.
 */
export interface LogInThrottle {
  /** Null: as many as may wait do so already. Throws when the database is away. */
  begin(attempt: Attempt): Promise<Turn | null>;
}

/** `free`: wrong guesses that cost nothing, as everybody mistypes. `waiting`: attempts at one time, and in one delay. */
const lines = {
  device: { free: 5, waiting: 2 },
  pair: { free: 3, waiting: 1 },
  /** One name from many addresses. */
  name: { free: 10, waiting: 3 },
  /** Many names from one address, which may be an office's. */
  source: { free: 30, waiting: 10 },
} as const;
type LineKind = keyof typeof lines;

const firstDelayMs = 1_000;
export const longestDelayMs = 10_000;
/** Of the wrong guesses, half are forgotten in so long. */
const halvedMs = 15 * 60_000;
/** From so many on it is no mistyping. */
const alarmAt = 15;
/** Of all who come on browsers that nobody knows, most of whom sit out a delay: what they cost is memory. */
const strangersAtOnce = 1_000;

/** Behind whom an attempt stands while passwords, which are slow to look at, are looked at in turn: behind others like it. Pure. */
export const lineOf = ({ source, device }: Attempt): string =>
  device === null ? `source ${source}` : `device ${device}`;

export interface LogInThrottleDeps {
  readonly tallies: Tallies;
  /** Somebody guesses: told once for each line, until it has calmed down. */
  readonly alarm: (guessing: { readonly by: LineKind; readonly wrong: number; readonly source: string }) => void;
  /** What came of an attempt could not be noted: it counts as wrong, and is forgotten with time. */
  readonly lost: (error: unknown) => void;
}

const wrongNow = ({ amount, at }: Tally, now: number) => amount * 0.5 ** ((now - at) / halvedMs);

export function createLogInThrottle({ tallies, alarm, lost }: LogInThrottleDeps): LogInThrottle {
  let strangers = 0;
  const waiting = new Map<string, number>();
  const wait = (isStranger: boolean, keys: readonly string[], more: 1 | -1) => {
    if (isStranger) strangers += more;
    for (const key of keys) {
      const left = (waiting.get(key) ?? 0) + more;
      if (left > 0) waiting.set(key, left);
      else waiting.delete(key);
    }
  };
  const linesOf = ({ source, name, device }: Attempt): readonly (readonly [LineKind, string])[] =>
    device === null
      ? [
          ['pair', `pair ${source} ${name}`],
          ['name', `name ${name}`],
          ['source', `source ${source}`],
        ]
      : [['device', `device ${device} ${name}`]];

  /** Counted as wrong until it is known: many at one time are no cheaper than one after the other. */
  const take = (kinds: readonly LineKind[], keys: readonly string[]) =>
    tallies.change(keys, (known, now) => {
      const wanted = known.map((tally, index) => {
        const line = lines[kinds[index] as LineKind];
        const wrong = wrongNow(tally, now);
        const delayMs = delayOf(wrong - line.free);
        const freeAt = Math.max(now, tally.freeAt) + delayMs / line.waiting;
        return {
          wrong,
          delayMs,
          become: { amount: wrong + 1, at: now, freeAt },
          full: delayMs > 0 && freeAt - now > delayMs,
        };
      });
      if (wanted.some(({ full }) => full)) return { become: known, result: null };
      const delayMs = Math.max(...wanted.map((one) => one.delayMs));
      return {
        become: wanted.map(({ become }) => become),
        result: { delayMs, before: wanted.map(({ wrong }) => wrong) },
      };
    });

  /** Only what is surely the owner's is forgiven whole: a guesser may log in under a name of their own in between. */
  const giveBack = (kinds: readonly LineKind[], keys: readonly string[], right: boolean) =>
    tallies.change(keys, (known, now) => ({
      become: known.map((tally, index) => {
        const forgiven = right && (kinds[index] === 'pair' || kinds[index] === 'device');
        if (forgiven) return { amount: 0, at: now, freeAt: now };
        return { ...tally, amount: Math.max(0, wrongNow(tally, now) - 1), at: now };
      }),
      result: undefined,
    }));

  return {
    begin: async (attempt) => {
      const mine = linesOf(attempt);
      const [kinds, keys] = [mine.map(([kind]) => kind), mine.map(([, key]) => key)];
      const isStranger = attempt.device === null;
      if (isStranger && strangers >= strangersAtOnce) return null;
      if (mine.some(([kind, key]) => (waiting.get(key) ?? 0) >= lines[kind].waiting)) return null;
      wait(isStranger, keys, 1);
      const taken = await take(kinds, keys).catch((error: unknown) => {
        wait(isStranger, keys, -1);
        throw error;
      });
      if (!taken) {
        wait(isStranger, keys, -1);
        return null;
      }
      return {
        delayMs: taken.delayMs,
        end: async (right) => {
          wait(isStranger, keys, -1);
          if (right !== false) return giveBack(kinds, keys, right === true).catch(lost);
          kinds.forEach((by, index) => {
            const before = taken.before[index] ?? 0;
            const limit = Math.max(alarmAt, lines[by].free);
            if (before < limit && before + 1 >= limit) {
              alarm({ by, wrong: Math.round(before + 1), source: attempt.source });
            }
          });
        },
      };
    },
  };
}

/** @param over guesses beyond those that are free. */
const delayOf = (over: number): number =>
  over < 0 ? 0 : backOffMs({ firstMs: firstDelayMs, longestMs: longestDelayMs }, over);
