import type { Response } from '../../../../server/contract/api.ts';
import { satisfactionColumns } from '../../../../server/contract/figure-columns.ts';
import { useLanguage } from '../shared/context.tsx';
import { useAsk } from './ask.ts';
import { ChartPart } from './chart-part.tsx';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { FiguresTable, type Row } from './figures-table.tsx';
import { StepCosts } from './step-costs.tsx';
import { useFigureWords } from './words.ts';

type Satisfaction = Response<'satisfaction'>;
type Question = Satisfaction['all'][number];

/** How satisfied citizens were: a table and a chart for each question in each of its wordings, whole, by service and by agent. */
export function SatisfactionReport({ report, wanted }: { report: Satisfaction; wanted: Wanted }) {
  const words = useFigureWords();
  const language = useLanguage();
  const ask = useAsk();
  const { all, steps } = report;
  if (all.length === 0) return <p data-testid="figures-none">{words.nothing}</p>;
  const rowsOf = ({ question, version }: Question, { all, services, agents }: Satisfaction) => {
    const row = (key: string, head: string, questions: readonly Question[]) => {
      const figures = questions.find((one) => one.question === question && one.version === version);
      return figures ? [{ key, head, figures, strong: key === 'whole' } satisfies Row<Question>] : [];
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
      {all.map((one) => {
        const rows = rowsOf(one, report);
        return (
          <div key={`${one.question} ${one.version}`}>
            <FiguresTable
              id="figures-satisfaction"
              caption={words.version(one.text?.[language] ?? `${words.goneQuestion}: ${one.question}`, one.version)}
              columns={satisfactionColumns}
              rows={rows}
            />
            <ChartPart
              wanted={wanted}
              ask={ask}
              columns={satisfactionColumns}
              points={rows.map(({ head, figures }) => ({ name: head, figures }))}
              past={(told) => {
                const then = told.of === 'satisfaction' ? rowsOf(one, told.report) : [];
                return rows.map(({ key }) => then.find((row) => row.key === key)?.figures ?? null);
              }}
              bars
            />
          </div>
        );
      })}
      <StepCosts steps={steps} />
    </>
  );
}
