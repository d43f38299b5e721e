import type { Response } from '../../../../server/contract/api.ts';
import { stepCostColumns } from '../../../../server/contract/figure-columns.ts';
import { useLanguage } from '../shared/context.tsx';
import styles from './figures.module.css';
import { FiguresTable } from './figures-table.tsx';
import { useFigureWords } from './words.ts';

/** How citizens rated tickets in which a step was late, beside those in which it was not. */
export function StepCosts({ steps }: { steps: Response<'ikm'>['steps'] }) {
  const words = useFigureWords();
  const language = useLanguage();
  if (steps.length === 0) return <p className={styles.muted}>{words.noStepCosts}</p>;
  return (
    <>
      <p className={styles.muted}>{words.stepCostsHint}</p>
      <FiguresTable
        id="figures-step-costs"
        caption={words.stepCosts}
        columns={stepCostColumns}
        rows={steps.map((step) => ({ key: step.key, head: step.name[language], figures: step }))}
      />
    </>
  );
}
