import { Writable } from 'node:stream';

/** Ids and moments carry digits by nature; they are taken out before looking. */
const HARMLESS = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?/g,
];

/** As people and exchanges write Indonesian numbers: +62…, 0062…, 62… or 0…, with or without separators. */
const TELEPHONE = /(?<![\w.-])(?:\+|00)?(?:62|0)[ ().-]{0,2}[2-9](?:[ ().-]{0,2}\d){6,11}(?![\w])/g;
/** Any other country's number, in international form. */
const INTERNATIONAL = /\+\d{8,15}(?!\d)/g;
/** 16 digits with a birthday in them; a woman's day is counted from 41. */
const NIK = /(?<!\d)[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}(?!\d)/g;

/** What in this text may be a telephone number or a NIK, as it stands there. */
export function personalNumbersIn(text: string): string[] {
  const rest = HARMLESS.reduce((left, harmless) => left.replaceAll(harmless, ' '), text);
  return [TELEPHONE, INTERNATIONAL, NIK].flatMap((pattern) => rest.match(pattern) ?? []);
}

export interface WatchedLog {
  /** Hand it to the logger as its destination; it takes what is written, in any chunks. */
  readonly stream: Writable;
  lines(): string[];
  /**
   * Throws when a line holds a number of a person, or when there is no line, since nothing was looked at then.
   * `known`: numbers the test used. Their digits must be in no line, in whatever form they were written.
   */
  assertNoPersonalData(known?: readonly string[]): void;
}

/** Collects log lines of a server under test. */
export function watchLog(): WatchedLog {
  let text = '';
  const lines = () => text.split('\n').filter((line) => line.trim() !== '');
  return {
    stream: new Writable({
      decodeStrings: true,
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString('utf8');
        done();
      },
    }),
    lines,
    assertNoPersonalData(known = []) {
      if (lines().length === 0) throw new Error('No log line was collected: nothing was looked at.');
      const cores = known.map(nationalDigits).filter((digits) => digits.length >= 6);
      for (const line of lines()) {
        const plain = line.replace(/[ ().-]/g, '');
        const found = [...personalNumbersIn(line), ...cores.filter((core) => plain.includes(core))];
        if (found.length > 0) throw new Error(`A log line holds personal data (${found.join(', ')}): ${line}`);
      }
    },
  };
}

/** The digits that every way of writing a number shares: without the country's or the trunk prefix. */
function nationalDigits(number: string): string {
  return number.replace(/\D/g, '').replace(/^(?:00)?(?:62|0)(?=\d{6})/, '');
}
