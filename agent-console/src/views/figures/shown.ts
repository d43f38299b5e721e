import type { Column } from '../../../../server/contract/figure-columns.ts';
import { clockOf, decimal, wholeNumber } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';

/** A figure as its reader writes it; null: there is nothing to be told of. */
export function useShown(): (value: number | null, as: Column<never>['as']) => string {
  const language = useLanguage();
  return (value, as) => {
    if (value === null) return '–';
    if (as === 'share') return `${decimal(Math.round(value * 1_000) / 10, language)} %`;
    if (as === 'mean') return decimal(value, language, 2);
    return as === 'ms' ? clockOf(value) : wholeNumber(value, language);
  };
}
