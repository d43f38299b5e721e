import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './row-preview.module.css';
import tables from './table.module.css';

interface PreviewedRow {
  readonly line: number;
  readonly outcome: string;
}

interface Props<Row extends PreviewedRow> {
  /** What the test ids of its parts begin with. */
  readonly id: 'import' | 'table';
  /** What comes of the rows as a whole. */
  readonly summary: string;
  /** Why nothing was written. */
  readonly problem: string | null;
  /** Columns that are not read. */
  readonly ignored: readonly string[];
  /** What else is to be known before the rows are read. */
  readonly children?: ReactNode;
  readonly rows: readonly Row[];
  readonly caption: string;
  readonly columns: readonly string[];
  /** A row of the table. */
  readonly row: (row: Row) => ReactNode;
  /** What is to be known when they were read. */
  readonly below: ReactNode;
  readonly busy: boolean;
  readonly again: () => void;
  /** What is done with the rows. */
  readonly buttons: ReactNode;
}

/** What comes of each row of a file, before anything is written. */
export function RowPreview<Row extends PreviewedRow>(props: Props<Row>) {
  const { id, problem, ignored, rows } = props;
  const { t } = useTranslation();
  const wrong = rows.filter(({ outcome }) => outcome === 'faulty');
  const [onlyWrong, setOnlyWrong] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: what came of it is read first.
  useEffect(() => summary.current?.focus(), []);
  return (
    <Stack gap="sm">
      <div ref={summary} tabIndex={-1} role="status" className={styles.summary} data-testid={`${id}-summary`}>
        {props.summary}
      </div>
      {problem !== null && (
        <Alert color="red" variant="light" role="alert" data-testid={`${id}-refused`}>
          {problem}
        </Alert>
      )}
      {ignored.length > 0 && (
        <Text size="sm" data-testid={`${id}-ignored`}>
          {t('peopleImport.ignored', { names: ignored.join(', '), interpolation: { escapeValue: false } })}
        </Text>
      )}
      {props.children}
      {wrong.length > 0 && wrong.length < rows.length && (
        <Checkbox
          label={t('peopleImport.onlyWrong')}
          checked={onlyWrong}
          onChange={(event) => setOnlyWrong(event.currentTarget.checked)}
          data-testid={`${id}-only-wrong`}
        />
      )}
      <table className={`${tables.table} ${tables.cards}`}>
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(onlyWrong && wrong.length > 0 ? wrong : rows).map((row) => (
            <Fragment key={row.line}>{props.row(row)}</Fragment>
          ))}
        </tbody>
      </table>
      {props.below}
      <Group justify="flex-end">
        <Button variant="default" onClick={props.again} disabled={props.busy} data-testid={`${id}-again`}>
          {t('peopleImport.another')}
        </Button>
        {props.buttons}
      </Group>
    </Stack>
  );
}

/** The row's line in its file. */
export function LineOfFile({ line }: { readonly line: number }) {
  const { t } = useTranslation();
  return (
    <td>
      <span className={styles.cardWord}>{t('peopleImport.line')} </span>
      {line}
    </td>
  );
}

/** What is wrong with a row, in words. */
export function RowFaults({ faults }: { readonly faults: readonly string[] }) {
  if (faults.length === 0) return null;
  return (
    <ul className={styles.faults}>
      {faults.map((fault) => (
        <li key={fault}>{fault}</li>
      ))}
    </ul>
  );
}
