import type { Budget } from '../sop/step-definition.ts';
import type { Bilingual, Clock } from '../sop/terms.ts';

const units: readonly (readonly [ms: number, id: string, en: string])[] = [
  [3_600_000, 'jam', 'h'],
  [60_000, 'menit', 'min'],
  [1_000, 's', 's'],
];

const clockNames: Readonly<Record<Clock, Bilingual>> = {
  call: { id: 'jam dinding', en: 'wall clock' },
  elapsed: { id: 'jam layanan', en: 'service hours' },
  office: { id: 'jam kantor', en: 'office hours' },
  workday: { id: 'hari kerja', en: 'working days' },
};

/**
 * The budget in words; null: no time is promised. Those of a pair are in the same unit, and with their clocks where these
 * differ.
 */
export function budgetWords(
  budget: Budget | null,
  pair: readonly (Budget | null | undefined)[] = [budget],
): Bilingual | null {
  if (!budget) return null;
  const { clock, amount } = budget;
  if (clock === 'workday')
    return { id: `${amount} hari kerja`, en: `${amount} working ${amount === 1 ? 'day' : 'days'}` };
  const counted = pair.flatMap((one) => (one && one.clock !== 'workday' ? [one] : []));
  const [ms, id, en] = units.find(([length]) => counted.every((one) => one.amount % length === 0)) ?? [1, 'ms', 'ms'];
  const differ = pair.some((one) => one && one.clock !== 'workday' && one.clock !== clock);
  const by = (language: 'id' | 'en') => (differ ? ` (${clockNames[clock][language]})` : '');
  return { id: `${amount / ms} ${id}${by('id')}`, en: `${amount / ms} ${en}${by('en')}` };
}
