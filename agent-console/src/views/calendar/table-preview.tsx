import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HolidaysPreview } from '../../../../server/contract/calendar-table.ts';
import { dayWithWeekday } from '../../model/calendar-words.ts';
import { useLanguage } from '../shared/context.tsx';
import { LineOfFile, RowFaults, RowPreview } from '../shared/row-preview.tsx';
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
  const named = (day: string, name: string) => `${dayWithWeekday(day, language)}: ${name}`;
  const summary = [
    ...(faulty > 0 ? [t('calendarTable.wrong', { shown: faulty, all: rows.length })] : []),
    ...(preview.year !== null ? [t('calendarTable.counts', { year, add, change, same })] : []),
    ...(faulty === 0 && changes === 0 ? [t('calendarTable.nothing')] : []),
  ];
  const columns = [
    'peopleImport.line',
    'calendar.day',
    'calendar.name',
    'calendar.kind',
    'peopleImport.outcome',
  ] as const;
  return (
    <RowPreview
      id="table"
      summary={summary.join(' ')}
      problem={problem}
      ignored={ignored}
      rows={rows}
      caption={t('calendarTable.preview')}
      columns={columns.map((column) => t(column))}
      row={(row) => <PreviewRow row={row} />}
      below={faulty > 0 && faulty < rows.length && <Text size="sm">{t('calendarTable.onlyGoodHint', { year })}</Text>}
      busy={busy}
      again={again}
      buttons={
        <>
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
        </>
      }
    >
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
    </RowPreview>
  );
}

function PreviewRow({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { line, outcome, typed, holiday, faults } = row;
  return (
    <tr data-testid="table-row" data-line={line} data-outcome={outcome}>
      <LineOfFile line={line} />
      <th scope="row" className={styles.day}>
        {holiday === null ? typed.date : dayWithWeekday(holiday.day, language)}
      </th>
      <td>{holiday === null ? typed.name : holiday.name[language]}</td>
      <td>{holiday === null ? typed.kind : t(`calendar.kinds.${holiday.kind}`)}</td>
      <td className={styles.lines}>
        <strong>{t(`calendarTable.outcomes.${outcome}`)}</strong>
        <RowFaults faults={faults.map((fault) => fault[language])} />
      </td>
    </tr>
  );
}
