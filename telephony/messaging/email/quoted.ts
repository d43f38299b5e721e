/** Lines after which all is what was written before: what Outlook and its like put there, in both languages. */
const dividers = [
  /^-{3,}\s*(?:original message|pesan asli|forwarded message|pesan (?:yang )?diteruskan)\s*-{3,}$/i,
  /^_{20,}$/,
];
/** A head as Outlook writes it above what it quotes. */
const headFrom = /^\*?(?:from|dari)\s?:\*?\s/i;
const headSent = /^\*?(?:sent|date|dikirim|tanggal)\s?:\*?\s/i;
/** "On … wrote:", "Pada … menulis:", over one line or two. */
const attribution = /^(?:on|pada|am|le|tanggal)\b.{3,300}\b(?:wrote|menulis)\s?:$/i;

/**
 * Tells the words of a mail from the history below them or around them. What cannot be told stays with the words: nothing
 * is left out. Pure; linear in the lines.
 */
export function unfold(text: string): { readonly words: string; readonly quoted: string } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((_, at) => isDivider(lines, at));
  const upper = end < 0 ? lines : lines.slice(0, end);
  const own: string[] = [];
  const before: string[] = [];
  for (let at = 0; at < upper.length; at += 1) {
    const line = upper[at] ?? '';
    const taken = line.startsWith('>') ? 1 : attributionAt(upper, at);
    if (taken === 0) own.push(line);
    else before.push(...upper.slice(at, at + taken));
    at += Math.max(0, taken - 1);
  }
  const words = tidy(own);
  if (words === '') return { words: tidy(lines), quoted: '' };
  return { words, quoted: tidy([...before, ...(end < 0 ? [] : lines.slice(end))]) };
}

function isDivider(lines: readonly string[], at: number): boolean {
  const line = lines[at]?.trim() ?? '';
  if (dividers.some((divider) => divider.test(line))) return true;
  return headFrom.test(line) && lines.slice(at + 1, at + 4).some((next) => headSent.test(next.trim()));
}

/** How many lines from here say who wrote what is quoted next; 0: none. */
function attributionAt(lines: readonly string[], at: number): 0 | 1 | 2 {
  const [line = '', next = ''] = [lines[at]?.trim(), lines[at + 1]?.trim()];
  const quotes = (from: number) => lines.slice(from, from + 3).some((one) => one.startsWith('>'));
  if (attribution.test(line) && quotes(at + 1)) return 1;
  return line.length < 200 && attribution.test(`${line} ${next}`) && quotes(at + 2) ? 2 : 0;
}

const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** What stands above the signature (RFC 3676, 4.3), to see whether a mail is one word. Pure. */
export const aboveSignature = (text: string): string => text.split(/^-- ?$/m)[0]?.trim() ?? '';
