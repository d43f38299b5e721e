import { figureWords } from '../../../../server/contract/figure-words.ts';
import { useLanguage } from '../shared/context.tsx';
import { enFigures } from './en-figures.ts';
import { enPlanning } from './en-planning.ts';
import { enSchedules } from './en-schedules.ts';
import { enStandards } from './en-standards.ts';
import { idFigures } from './id-figures.ts';
import { idPlanning } from './id-planning.ts';
import { idSchedules } from './id-schedules.ts';
import { idStandards } from './id-standards.ts';

const words = {
  id: { ...figureWords.id, ...idFigures, schedules: idSchedules, standards: idStandards, planning: idPlanning },
  en: { ...figureWords.en, ...enFigures, schedules: enSchedules, standards: enStandards, planning: enPlanning },
} as const;

/** The words of this part of the console, in the language of its reader: those of every report, and those of the page. */
export const useFigureWords = (): (typeof words)['id'] => words[useLanguage()];
