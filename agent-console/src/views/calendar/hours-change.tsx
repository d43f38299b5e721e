import { useTranslation } from 'react-i18next';
import type { Week } from '../../../../server/contract/calendar.ts';
import { spansText, weekdayName } from '../../model/calendar-words.ts';
import { otherDays } from '../../model/hours-text.ts';
import { useLanguage } from '../shared/context.tsx';

/** The days of a week that have other hours now, before and after. */
export function HoursChange({ before, after }: { readonly before: Week; readonly after: Week }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const said = (day: Week[number] | undefined): string => {
    if (day === undefined || day.open.length === 0) return t('calendar.closed');
    const open = spansText(day.open, language);
    if (day.breaks.length === 0) return open;
    return `${open} (${t('hours.breakOf', { spans: spansText(day.breaks, language) })})`;
  };
  return (
    <ul>
      {otherDays(before, after).map((weekday) => (
        <li key={weekday}>
          {weekdayName(weekday, language)}: {said(before[weekday])} → {said(after[weekday])}
        </li>
      ))}
    </ul>
  );
}
