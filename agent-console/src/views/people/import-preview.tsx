import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PeoplePreview } from '../../../../server/contract/people-import.ts';
import { countsOf } from '../../model/people-import.ts';
import { LineOfFile, RowFaults, RowPreview } from '../shared/row-preview.tsx';
import { useFieldText } from '../shared/save.tsx';
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
  const { faulty, add, there } = countsOf(preview);
  const columns = [
    'peopleImport.line',
    'people.name',
    'people.role',
    'people.extension',
    'peopleImport.outcome',
  ] as const;
  const whole =
    faulty > 0
      ? t('peopleImport.wrong', { shown: faulty, all: rows.length })
      : t(add === 0 ? 'peopleImport.nobodyNew' : 'peopleImport.willAdd', { shown: add });
  return (
    <RowPreview
      id="import"
      summary={faulty === 0 && there > 0 ? `${whole} ${t('peopleImport.areThere', { shown: there })}` : whole}
      problem={problem}
      ignored={ignored}
      rows={rows}
      caption={t('peopleImport.preview')}
      columns={columns.map((column) => t(column))}
      row={(row) => <PreviewRow row={row} />}
      below={
        faulty === 0 &&
        add > 0 && (
          <Text size="sm">
            {t('peopleImport.asks')} {rows.some(({ extension }) => extension !== null) && t('people.telephoneHint')}
          </Text>
        )
      }
      busy={busy}
      again={again}
      buttons={
        faulty === 0 &&
        add > 0 && (
          <Button onClick={confirm} loading={busy} data-testid="import-confirm">
            {t('peopleImport.confirm', { shown: add })}
          </Button>
        )
      }
    />
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
      <LineOfFile line={line} />
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
        <RowFaults
          faults={faults.map((fault) =>
            t('peopleImport.ofColumn', {
              column: t(columnWord[fault.field]),
              text: faultText(fault),
              interpolation: { escapeValue: false },
            }),
          )}
        />
      </td>
    </tr>
  );
}
