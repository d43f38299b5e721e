import type { Response } from '../../../../server/contract/api.ts';
import { satisfactionColumns } from '../../../../server/contract/figure-columns.ts';
import { useLanguage } from '../shared/context.tsx';
import styles from './figures.module.css';
import { FiguresTable, type Row } from './figures-table.tsx';
import { StepCosts } from './step-costs.tsx';
import { useFigureWords } from './words.ts';

type Satisfaction = Response<'satisfaction'>;
type Question = Satisfaction['all'][number];

/** How satisfied citizens were: a table for each question in each of its wordings, whole, by service and by agent. */
export function SatisfactionReport({ report: { all, services, agents, steps } }: { report: Satisfaction }) {
  const words = useFigureWords();
  const language = useLanguage();
  if (all.length === 0) return <p data-testid="figures-none">{words.nothing}</p>;
  const rowsOf = ({ question, version }: Question): Row<Question>[] => {
    const same = (questions: readonly Question[]) =>
      questions.find((one) => one.question === question && one.version === version);
    const row = (key: string, head: string, questions: readonly Question[]): Row<Question>[] => {
      const figures = same(questions);
      return figures ? [{ key, head, figures, strong: key === 'whole' }] : [];
    };
    return [
      ...row('whole', words.whole, all),
      ...services.flatMap(({ id, name, questions }) => row(id, `${words.keys.service}: ${name[language]}`, questions)),
      ...agents.flatMap(({ id, name, questions }) => row(id, `${words.keys.agent}: ${name}`, questions)),
    ];
  };
  return (
    <>
      <p className={styles.muted}>{words.scale}</p>
      {all.map((one) => (
        <FiguresTable
          key={`${one.question} ${one.version}`}
          id="figures-satisfaction"
          caption={words.version(one.text?.[language] ?? `${words.goneQuestion}: ${one.question}`, one.version)}
          columns={satisfactionColumns}
          rows={rowsOf(one)}
        />
      ))}
      <StepCosts steps={steps} />
    </>
  );
}
