import type { CaseAction } from '../../../server/contract/actions.ts';
import type { CaseCard } from '../../../server/contract/views.ts';

const telling = ['complaint', 'problemFrame', 'address'];

/** What a case says so far, by which others are found. */
export interface Said {
  readonly category: string;
  readonly words: string;
}

/** What stands in the case, and what is typed in its forms so far. Pure. */
export function saidSoFar(
  card: Pick<CaseCard, 'category' | 'contents'>,
  actions: readonly Pick<CaseAction, 'fields'>[],
): Said {
  const typed = new Map(card.contents.map(({ name, value }) => [name, value.id]));
  for (const { name, draft } of actions.flatMap(({ fields }) => fields)) if (draft) typed.set(name, draft);
  const category = actions
    .flatMap(({ fields }) => fields)
    .find(({ name, draft }) => name === 'category' && draft)?.draft;
  return {
    category: category ?? card.category?.code ?? '',
    words: telling
      .map((name) => typed.get(name) ?? '')
      .join(' ')
      .trim(),
  };
}

/** Whether others can be like it: it has a subject, or two words that are no fillers by their length. */
export const saysEnough = ({ category, words }: Said): boolean =>
  category !== '' || words.split(/\s+/u).filter((word) => word.length > 2).length > 1;
