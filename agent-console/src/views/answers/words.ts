import { useLanguage } from '../shared/context.tsx';
import { enAnswers } from './en-answers.ts';
import { idAnswers } from './id-answers.ts';

/** The words of this part of the console, in the language of its reader. */
export const useAnswerWords = (): typeof idAnswers => (useLanguage() === 'id' ? idAnswers : enAnswers);
