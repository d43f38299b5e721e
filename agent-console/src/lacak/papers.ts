import type { LacakView } from '../../../server/contract/lacak.ts';
import type { LacakWord } from '../../../server/contract/lacak-words.ts';

interface Said {
  readonly language: 'id' | 'en';
  readonly text: (word: LacakWord, value?: string) => string;
  readonly moment: (epochMs: number) => string;
}

/**
 * Papers that are for whoever reads the page. Each is a form that the browser sends by itself, so that the pass stands in no
 * address and the file is kept as any other that a telephone loads.
 */
export function showPapers(
  list: HTMLElement,
  { papers, pass }: Pick<LacakView, 'papers' | 'pass'>,
  { language, text, moment }: Said,
): void {
  list.replaceChildren(
    ...papers.map(({ paperId, title, number, madeAt }) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/lacak/surat';
      for (const [name, value] of Object.entries({ language, pass, paper: paperId })) {
        const field = document.createElement('input');
        Object.assign(field, { type: 'hidden', name, value });
        form.append(field);
      }
      const put = (tag: string, words: string) => {
        const element = document.createElement(tag);
        element.textContent = words;
        form.append(element);
      };
      put('strong', title[language]);
      const numbered = number === null ? [] : [text('paperNumber', number)];
      put('p', [...numbered, text('paperMade', moment(madeAt))].join(' '));
      put('button', text('paperOpen', title[language]));
      const item = document.createElement('li');
      item.append(form);
      return item;
    }),
  );
}
