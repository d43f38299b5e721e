import type { SurveyValue } from '../../../telephony/survey.ts';
import { fewHidden } from './few.ts';
import { type IkmCode, ikmCodes } from './ikm-elements.ts';

/** All nine answers of one citizen. */
export type IkmAnswers = Readonly<Record<IkmCode, SurveyValue>>;

/** What citizens of one service answered. */
export interface IkmSums {
  readonly serviceId: string;
  /** Who answered all nine. */
  readonly respondents: number;
  /** What they gave to each element, added up. */
  readonly sums: Readonly<Record<IkmCode, number>>;
  /** Cases that came to their end in the same days, whose citizens could have been asked. */
  readonly population: number;
}

export type IkmGrade = 'A' | 'B' | 'C' | 'D';

export interface IkmFigures {
  readonly respondents: number;
  readonly population: number;
  /** How many respondents make such a population known well enough. */
  readonly sample: number;
  /** Null, and all below: so few answered that it would tell who said what. */
  readonly elements: readonly { readonly code: IkmCode; readonly mean: number; readonly weighted: number }[] | null;
  /** From 25 to 100. */
  readonly index: number | null;
  readonly grade: IkmGrade | null;
}

/**
 * The index of citizens' satisfaction, of all and by service. Permenpan-RB 14/2017: the mean of each element has a weight of
 * 1/9 (0.11, as often seen, ends at 99), their sum times 25 is the index. Pure.
 */
export function ikmFigures(counted: readonly IkmSums[]): {
  readonly all: IkmFigures;
  readonly services: readonly (IkmFigures & { readonly serviceId: string })[];
} {
  const hidden = fewHidden(counted, ({ respondents }) => respondents);
  const zero = Object.fromEntries(ikmCodes.map((code) => [code, 0])) as Record<IkmCode, number>;
  const all = counted.reduce(
    (total, one) => ({
      serviceId: '',
      respondents: total.respondents + one.respondents,
      population: total.population + one.population,
      sums: Object.fromEntries(ikmCodes.map((code) => [code, total.sums[code] + one.sums[code]])) as typeof zero,
    }),
    { serviceId: '', respondents: 0, population: 0, sums: zero },
  );
  return {
    all: figuresOf(all, fewHidden([all], ({ respondents }) => respondents).size > 0),
    services: counted.map((one) => ({ serviceId: one.serviceId, ...figuresOf(one, hidden.has(one)) })),
  };
}

function figuresOf({ respondents, population, sums }: IkmSums, hidden: boolean): IkmFigures {
  const counts = { respondents, population, sample: sampleOf(population) };
  if (hidden || respondents === 0) return { ...counts, elements: null, index: null, grade: null };
  const elements = ikmCodes.map((code) => {
    const mean = sums[code] / respondents;
    return { code, mean, weighted: mean / ikmCodes.length };
  });
  const index = indexOf(
    ikmCodes.reduce((total, code) => total + sums[code], 0),
    respondents,
  );
  return { ...counts, elements, index, grade: gradeOf(index) };
}

/** Counted in whole numbers, so that half a hundredth is rounded up on every machine. */
const indexOf = (sum: number, respondents: number) => Math.round((sum * 2_500) / (ikmCodes.length * respondents)) / 100;

/** Of an index of two decimals: D 25.00–64.99, C 65.00–76.60, B 76.61–88.30, A 88.31–100. */
function gradeOf(index: number): IkmGrade {
  if (index >= 88.31) return 'A';
  if (index >= 76.61) return 'B';
  return index >= 65 ? 'C' : 'D';
}

/** After Krejcie and Morgan: χ² of one degree at 95 %, half of them of each mind, five hundredths to either side. */
function sampleOf(population: number): number {
  if (population <= 0) return 0;
  const spread = 3.841 * 0.25;
  return Math.round((spread * population) / (0.05 ** 2 * (population - 1) + spread));
}
