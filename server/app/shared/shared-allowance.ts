import type { Tallies } from '../ports/tallies.ts';

/** As `Allowance`, counted by all servers together and over a restart: for what is rare, as each taking is written. */
export interface SharedAllowance {
  /** Takes one; else how long until one is back, in ms, and nothing was taken. Throws when the database is away. */
  take(key: string): Promise<{ readonly taken: boolean; readonly waitMs: number }>;
}

export interface SharedAllowanceOptions {
  /** Of what; keys of different names are different. */
  readonly name: string;
  readonly most: number;
  readonly perSecond: number;
  readonly tallies: Tallies;
}

export function createSharedAllowance({ name, most, perSecond, tallies }: SharedAllowanceOptions): SharedAllowance {
  return {
    take: (key) =>
      tallies.change([`${name} ${key}`], ([tally = { amount: 0, at: 0, freeAt: 0 }], now) => {
        const used = Math.max(0, tally.amount - ((now - tally.at) * perSecond) / 1_000);
        const taken = used + 1 <= most;
        const waitMs = taken ? 0 : Math.ceil(((used + 1 - most) * 1_000) / perSecond);
        return { become: [taken ? { amount: used + 1, at: now, freeAt: now } : tally], result: { taken, waitMs } };
      }),
  };
}
