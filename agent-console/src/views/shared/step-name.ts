import { useTranslation } from 'react-i18next';
import type { StepCard } from '../../../../server/contract/views.ts';
import { id } from '../../i18n/id.ts';
import { useLanguage } from './context.tsx';

type KnownStep = keyof (typeof id)['step'];

/** A step's name that fits on a chip: our short one where the step is known, else the SOP's own. */
export function useStepName(): (run: Pick<StepCard, 'step' | 'name'>) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (run) => (run.step in id.step ? t(`step.${run.step as KnownStep}`) : run.name[language]);
}
