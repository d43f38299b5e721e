import type { Words } from '../shared/words.ts';

/** What an answer's fields are filled with; null: the case does not say it. */
export interface AnswerFacts {
  readonly name: string | null;
  readonly ticket: string | null;
  readonly service: Words | null;
  readonly agent: string;
  readonly office: string;
  readonly date: Words;
}

interface AnswerField {
  readonly names: Words;
  readonly fill: (facts: AnswerFacts, language: 'id' | 'en') => string;
}

/** Where the case does not say it, there are words that fit anybody: no field ever reaches a citizen. */
const fields: readonly AnswerField[] = [
  { names: { id: 'nama', en: 'name' }, fill: ({ name }, l) => name ?? (l === 'id' ? 'Bapak/Ibu' : 'Sir or Madam') },
  {
    names: { id: 'tiket', en: 'ticket' },
    fill: ({ ticket }, l) => ticket ?? (l === 'id' ? 'tiket Anda' : 'your ticket'),
  },
  {
    names: { id: 'layanan', en: 'service' },
    fill: ({ service }, l) => service?.[l] ?? (l === 'id' ? 'layanan kami' : 'our service'),
  },
  { names: { id: 'petugas', en: 'agent' }, fill: ({ agent }) => agent },
  { names: { id: 'kantor', en: 'office' }, fill: ({ office }) => office },
  { names: { id: 'tanggal', en: 'date' }, fill: ({ date }, l) => date[l] },
];

/** The names of all fields, for whoever writes one that is not there. */
export const answerFields: readonly Words[] = fields.map(({ names }) => names);

const fieldSign = /\{([^{}\n]{0,40})\}/gu;
const known = (name: string) =>
  fields.find(({ names }) => [names.id, names.en].includes(name.normalize('NFKC').trim().toLowerCase()));

/** The fields in a text that there are not, as they were written. */
export const unknownFields = (text: string): string[] =>
  [...text.matchAll(fieldSign)].map(([, name = '']) => name).filter((name) => !known(name));

/** The text with its fields filled. What is filled in is not looked at again: a name in braces stays a name. */
export const filled = (text: string, facts: AnswerFacts, language: 'id' | 'en'): string =>
  text.replaceAll(fieldSign, (sign, name: string) => known(name)?.fill(facts, language) ?? sign);
