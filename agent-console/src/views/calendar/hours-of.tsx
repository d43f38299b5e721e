import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CalendarCard } from '../../../../server/contract/calendar.ts';
import { dayWithWeekday, spansText, week, weekdayName } from '../../model/calendar-words.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import styles from './calendar.module.css';

interface Props {
  readonly calendar: CalendarCard;
  readonly change: () => void;
}

/** The hours of a calendar, and those of its periods, such as Ramadan. */
export function HoursOf({ calendar, change }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { title, closedOn, hours, periods, since, ahead, services } = calendar;
  const kinds = closedOn.map((kind) => t(`calendar.kinds.${kind}`)).join(', ');
  const columns = [
    {
      key: '',
      name: since === null ? t('calendar.usual') : t('hours.since', { day: dayWithWeekday(since, language) }),
      hours,
    },
    ...ahead.map(({ from, hours: later }) => ({
      key: `ahead ${from}`,
      name: t('hours.ahead', { day: dayWithWeekday(from, language) }),
      hours: later,
    })),
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
      <div className={styles.bar}>
        <h3>{title[language]}</h3>
        <Button
          variant="default"
          onClick={change}
          aria-label={`${t('hours.change')}: ${title[language]}`}
          data-testid="hours-change"
        >
          {t('hours.change')}
        </Button>
      </div>
      {services.length > 0 && (
        <p className={styles.muted}>
          {t('hours.services', {
            names: services.map((name) => name[language]).join(', '),
            interpolation: { escapeValue: false },
          })}
        </p>
      )}
      <p className={styles.muted}>{kinds === '' ? t('calendar.neverCloses') : t('calendar.closedOn', { kinds })}</p>
      {periods.length > 0 && <p className={styles.muted}>{t('hours.periods')}</p>}
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
