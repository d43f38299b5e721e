import type { ConsentAnswer } from '../service/legal-basis.ts';

/** What a citizen asks of the messages themselves, rather than of the office. */
export type Keyword = 'stop' | 'start';

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const keywords: Readonly<Record<Keyword, ReadonlySet<string>>> = {
  stop: listOf('stop stopall berhenti hentikan henti unsubscribe unsub unreg'),
  start: listOf('start unstop mulai lanjutkan subscribe'),
};
/** What people put beside a keyword, and which asks for nothing else. */
const besides: Readonly<Record<Keyword, ReadonlySet<string>>> = {
  stop: listOf(
    'tolong mohon harap minta please pls semua all sms pesan wa whatsapp chat notif notifikasi info berlangganan ' +
      'langganan kirim mengirim kirimi kirimkan lagi sekarang dong ya pak bu min kak admin messages sending now',
  ),
  start: listOf('tolong mohon please berlangganan langganan kirim sms pesan wa whatsapp'),
};

/** More words than this say something. */
const fewWords = 5;

/** The words of a text as they are read, in small letters; wide letters are plain ones, what cannot be seen is left out. */
function wordsOf(text: string): readonly string[] {
  const read = text.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
  return read.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * The keyword that a text is, whole: "STOP", "„Stop!“" and "tolong stop semua SMS" stop, "air PDAM stop sejak kemarin"
 * is a complaint and "stop?" a question. Pure.
 */
export function keywordOf(text: string): Keyword | null {
  if (text.length > 80 || text.includes('?')) return null;
  const said = wordsOf(text);
  if (said.length === 0 || said.length > fewWords) return null;
  for (const keyword of ['stop', 'start'] as const) {
    const [own, other] = [keywords[keyword], besides[keyword]];
    if (said.some((word) => own.has(word)) && said.every((word) => own.has(word) || other.has(word))) return keyword;
  }
  return null;
}

const consents: readonly (readonly [ConsentAnswer, ReadonlySet<string>])[] = [
  ['withdrawn', listOf('cabut mencabut batalkan tarik withdraw revoke')],
  ['refused', listOf('tidak tdk gak nggak enggak tolak menolak no disagree refuse')],
  ['given', listOf('setuju menyetujui agree')],
];
const besideConsent = listOf(
  'saya sy aku kami i ya iya yes mohon tolong dengan untuk my the persetujuan consent setuju agree data nya saja pak bu min kak',
);

/**
 * What a whole text answers to the question of consent: "SETUJU", "Ya, saya setuju" give it, "tidak setuju" refuses, "CABUT"
 * takes it back. A mere "ya" is no express consent (UU 27/2022, art. 22), and is none. Pure.
 */
export function consentIn(text: string): ConsentAnswer | null {
  if (text.length > 80 || text.includes('?')) return null;
  const said = wordsOf(text);
  if (said.length === 0 || said.length > fewWords) return null;
  for (const [answer, own] of consents)
    if (said.some((word) => own.has(word)))
      return said.every((word) => own.has(word) || besideConsent.has(word)) ? answer : null;
  return null;
}

/** Thanks and assent, which ask for nothing. */
const courtesies = listOf(
  'ok oke okay okey baik siap ya iya yes sip mantap terima kasih terimakasih makasih trims tks thx thanks thank you ' +
    'suwun nuwun matur hatur sudah atas bantuannya informasinya infonya jawabannya pak bu bapak ibu min kak admin ' +
    'banyak sekali very much for your help sama',
);
/** Signs that go with thanks; any other, such as 🆘, may be a call for help. */
const friendly = /[🙏👍👌🙂😊😀😁☺🤝👏❤💐🌹✅]/gu;

/**
 * Whether a text only says thanks or yes: it needs no new ticket after its case is closed. Thanks are words: a picture,
 * a voice note or a sign alone says something that somebody has to look at. Pure.
 * @param attached something came with the text
 */
export function isCourtesy(text: string, attached: boolean): boolean {
  const said = wordsOf(text);
  if (attached || said.length === 0 || text.length > 80 || text.includes('?')) return false;
  return said.every((word) => courtesies.has(word)) && !/\p{Extended_Pictographic}/u.test(text.replace(friendly, ''));
}
