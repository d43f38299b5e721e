/** What somebody has done lately, counted by all servers together. Moments in epoch ms of the database. */
export interface Tally {
  /** How often; it comes down with time, by the rule of whoever counts. */
  readonly amount: number;
  /** When the amount was this. */
  readonly at: number;
  /** Before this moment the next may not follow. */
  readonly freeAt: number;
}

export interface Tallies {
  /**
   * Reads the tallies of the keys and writes what they become, in one step, of all servers one at a time.
   * @param change given them in the order of the keys; of what was never counted the amount is 0
   */
  change<T>(
    keys: readonly string[],
    change: (tallies: readonly Tally[], now: number) => { readonly become: readonly Tally[]; readonly result: T },
  ): Promise<T>;
}
