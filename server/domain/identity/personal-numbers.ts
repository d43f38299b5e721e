/** What stands in the place of a number that may be a person's. */
const HIDDEN_NUMBER = '[hidden]';

/** Carry digits by nature and are kept whole: UUIDs, Twilio's ids, ticket numbers, ISO dates. */
const kept = [
  /(?:A[CP]|CA|CF|MM|RE|SM)[0-9a-f]{32}(?![0-9a-f])/,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  /[A-Z]{2,5}-20\d{6}-\d{4,6}(?!\d)/,
  /(?:19|20)\d\d-\d\d-\d\d(?!\d)/,
];
/** Numbers as people write them, in groups: telephones from `+`, `0`, `62` or `8`, and a NIK as 6-6-4 digits. */
const grouped = [
  /\(?(?:\+\d|0|62(?=[ .()/-]))\d*(?:[ .()/-]{1,2}\d+)+/,
  /8\d\d[ .-]\d{3,4}[ .-]\d{3,5}/,
  /\d{6}[ .-]\d{6}[ .-]\d{4}/,
];
const source = (patterns: RegExp[]) => patterns.map((pattern) => pattern.source).join('|');
const pieces = new RegExp(`(?<kept>${source(kept)})|${source(grouped)}|\\+?\\d+`, 'gi');

/** Epoch seconds and milliseconds, until the year 2033. */
const MOMENT = /^1\d{9}$|^1\d{12}$/;

/**
 * Hides everything in a text that may be a telephone number, a NIK or a NIP: 9 digits and more, plain or in groups.
 * It stands behind the rule that such numbers are not logged at all, so it hides too much rather than too little.
 * Kept are epoch seconds and milliseconds (10 and 13 digits from 1: no Indonesian telephone number begins so, and a
 * NIK has 16), with them Asterisk's call ids; UUIDs, Twilio's ids, ISO dates and ticket numbers; and everything shorter.
 */
export function hidePersonalNumbers(text: string): string {
  return text.replace(pieces, (piece, ...rest) => {
    const groups = rest.at(-1) as { kept?: string };
    if (groups.kept || MOMENT.test(piece)) return piece;
    const digits = piece.replace(/\D/g, '').length;
    return digits < 9 ? piece : HIDDEN_NUMBER;
  });
}
