import { figureWords } from '../../../../server/contract/figure-words.ts';
import { useLanguage } from '../shared/context.tsx';
import { enFigures } from './en-figures.ts';
import { idFigures } from './id-figures.ts';

const words = { id: { ...figureWords.id, ...idFigures }, en: { ...figureWords.en, ...enFigures } } as const;

/** The words of this part of the console, in the language of its reader: those of every report, and those of the page. */
export const useFigureWords = (): (typeof words)['id'] => words[useLanguage()];
