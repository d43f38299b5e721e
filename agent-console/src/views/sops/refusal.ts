import { fieldCodes } from '../../wire/problem.ts';
import { useFieldText, useProblemText } from '../shared/save.tsx';

/** The words for why something was not done to a version: what is wrong with what was filled in, else the refusal. */
export function useRefusalText(): (error: unknown) => string {
  const fieldText = useFieldText();
  const problemText = useProblemText();
  return (error) => fieldText(Object.values(fieldCodes(error))[0]) ?? problemText(error);
}
