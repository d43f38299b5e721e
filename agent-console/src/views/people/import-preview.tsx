import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeoplePreview } from '../../../../server/contract/people-import.ts';
import { countsOf } from '../../model/people-import.ts';
import { useFieldText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { columnWord } from './import-words.ts';
import styles from './people.module.css';

interface Props {
  readonly preview: PeoplePreview;
  readonly busy: boolean;
  /** Why nobody was added. */
  readonly problem: string | null;
  readonly again: () => void;
  readonly confirm: () => void;
}

type Row = PeoplePreview['rows'][number];

/** What comes of each row of a file. Nothing is written yet. */
export function ImportPreview({ preview, busy, problem, again, confirm }: Props) {
  const { t } = useTranslation();
  const { rows, ignored } = preview;
  const counts = countsOf(preview);
  const [onlyWrong, setOnlyWrong] = useState(false);
  const shown = onlyWrong && counts.faulty > 0 ? rows.filter(({ outcome }) => outcome === 'faulty') : rows;
  const summary = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: what came of it is read first.
  useEffect(() => summary.current?.focus(), []);
  return (
    <Stack gap="sm">
      <div ref={summary} tabIndex={-1} role="status" className={styles.summary} data-testid="import-summary">
        {counts.faulty > 0
          ? t('peopleImport.wrong', { shown: counts.faulty, all: rows.length })
          : counts.add === 0
            ? t('peopleImport.nobodyNew')
            : t('peopleImport.willAdd', { shown: counts.add })}
        {counts.faulty === 0 && counts.there > 0 && ` ${t('peopleImport.areThere', { shown: counts.there })}`}
      </div>
      {problem !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="import-refused">
          {problem}
        </Alert>
      )}
      {ignored.length > 0 && (
        <Text size="sm" data-testid="import-ignored">
          {t('peopleImport.ignored', { names: ignored.join(', '), interpolation: { escapeValue: false } })}
        </Text>
      )}
      {counts.faulty > 0 && counts.faulty < rows.length && (
        <Checkbox
          label={t('peopleImport.onlyWrong')}
          checked={onlyWrong}
          onChange={(event) => setOnlyWrong(event.currentTarget.checked)}
          data-testid="import-only-wrong"
        />
      )}
      <table className={`${tables.table} ${tables.cards}`}>
        <caption className="visually-hidden">{t('peopleImport.preview')}</caption>
        <thead>
          <tr>
            {(
              ['peopleImport.line', 'people.name', 'people.role', 'people.extension', 'peopleImport.outcome'] as const
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
      {counts.faulty === 0 && counts.add > 0 && (
        <Text size="sm">
          {t('peopleImport.asks')} {rows.some(({ extension }) => extension !== null) && t('people.telephoneHint')}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={again} disabled={busy} data-testid="import-again">
          {t('peopleImport.another')}
        </Button>
        {counts.faulty === 0 && counts.add > 0 && (
          <Button onClick={confirm} loading={busy} data-testid="import-confirm">
            {t('peopleImport.confirm', { shown: counts.add })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function PreviewRow({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const { line, outcome, displayName, username, role, extension, phone, locale, faults } = row;
  const faultText = ({ code, written, otherLine }: Row['faults'][number]): string => {
    const plain = { interpolation: { escapeValue: false } };
    const said = fieldText(code) ?? '';
    const text = otherLine === null ? said : t('peopleImport.otherLine', { text: said, line: otherLine, ...plain });
    return written === '' ? text : t('peopleImport.written', { written, text, ...plain });
  };
  return (
    <tr data-testid="import-row" data-line={line} data-outcome={outcome}>
      <td>
        <span className={styles.cardWord}>{t('peopleImport.line')} </span>
        {line}
      </td>
      <th scope="row">
        {displayName}
        <br />
        <small className={styles.plain}>{username}</small>
      </th>
      <td>
        {role !== null && t(`role.${role}`)}
        <br />
        <small>{t(`people.locales.${locale}`)}</small>
      </td>
      <td>{extension === null ? t('people.noPhone') : `${extension}, ${t(`people.phones.${phone}`)}`}</td>
      <td className={styles.outcome}>
        <span className={styles.left}>{t(`peopleImport.outcomes.${outcome}`)}</span>
        {faults.length > 0 && (
          <ul className={styles.faults}>
            {faults.map((fault) => (
              <li key={`${fault.field} ${fault.code}`}>
                {t('peopleImport.ofColumn', {
                  column: t(columnWord[fault.field]),
                  text: faultText(fault),
                  interpolation: { escapeValue: false },
                })}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
