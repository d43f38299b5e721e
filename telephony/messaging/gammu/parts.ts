/** How a part says that it belongs to a longer message (3GPP TS 23.040, 9.2.3.24.1 and .8). */
export interface Concatenation {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly position: number;
}

/** Reads a user data header, as hexadecimal digits, for the element that numbers parts. Null when it has none. */
export function concatenationIn(udh: string): Concatenation | null {
  const bytes = Buffer.from(udh, 'hex');
  const end = Math.min(1 + (bytes[0] ?? 0), bytes.length);
  for (let at = 1; at + 2 <= end; at += 2 + (bytes[at + 1] ?? 0)) {
    const [kind, length] = [bytes[at], bytes[at + 1] ?? 0];
    const value = bytes.subarray(at + 2, at + 2 + length);
    // One byte of reference, or two.
    const wide = kind === 0x08 ? 1 : kind === 0x00 ? 0 : null;
    if (wide === null || value.length !== 3 + wide || at + 2 + length > end) continue;
    const reference = value.readUIntBE(0, 1 + wide);
    const [total = 0, position = 0] = value.subarray(1 + wide);
    return total > 1 && position >= 1 && position <= total ? { reference, total, position } : null;
  }
  return null;
}

/** The user data header of a part of ours, as hexadecimal digits. */
export function headerOf({ reference, total, position }: Concatenation): string {
  return Buffer.from([5, 0, 3, reference & 0xff, total, position])
    .toString('hex')
    .toUpperCase();
}

/** A row of the inbox, as far as parts are concerned. */
export interface PartRow {
  readonly id: number;
  readonly from: string;
  readonly recipient: string;
  readonly text: string;
  readonly udh: string;
  /** How long it has been there, ms. */
  readonly ageMs: number;
}

/** Rows that make one message, in the order of their parts. */
export interface Gathered<Row extends PartRow> {
  readonly rows: readonly Row[];
  /** What was written; `[…]` stands for each part that never came. */
  readonly text: string;
  readonly complete: boolean;
}

/**
 * The messages that can be told now, in the order of their first rows: whole ones, and those whose last part has been
 * alone for `waitMs`. Rows must come in the order of their ids. A part that comes twice begins another message.
 */
export function gather<Row extends PartRow>(rows: readonly Row[], waitMs: number): Gathered<Row>[] {
  interface Open {
    readonly total: number;
    readonly parts: Map<number, Row>;
  }
  const messages: Open[] = [];
  const open = new Map<string, Open>();
  for (const row of rows) {
    const of = concatenationIn(row.udh);
    if (of === null) {
      messages.push({ total: 1, parts: new Map([[1, row]]) });
      continue;
    }
    const key = JSON.stringify([row.from, row.recipient, of.reference, of.total]);
    let message = open.get(key);
    if (message === undefined || message.parts.has(of.position)) {
      message = { total: of.total, parts: new Map() };
      open.set(key, message);
      messages.push(message);
    }
    message.parts.set(of.position, row);
  }
  return messages.flatMap(({ total, parts }) => {
    const complete = parts.size === total;
    const waited = Math.min(...[...parts.values()].map(({ ageMs }) => ageMs));
    if (!complete && waited < waitMs) return [];
    const texts = Array.from({ length: total }, (_, at) => parts.get(at + 1)?.text ?? '[…]');
    const inOrder = [...parts].sort(([one], [other]) => one - other).map(([, row]) => row);
    return [{ rows: inOrder, text: texts.join(''), complete }];
  });
}
