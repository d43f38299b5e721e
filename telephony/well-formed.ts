/**
 * The text as PostgreSQL can keep it: NUL and each half of a surrogate pair that stands alone become U+FFFD. Whatever
 * comes from outside goes through it at the door: what is refused later is lost, or blocks what comes behind it.
 */
export const wellFormed = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd');

/** The first `most` UTF-16 units of the text, or one less where the cut would halve a pair. */
export function cutText(text: string, most: number): string {
  const cut = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
