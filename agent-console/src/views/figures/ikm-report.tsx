import type { Response } from '../../../../server/contract/api.ts';
import { ikmColumns } from '../../../../server/contract/figure-columns.ts';
import { useLanguage } from '../shared/context.tsx';
import styles from './figures.module.css';
import { FiguresTable, type Row } from './figures-table.tsx';
import { StepCosts } from './step-costs.tsx';
import { useFigureWords } from './words.ts';

type Report = Response<'ikm'>;
type Figures = Report['all'];

/** The index of citizens' satisfaction, of all and by service, and which late steps go with less of it. */
export function IkmReport({ report: { all, services, steps } }: { report: Report }) {
  const words = useFigureWords();
  const language = useLanguage();
  const row = (key: string, of: string, figures: Figures): Row<Figures> => ({
    ...{ key, figures, strong: key === 'whole' },
    head: figures.grade === null ? of : words.ikmGrade(of, words.ikmGrades[figures.grade]),
  });
  return (
    <>
      <p className={styles.muted}>{words.ikmCounted}</p>
      {all.respondents === 0 && <p data-testid="figures-none">{words.nothing}</p>}
      <FiguresTable
        id="figures-ikm"
        caption={words.byKey(words.keys.service)}
        columns={ikmColumns}
        rows={[row('whole', words.whole, all), ...services.map((one) => row(one.id, one.name[language], one))]}
      />
      <StepCosts steps={steps} />
    </>
  );
}
