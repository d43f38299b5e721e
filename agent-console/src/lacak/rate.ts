import type { LacakView } from '../../../server/contract/lacak.ts';
import type { Answer } from './send.ts';

/** The questions as groups of four choices; what was chosen before, as when the language changes, stays chosen. */
export function showQuestions(
  parent: HTMLElement,
  asks: LacakView['asks'],
  language: 'id' | 'en',
  problem = 'rate-problem',
): void {
  const chosen = new Map(answersIn(parent, asks).map(({ key, value }) => [key, value]));
  parent.replaceChildren(
    ...asks.map(({ key, text, values }) => {
      const group = document.createElement('fieldset');
      const legend = document.createElement('legend');
      legend.textContent = text[language];
      group.append(legend);
      for (const [index, words] of values.entries()) {
        const label = document.createElement('label');
        const choice = document.createElement('input');
        choice.type = 'radio';
        choice.name = `rate-${key}`;
        choice.value = String(index + 1);
        choice.checked = chosen.get(key) === index + 1;
        choice.setAttribute('aria-describedby', problem);
        label.append(choice, words[language]);
        group.append(label);
      }
      return group;
    }),
  );
}

/** What is chosen now. */
export const answersIn = (parent: HTMLElement, asks: LacakView['asks']): readonly Answer[] =>
  asks.flatMap(({ key, version }) => {
    const choice = parent.querySelector<HTMLInputElement>(`input[name="rate-${key}"]:checked`);
    return choice ? [{ key, version, value: Number(choice.value) }] : [];
  });
