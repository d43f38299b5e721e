import type { Words } from './words.ts';

/** What is wrong with a line of a file and what to do about it. */
export interface Fault extends Words {
  /** From 1; null: of the file as a whole. */
  readonly line: number | null;
  /** The part of the file, such as `steps.3.budget`, where the sentence does not name it. */
  readonly place?: string;
}

/** More are not told at once: a text that is no file of ours at all has as many as it has lines. */
const faultsTold = 200;

/** A file of ours that cannot be used; its message is fit to print, in both languages. */
export class FileFault extends Error {
  readonly file: string;
  /** The faults found, in the order of their lines, and how many more there are; never none. */
  readonly faults: readonly Fault[];
  constructor(file: string, faults: readonly Fault[]) {
    const sorted = [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    const told =
      sorted.length > faultsTold ? [...sorted.slice(0, faultsTold), more(sorted.length - faultsTold)] : sorted;
    const lines = told.flatMap((fault) => [`  ${whereOf(fault, file)}`, `    ${fault.id}`, `    ${fault.en}`]);
    super([`Berkas ${file} salah (${sorted.length}) / ${file} has faults (${sorted.length})`, ...lines].join('\n'));
    this.name = 'FileFault';
    this.file = file;
    this.faults = told;
  }
}

const more = (count: number): Fault => ({
  line: null,
  id: `Masih ada ${count} kesalahan lain: perbaiki yang di atas dahulu.`,
  en: `There are ${count} more faults: mend those above first.`,
});

/** A fault on one line, as an editor can open it: `file:line: place: what is wrong. What to do.` */
export function faultLine(fault: Fault, file: string, language: 'id' | 'en'): string {
  return `${whereOf(fault, file)}: ${fault[language]}`;
}

function whereOf({ line, place }: Fault, file: string): string {
  return `${file}${line === null ? '' : `:${line}`}${place === undefined ? '' : `: ${place}`}`;
}
