import { satisfactionColumns } from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import type { QuestionFigures, Satisfaction } from '../../contract/surveys.ts';
import type { FigureTable, Language } from './figure-table.ts';
import { withStepCosts } from './step-cost-part.ts';

/** How satisfied citizens were: a part for each question in each of its wordings. Pure. */
export function satisfactionTable({ all, services, agents, steps }: Satisfaction, language: Language): FigureTable {
  const words = figureWords[language];
  const rowsOf = ({ question, version }: QuestionFigures) => {
    const row = (head: string, questions: readonly QuestionFigures[]) => {
      const figures = questions.find((one) => one.question === question && one.version === version);
      const values = figures && satisfactionColumns.map(({ of }) => of(figures));
      return values ? [{ head, values, estimated: new Set<string>() }] : [];
    };
    return [
      ...row(words.whole, all),
      ...services.flatMap(({ name, questions }) => row(`${words.keys.service}: ${name[language]}`, questions)),
      ...agents.flatMap(({ name, questions }) => row(`${words.keys.agent}: ${name}`, questions)),
    ];
  };
  const table: FigureTable = {
    title: words.title(words.reports.satisfaction),
    columns: satisfactionColumns.map(({ name, as }) => ({ name, as, label: words.columns[name as 'cost'] })),
    parts: all.map((one) => ({
      title: words.version(one.text?.[language] ?? `${words.goneQuestion}: ${one.question}`, one.version),
      ...{ rows: rowsOf(one), quiet: new Set<number>() },
    })),
    notes: [words.scale],
  };
  return withStepCosts(table, steps, language);
}
