import type { Words } from '../shared/words.ts';

/** The nine elements of the public satisfaction survey, by their codes: common questionnaires swap U8 and U9. */
export const ikmCodes = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'] as const;
export type IkmCode = (typeof ikmCodes)[number];

/** Of whose words the questions are: Permenpan-RB 14/2017. */
export const ikmVersion = '14/2017';

interface IkmElement {
  readonly question: Words;
  /** What 1, 2, 3 and 4 mean. */
  readonly values: readonly Words[];
}

const graded = (id: string, en: string): Words[] => [
  { id: `Tidak ${id}`, en: `Not ${en}` },
  { id: `Kurang ${id}`, en: `Hardly ${en}` },
  { id: first(id), en: first(en) },
  { id: `Sangat ${id}`, en: `Very ${en}` },
];
const first = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Permenpan-RB 14/2017 has these elements; its annex asks by four answers each, from the worst, 1, to 4. */
export const ikmElements: Readonly<Record<IkmCode, IkmElement>> = {
  u1: {
    question: {
      id: 'Apakah persyaratan pelayanan sesuai dengan jenis pelayanannya?',
      en: 'Did what was required of you fit the service?',
    },
    values: graded('sesuai', 'fitting'),
  },
  u2: {
    question: { id: 'Apakah prosedur pelayanan kami mudah?', en: 'Was our procedure easy?' },
    values: graded('mudah', 'easy'),
  },
  u3: {
    question: { id: 'Apakah kami memberi pelayanan dengan cepat?', en: 'Were we quick?' },
    values: graded('cepat', 'quick'),
  },
  u4: {
    question: { id: 'Bagaimana biaya pelayanan ini?', en: 'What did the service cost you?' },
    values: [
      { id: 'Sangat mahal', en: 'Very much' },
      { id: 'Cukup mahal', en: 'Much' },
      { id: 'Murah', en: 'Little' },
      { id: 'Gratis', en: 'Nothing' },
    ],
  },
  u5: {
    question: {
      id: 'Apakah hasil pelayanan sesuai dengan yang dijanjikan?',
      en: 'Was what you got what had been promised?',
    },
    values: graded('sesuai', 'as promised'),
  },
  u6: {
    question: { id: 'Apakah petugas kami mampu melayani Anda?', en: 'Were our staff able to help you?' },
    values: graded('mampu', 'able'),
  },
  u7: {
    question: { id: 'Apakah petugas kami sopan dan ramah?', en: 'Were our staff polite and friendly?' },
    values: graded('sopan dan ramah', 'polite and friendly'),
  },
  u8: {
    question: {
      id: 'Bagaimana kami menangani pengaduan dan saran?',
      en: 'How do we handle complaints and suggestions?',
    },
    values: [
      { id: 'Tidak ada', en: 'Not at all' },
      { id: 'Ada, tetapi tidak berfungsi', en: 'It exists and does not work' },
      { id: 'Berfungsi, kurang maksimal', en: 'It works, not well' },
      { id: 'Dikelola dengan baik', en: 'It is run well' },
    ],
  },
  u9: {
    question: {
      id: 'Bagaimana sarana kami, seperti telepon, halaman ini, dan ruang layanan?',
      en: 'How are our facilities, such as telephone, this page and rooms?',
    },
    values: [
      { id: 'Buruk', en: 'Bad' },
      { id: 'Cukup', en: 'Fair' },
      { id: 'Baik', en: 'Good' },
      { id: 'Sangat baik', en: 'Very good' },
    ],
  },
};
