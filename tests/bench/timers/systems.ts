/** What is measured: something that holds deadlines in PostgreSQL and tells a socket when one has come. */
export interface System {
  readonly name: string;
  /** For the report. */
  readonly settings: string;
  /** Its server's module, from the build's root; a process of its own that prints its port. */
  readonly server: string;
  /** Brings the number of pending deadlines to `count`, all of them long after the run. */
  pending(count: number): Promise<void>;
  /** Adds deadlines at these moments (epoch ms), and returns the id each is told under. */
  add(moments: readonly number[]): Promise<readonly string[]>;
  /** Takes away what `add` added. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What a server sends over its socket for each deadline. */
export interface Fired {
  readonly id: string;
  /** Epoch ms, when the server had it in hand. */
  readonly at: number;
}

/** When the pending deadlines begin that never come in a run, and how far they lie apart. */
export const farMs = 60 * 60_000;
export const apartMs = 5;
export const parts = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
