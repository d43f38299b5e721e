import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CalendarOverview, HolidayCard } from '../../../../server/contract/calendar.ts';
import { dayWithWeekday } from '../../model/calendar-words.ts';
import { useLanguage } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import tables from '../shared/table.module.css';
import styles from './calendar.module.css';

interface Props {
  readonly of: CalendarOverview;
  readonly edit: (holiday: HolidayCard) => void;
  readonly remove: (day: string) => void;
  readonly busy: boolean;
}

/** The holidays of a year; those of a file that were taken away stand there crossed out, and said so in words. */
export function HolidayTable({ of, edit, remove, busy }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className={`${tables.table} ${tables.cards}`}>
      <caption className="visually-hidden">{t('calendar.holidays', { year: of.year })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('calendar.day')}</th>
          <th scope="col">{t('calendar.name')}</th>
          <th scope="col">{t('calendar.kind')}</th>
          <th scope="col">{t('calendar.from')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('calendar.edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {of.holidays.map((holiday) => {
          const { day, name, kind, from, file, gone, instead } = holiday;
          const called = `${dayWithWeekday(day, language)}, ${name[language]}`;
          return (
            <tr key={day} data-testid="holiday-row" data-day={day} data-from={from} data-gone={gone}>
              <th scope="row" className={styles.day}>
                {dayWithWeekday(day, language)}
              </th>
              <td className={gone ? styles.gone : undefined}>{name[language]}</td>
              <td>{t(`calendar.kinds.${kind}`)}</td>
              <td>
                {gone ? <strong>{t('calendar.gone')}</strong> : t(`calendar.origin.${from}`, { file: file ?? '' })}
                {instead !== null && (
                  <div className={styles.muted}>
                    {t('calendar.instead', { kind: t(`calendar.kinds.${instead.kind}`), name: instead.name[language] })}
                  </div>
                )}
              </td>
              <td className={styles.tools}>
                {!gone && (
                  <>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => edit(holiday)}
                      aria-label={`${t('calendar.edit')}: ${called}`}
                      data-testid="holiday-edit"
                    >
                      {t('calendar.edit')}
                    </Button>
                    <RevokeButton
                      label={t('calendar.remove')}
                      sureLabel={t('calendar.removeSure')}
                      of={called}
                      busy={busy}
                      revoke={() => remove(day)}
                      testId="holiday-remove"
                    />
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
