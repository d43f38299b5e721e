export interface BenchOptions {
  /** Earlier callers, each with a case, in the database. */
  readonly earlier: number;
  /** Kept between runs; absent: a temporary folder. */
  readonly dataDir: string | undefined;
  /** A fifth of the samples, to see that it runs. */
  readonly quick: boolean;
}
