const tags = { id: 'id-ID', en: 'en-GB' } as const;
const formats = new Map<string, Intl.NumberFormat>();

/** A number as people of the language write it, with so many decimals at most: `1.234,5` (id), `1,234.5` (en). Pure. */
export function numberText(value: number, language: 'id' | 'en', decimals = 0): string {
  const key = `${language} ${decimals}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(tags[language], { maximumFractionDigits: decimals });
  formats.set(key, format);
  return format.format(value);
}

/** A length in ms, whole seconds: `1:02:03`, `2:03`. Pure. */
function lengthText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, two(total % 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/** A figure as a table shows it; null: there is nothing to be told of. Pure. */
export function figureText(value: number | null, as: 'count' | 'ms' | 'share' | 'mean', language: 'id' | 'en'): string {
  if (value === null) return '–';
  if (as === 'ms') return lengthText(value);
  if (as === 'share') return `${numberText(value * 100, language, 1)} %`;
  return numberText(value, language, as === 'mean' ? 2 : 0);
}
