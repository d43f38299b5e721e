import { useTranslation } from 'react-i18next';
import type { CalendarCard } from '../../../../server/contract/calendar.ts';
import { dayWithWeekday, spansText, weekdayName } from '../../model/calendar-words.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import styles from './calendar.module.css';

/** Monday first, as offices read a week. */
const week = [1, 2, 3, 4, 5, 6, 0] as const;

/** The hours of a calendar, and those of its periods, such as Ramadan. */
export function HoursOf({ calendar }: { calendar: CalendarCard }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { title, closedOn, hours, periods } = calendar;
  const kinds = closedOn.map((kind) => t(`calendar.kinds.${kind}`)).join(', ');
  const columns = [
    { key: '', name: t('calendar.usual'), hours },
    ...periods.map(({ name, from, to, hours: other }) => ({
      key: from,
      hours: other,
      name: t('calendar.period', {
        name: name[language],
        from: dayWithWeekday(from, language),
        to: dayWithWeekday(to, language),
      }),
    })),
  ];
  return (
    <section className={styles.calendar} data-testid="calendar-hours" data-calendar={calendar.id}>
      <h3>{title[language]}</h3>
      <p className={styles.muted}>{kinds === '' ? t('calendar.neverCloses') : t('calendar.closedOn', { kinds })}</p>
      {columns.map((column) => (
        <table key={column.key} className={`${tables.table} ${tables.cards}`}>
          <caption className={styles.caption}>{column.name}</caption>
          <thead>
            <tr>
              <th scope="col">{t('calendar.weekday')}</th>
              <th scope="col">{t('calendar.open')}</th>
              <th scope="col">{t('calendar.breaks')}</th>
            </tr>
          </thead>
          <tbody>
            {week.map((weekday) => {
              const { open = [], breaks = [] } = column.hours[weekday] ?? {};
              return (
                <tr key={weekday}>
                  <th scope="row">{weekdayName(weekday, language)}</th>
                  <td>{open.length === 0 ? t('calendar.closed') : spansText(open, language)}</td>
                  <td>{breaks.length === 0 ? '–' : spansText(breaks, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </section>
  );
}
