import { useLanguage } from '../shared/context.tsx';
import { enFigures } from './en-figures.ts';
import { idFigures } from './id-figures.ts';

/** The words of this part of the console, in the language of its reader. */
export const useFigureWords = (): typeof idFigures => (useLanguage() === 'id' ? idFigures : enFigures);
