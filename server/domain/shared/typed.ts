/**
 * What people type, read in one place: by REST, by the forms of procedures, and by the browser before it sends. It
 * imports nothing, since it is shipped to every desk.
 */

/** Spaces, and signs that nobody sees, such as U+200B: a text of these alone says nothing, whoever was to read it. */
const blank = /^[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u;

/** They turn the writing of what follows, also of what is not theirs; numbers copied from WhatsApp bring them along. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text without control characters other than line breaks and tabs, and without halves of a pair: all of it can be kept. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
export const storable = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]*$/u;

/** A text of one line. U+2028 and U+2029 break it as well, where it is shown and where it is printed. */
export const oneLine = /^[^\t\n\r\u2028\u2029]*$/u;

/** As it is meant: without what stands around it, and empty where nobody would see anything. */
export const trimmed = (typed: string): string => (blank.test(typed) ? '' : typed.replace(turning, '').trim());

/**
 * As it is sent by whoever cannot see what is wrong with it: other systems' line breaks become a space, other signs that
 * could not be kept go.
 */
export const cleaned = (typed: string): string =>
  typed.replace(/[\v\f\u0085\u2028\u2029]/g, ' ').replace(/[^\P{Cc}\t\n\r]|\p{Surrogate}/gu, '');

/**
 * Whether words say something, where something has to be said: no stops, pictures or one key held down. What they mean is
 * for people to judge; "ok", "KTP" and "RT 5" are words. Pure.
 * @param least how many different letters or digits: a name may have one letter, a reason or an answer has two
 */
export function saysSomething(words: string, least: 1 | 2): boolean {
  const signs =
    words
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? [];
  const different = new Set(signs).size;
  return different >= 2 || (different >= least && signs.length <= 2);
}
