import type { Words } from './definition.ts';

/** What is wrong with a line of a file and what to do about it. */
export interface Fault extends Words {
  /** From 1; null: of the file as a whole. */
  readonly line: number | null;
}

/** A file that cannot be used. */
export class CalendarFault extends Error {
  readonly file: string;
  /** Every fault found, in the order of their lines; never none. */
  readonly faults: readonly Fault[];
  constructor(file: string, faults: readonly Fault[]) {
    const sorted = [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    super(sorted.map(({ line, en }) => `${file}${line === null ? '' : `:${line}`}: ${en}`).join('\n'));
    this.name = 'CalendarFault';
    this.file = file;
    this.faults = sorted;
  }
}
