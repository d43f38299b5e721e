import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HolidaysPreview } from '../../../../server/contract/calendar-table.ts';
import { dayWithWeekday } from '../../model/calendar-words.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import styles from './calendar.module.css';

interface Props {
  readonly preview: HolidaysPreview;
  readonly busy: boolean;
  /** Why nothing was written. */
  readonly problem: string | null;
  readonly again: () => void;
  readonly confirm: (rows: 'all' | 'good') => void;
}

type Row = HolidaysPreview['rows'][number];

/** What comes of each row of a table. Nothing is written yet. */
export function TablePreview({ preview, busy, problem, again, confirm }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rows, ignored, removed, doubts, whole, changes } = preview;
  const year = preview.year ?? '?';
  const count = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const [add, change, same, faulty] = [count('add'), count('change'), count('same'), count('faulty')];
  const [onlyWrong, setOnlyWrong] = useState(false);
  const shown = onlyWrong && faulty > 0 ? rows.filter(({ outcome }) => outcome === 'faulty') : rows;
  const summary = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: what came of it is read first.
  useEffect(() => summary.current?.focus(), []);
  const named = (day: string, name: string) => `${dayWithWeekday(day, language)}: ${name}`;
  return (
    <Stack gap="sm">
      <div ref={summary} tabIndex={-1} role="status" className={styles.summary} data-testid="table-summary">
        {faulty > 0 && `${t('calendarTable.wrong', { shown: faulty, all: rows.length })} `}
        {preview.year !== null && t('calendarTable.counts', { year, add, change, same })}
        {faulty === 0 && changes === 0 && ` ${t('calendarTable.nothing')}`}
      </div>
      {problem !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="table-refused">
          {problem}
        </Alert>
      )}
      {ignored.length > 0 && (
        <Text size="sm">
          {t('peopleImport.ignored', { names: ignored.join(', '), interpolation: { escapeValue: false } })}
        </Text>
      )}
      {faulty === 0 && changes > 0 && (
        <Text size="sm" data-testid="table-whole">
          {t(whole ? 'calendarTable.whole' : 'calendarTable.notNational', { year })}
        </Text>
      )}
      {faulty === 0 && doubts.length > 0 && (
        <Alert color="yellow" variant="light" data-testid="table-doubts">
          {t('calendarTable.doubts')} {doubts.map((day) => dayWithWeekday(day, language)).join('; ')}
        </Alert>
      )}
      {removed.length > 0 && (
        <Alert color="yellow" variant="light" data-testid="table-removed">
          {t('calendarTable.removed')}
          <ul>
            {removed.map(({ day, name }) => (
              <li key={day}>{named(day, name[language])}</li>
            ))}
          </ul>
        </Alert>
      )}
      {faulty > 0 && faulty < rows.length && (
        <Checkbox
          label={t('calendarTable.onlyWrong')}
          checked={onlyWrong}
          onChange={(event) => setOnlyWrong(event.currentTarget.checked)}
          data-testid="table-only-wrong"
        />
      )}
      <table className={`${tables.table} ${tables.cards}`}>
        <caption className="visually-hidden">{t('calendarTable.preview')}</caption>
        <thead>
          <tr>
            {(
              ['peopleImport.line', 'calendar.day', 'calendar.name', 'calendar.kind', 'peopleImport.outcome'] as const
            ).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <PreviewRow key={row.line} row={row} />
          ))}
        </tbody>
      </table>
      {faulty > 0 && faulty < rows.length && <Text size="sm">{t('calendarTable.onlyGoodHint', { year })}</Text>}
      <Group justify="flex-end">
        <Button variant="default" onClick={again} disabled={busy} data-testid="table-again">
          {t('peopleImport.another')}
        </Button>
        {faulty > 0 && add + change > 0 && (
          <Button variant="default" onClick={() => confirm('good')} loading={busy} data-testid="table-good">
            {t('calendarTable.onlyGood', { shown: rows.length - faulty })}
          </Button>
        )}
        {faulty === 0 && changes > 0 && (
          <Button onClick={() => confirm('all')} loading={busy} data-testid="table-confirm">
            {t('calendarTable.confirm', { year })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function PreviewRow({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { line, outcome, typed, holiday, faults } = row;
  return (
    <tr data-testid="table-row" data-line={line} data-outcome={outcome}>
      <td>
        <span className={styles.cardWord}>{t('peopleImport.line')} </span>
        {line}
      </td>
      <th scope="row" className={styles.day}>
        {holiday === null ? typed.date : dayWithWeekday(holiday.day, language)}
      </th>
      <td>{holiday === null ? typed.name : holiday.name[language]}</td>
      <td>{holiday === null ? typed.kind : t(`calendar.kinds.${holiday.kind}`)}</td>
      <td className={styles.lines}>
        <strong>{t(`calendarTable.outcomes.${outcome}`)}</strong>
        {faults.length > 0 && (
          <ul className={styles.faults}>
            {faults.map((fault) => (
              <li key={fault.en}>{fault[language]}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
