import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarCard, HolidayCard } from '../../../../server/contract/calendar.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './calendar.module.css';
import { CalendarHistory } from './calendar-history.tsx';
import { HolidayDialog } from './holiday-dialog.tsx';
import { HolidayTable } from './holiday-table.tsx';
import { HoursDialog } from './hours-dialog.tsx';
import { HoursOf } from './hours-of.tsx';
import { TableDialog } from './table-dialog.tsx';
import { YearKnown } from './year-known.tsx';

/** Holidays of a year with where each is from, the hours, and what was changed. What is saved is counted by at once. */
export function CalendarPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [asked, setAsked] = useState<number | null>(null);
  const [edited, setEdited] = useState<HolidayCard | 'new' | null>(null);
  const [timed, setTimed] = useState<CalendarCard | null>(null);
  const [bringing, setBringing] = useState(false);
  const [said, setSaid] = useState(false);
  const list = useQuery({
    queryKey: ['calendar', asked],
    queryFn: () => rest.call('calendar', { query: asked === null ? {} : { year: asked } }),
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
  const done = (): void => {
    setSaid(true);
    setEdited(null);
    setTimed(null);
    void list.refetch();
  };
  const asOf = { onMutate: () => setSaid(false), onSuccess: done, onError: () => void list.refetch(), gcTime: 0 };
  const remove = useMutation({
    mutationFn: (day: string) => rest.call('removeHoliday', { params: { day } }),
    ...asOf,
  });
  const undo = useMutation({
    mutationFn: (changeId: string) => rest.call('undoCalendarChange', { params: { changeId } }),
    ...asOf,
  });
  const know = useMutation({
    mutationFn: ({ year: of, known }: { readonly year: number; readonly known: boolean }) =>
      rest.call(known ? 'completeYear' : 'reopenYear', { params: { year: of } }),
    ...asOf,
  });
  const fault = remove.error ?? undo.error ?? know.error ?? list.error;
  const { data } = list;
  const year = asked ?? data?.year ?? null;
  return (
    <div className={styles.page}>
      <h1>{t('calendar.title')}</h1>
      <p className={styles.muted}>{t('calendar.hint')}</p>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="calendar-problem">
          {problemText(fault)}
        </Alert>
      )}
      {data?.warnings.map((warning) => (
        <Alert key={warning.en} color="yellow" variant="light" mb="xs">
          {warning[language]}
        </Alert>
      ))}
      <p className={styles.said} role="status" data-testid="calendar-said">
        {said ? t('calendar.done') : ''}
      </p>
      {data !== undefined && year !== null && (
        <>
          <div className={styles.bar}>
            <nav className={styles.years} aria-label={t('calendar.year')}>
              <Button variant="default" onClick={() => setAsked(year - 1)} aria-label={t('calendar.earlier')}>
                ←
              </Button>
              <output data-testid="calendar-year">{year}</output>
              <Button
                variant="default"
                onClick={() => setAsked(year + 1)}
                aria-label={t('calendar.later')}
                data-testid="calendar-later"
              >
                →
              </Button>
            </nav>
            <Group gap="xs">
              <Button variant="default" onClick={() => setBringing(true)} data-testid="calendar-table">
                {t('calendarTable.open')}
              </Button>
              <Button onClick={() => setEdited('new')} data-testid="holiday-new">
                {t('calendar.add')}
              </Button>
            </Group>
          </div>
          <YearKnown of={data} busy={know.isPending} say={(of, known) => know.mutate({ year: of, known })} />
          <HolidayTable of={data} edit={setEdited} remove={(day) => remove.mutate(day)} busy={remove.isPending} />
          <h2>{t('calendar.hours')}</h2>
          <p className={styles.muted}>{t('hours.effect')}</p>
          {data.calendars.map((calendar) => (
            <HoursOf key={calendar.id} calendar={calendar} change={() => setTimed(calendar)} />
          ))}
          <h2>{t('calendar.history')}</h2>
          <CalendarHistory
            calendars={data.calendars}
            history={data.history}
            undo={(changeId) => undo.mutate(changeId)}
            busy={undo.isPending}
          />
          {timed !== null && (
            <HoursDialog calendar={timed} today={data.today} close={() => setTimed(null)} done={done} />
          )}
          {bringing && (
            <TableDialog
              close={() => setBringing(false)}
              done={(of) => {
                setBringing(false);
                if (of !== null) setAsked(of);
                done();
              }}
            />
          )}
          {edited !== null && (
            <HolidayDialog
              holiday={edited === 'new' ? null : edited}
              year={year}
              close={() => setEdited(null)}
              done={done}
            />
          )}
        </>
      )}
    </div>
  );
}
