import { useTranslation } from 'react-i18next';
import { clockOf } from '../../model/format.ts';
import { slowMs, spanOf } from '../../model/span.ts';

/** `sisa 1 hr 4 j`, `lewat 3 mnt`, and to the second when it is close. */
export function useSpanText(): (remainingMs: number) => string {
  const { t } = useTranslation();
  return (remainingMs) => {
    const close = Math.abs(remainingMs) < slowMs;
    const { over, parts } = spanOf(remainingMs);
    const time = close
      ? clockOf(Math.ceil(Math.abs(remainingMs) / 1000) * 1000)
      : parts.map(({ unit, count }) => t(`work.${unit}`, { count })).join(' ');
    return t(over ? 'work.over' : 'work.left', { time });
  };
}
