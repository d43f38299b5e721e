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

const wholeUnits: readonly (readonly [ms: number, id: string, en: string])[] = [
  [3_600_000, 'jam', 'h'],
  [60_000, 'menit', 'min'],
  [1_000, 'detik', 's'],
];

/** A length in ms by all of its units, whole seconds: `1 jam 2 menit 3 detik`, so that late by a second shows. Pure. */
export function lengthWords(ms: number): Bilingual {
  let rest = Math.max(0, Math.floor(ms / 1_000)) * 1_000;
  const parts = wholeUnits.flatMap(([length, id, en]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [{ id: `${count} ${id}`, en: `${count} ${en}` }];
  });
  if (parts.length === 0) return { id: '0 detik', en: '0 s' };
  return { id: parts.map(({ id }) => id).join(' '), en: parts.map(({ en }) => en).join(' ') };
}

/** So much of a clock, with its name, for people who know no other: `15 menit (jam layanan)`, `2 hari kerja`. Pure. */
export function clockedWords(clock: Clock, amount: number): Bilingual {
  if (clock === 'workday') return budgetWords({ clock, amount }) as Bilingual;
  const [length, by] = [lengthWords(amount), clockNames[clock]];
  return { id: `${length.id} (${by.id})`, en: `${length.en} (${by.en})` };
}
