/** Words as people type them, made comparable. Nothing but letters and digits comes out, whatever goes in. Pure. */

/** Longer questions are cut: what nobody types by hand must not cost the database more than what somebody does. */
const mostRead = 2_000;
const longestWord = 40;
/** Shorter ones are abbreviations, such as KK, and no names. */
const shortestSound = 3;

/** Indonesian function words, which say nothing of what is looked for; PostgreSQL's `indonesian` knows none of them. */
const stopWords: ReadonlySet<string> = new Set(
  `ada adalah agar akan aku anda apa apakah atau bagaimana bagi bahwa banyak belum bisa bu cara dalam dan dapat dari
   dengan di dia dong ibu ini itu jadi jika juga ka kak kalau kami kapan karena ke kepada kita kok lagi lah mana mas
   masih mau mba mbak mohon nya oleh pada pak saat saja saya se sebagai sedang sudah supaya tadi tapi telah tentang
   terima kasih tersebut tetapi tidak tolong untuk ya yang`.split(/\s+/u),
);

/** Every word in its order, in small letters. */
export function wordsOf(text: string, most = 12): string[] {
  const found =
    text
      .slice(0, mostRead)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.slice(0, most).map((word) => word.slice(0, longestWord));
}

/** Distinct words that say something, the longer ones first where there are too many. */
export function tellingWords(text: string, most: number): string[] {
  const distinct = [...new Set(wordsOf(text, 400))].filter((word) => word.length > 2 && !stopWords.has(word));
  if (distinct.length <= most) return distinct;
  const kept = new Set([...distinct].sort((a, b) => b.length - a.length).slice(0, most));
  return distinct.filter((word) => kept.has(word));
}

/** Whether a word is of those that nobody looks for. */
export const isStopWord = (word: string): boolean => stopWords.has(word);

/**
 * A word as it sounds: the spellings of names from before 1972 and letters written twice are one (Soeharto, Suharto;
 * Achmad, Ahmad; Muhammad, Muhamad). For words without digits only: a number is what it is.
 */
export function soundOf(word: string): string {
  if (word.length < shortestSound || /\p{N}/u.test(word)) return word;
  const sound = word
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replaceAll('sj', 'sy')
    .replaceAll('ch', 'h')
    .replace(/(\p{L})\1+/gu, '$1');
  return sound.length < shortestSound ? word : sound;
}

/** What is put into an index: the text, and after it each word that sounds otherwise than it is written, as it sounds. */
export function indexed(text: string): string {
  const words = new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
  const sounds = [...words].filter((word) => soundOf(word) !== word).map(soundOf);
  return sounds.length === 0 ? text : `${text}\n${sounds.join(' ')}`;
}
