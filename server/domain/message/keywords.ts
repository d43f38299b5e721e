/** What a citizen asks of the messages themselves, rather than of the office. */
export type Keyword = 'stop' | 'start';

const words: Readonly<Record<Keyword, ReadonlySet<string>>> = {
  stop: new Set(['STOP', 'STOPALL', 'BERHENTI', 'HENTIKAN', 'UNSUBSCRIBE', 'UNSUB', 'UNREG']),
  start: new Set(['START', 'UNSTOP', 'MULAI', 'LANJUTKAN', 'SUBSCRIBE']),
};

/** The keyword that a text is, whole: "STOP" stops, "air PDAM stop sejak kemarin" is a complaint. Pure. */
export function keywordOf(text: string): Keyword | null {
  const word = text
    .slice(0, 40)
    .trim()
    .replace(/[.!]+$/, '')
    .toUpperCase();
  if (words.stop.has(word)) return 'stop';
  return words.start.has(word) ? 'start' : null;
}

/** Thanks and assent, which ask for nothing. */
const courtesies = new Set(
  (
    'ok oke okay okey baik siap ya iya yes sip mantap terima kasih terimakasih makasih trims tks thx thanks thank you ' +
    'suwun nuwun matur hatur sudah atas bantuannya informasinya infonya jawabannya pak bu bapak ibu min kak admin ' +
    'banyak sekali very much for your help sama'
  ).split(' '),
);

/** Whether a text only says thanks or yes: it needs no new ticket after its case is closed. Pure. */
export function isCourtesy(text: string): boolean {
  const found = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return text.length <= 80 && !text.includes('?') && found.every((word) => courtesies.has(word));
}
