import type { AnswerDraft } from '../../../server/contract/answers.ts';

/** An answer as its form has it: links and the last day as they are typed. */
export interface AnswerForm extends Pick<AnswerDraft, 'title' | 'body' | 'folder' | 'subjects' | 'services'> {
  readonly links: string;
  readonly expiresOn: string;
}

export const emptyForm = (title: string): AnswerForm => ({
  ...{ title: { id: title, en: '' }, body: { id: '', en: '' }, folder: '' },
  ...{ subjects: [], services: [], links: '', expiresOn: '' },
});

export function formOf(content: AnswerDraft | null): AnswerForm {
  if (content === null) return emptyForm('');
  const { links, expiresOn, ...same } = content;
  return { ...same, links: links.map(({ label, url }) => `${label} | ${url}`).join('\n'), expiresOn: expiresOn ?? '' };
}

/** What is sent. A line without a name is a link that is called by its address. */
export function contentOf({ links, expiresOn, ...same }: AnswerForm): AnswerDraft {
  const lines = links.split('\n').filter((line) => line.trim() !== '');
  return {
    ...same,
    links: lines.map((line) => {
      const cut = line.lastIndexOf('|');
      const url = line.slice(cut + 1).trim();
      return { label: cut < 0 ? url.slice(0, 80) : line.slice(0, cut).trim(), url };
    }),
    expiresOn: expiresOn === '' ? null : expiresOn,
  };
}

export const groupsText = (groups: readonly (readonly string[])[]): string =>
  groups.map((group) => group.join(', ')).join('\n');

/** Lines of words with commas between them; a line of one word means nothing else and is left out. */
export const groupsIn = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => [...new Set(line.split(',').map((word) => word.trim()))].filter((word) => word !== ''))
    .filter((group) => group.length > 1);

/** 32 random figures of base 16 as the id of something new (UUID, version 4). */
export const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
