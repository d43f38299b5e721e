import type { NumberRule } from './kind.ts';

/** What a number may be made of. */
export const numberParts = ['seq', 'class', 'unit', 'year', 'month'] as const;
const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

export interface Numbered {
  /** From 1, anew each year. */
  readonly seq: number;
  /** The office's own short name. */
  readonly unit: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** The number of a paper, such as `700.1.2.4/12/KEC-BDG/2026`; the month is a Roman one. Pure. */
export function paperNumber({ scheme, class: code }: NumberRule, { seq, unit, day }: Numbered): string {
  const [year = '', month = '1'] = day.split('-');
  const parts: Readonly<Record<string, string>> = {
    ...{ seq: String(seq), class: code, unit, year },
    month: roman[Number(month) - 1] ?? '',
  };
  return scheme.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
}

/**
 * What is wrong with a scheme: a part that nobody knows; or two papers could get one number, since it lacks the sequence
 * or the year, in which the sequence begins anew. Null: nothing. Pure.
 */
export function schemeFault(scheme: string): { readonly part: string; readonly why: 'unknown' | 'missing' } | null {
  const used = [...scheme.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const odd = used.find((name) => !numberParts.some((part) => part === name));
  if (odd !== undefined) return { part: odd, why: 'unknown' };
  const lacking = (['seq', 'year'] as const).find((part) => !used.includes(part));
  return lacking === undefined ? null : { part: lacking, why: 'missing' };
}
