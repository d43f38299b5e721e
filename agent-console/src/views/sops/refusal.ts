import { useTranslation } from 'react-i18next';
import { id } from '../../i18n/id.ts';
import { ApiProblem } from '../../wire/problem.ts';
import { useProblemText } from '../shared/save.tsx';

type Refusal = keyof (typeof id)['sops']['refusal'];

/** The words for why something was not done to a version. */
export function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (error) => {
    const problem = error instanceof ApiProblem ? error.problem : null;
    const codes = [problem?.type, ...(problem?.errors ?? []).map(({ code }) => code)];
    const known = codes.find((code) => code !== undefined && code in id.sops.refusal);
    return known === undefined ? problemText(error) : t(`sops.refusal.${known as Refusal}`);
  };
}
