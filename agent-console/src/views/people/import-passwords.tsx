import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewPassword } from '../../../../server/contract/people-list.ts';
import { dayAndTime } from '../../model/format.ts';
import { sheetOf } from '../../model/people-import.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { saveFile } from '../shared/save-file.ts';
import tables from '../shared/table.module.css';
import styles from './people.module.css';

interface Props {
  readonly added: readonly NewPassword[];
  readonly nameOf: (username: string) => string;
  readonly close: () => void;
}

/** The first passwords, this once: they are copied or saved by the browser, and asked of no server again. */
export function ImportPasswords({ added, nameOf, close }: Props) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const [done, setDone] = useState<'copied' | 'saved' | null>(null);
  const until = (at: number | null) => (at === null ? '' : dayAndTime(at, office.timeZone, language));
  const sheet = (): string =>
    sheetOf([
      [t('people.name'), t('people.username'), t('peopleImport.password'), t('peopleImport.until')],
      ...added.map(({ username, password, expiresAt }) => [nameOf(username), username, password, until(expiresAt)]),
    ]);
  // Browsers let copy on https and localhost only; elsewhere it is saved.
  const copies = navigator.clipboard !== undefined;
  // The one that was made first ends first.
  const first = added[0]?.expiresAt ?? null;
  return (
    <Dialog title={t('peopleImport.doneTitle', { shown: added.length })} close={close} size="lg" once>
      <Stack gap="sm">
        <Text size="sm">
          {t('peopleImport.doneHint', { until: until(first), interpolation: { escapeValue: false } })}
        </Text>
        <Group>
          <Button
            variant="default"
            onClick={() => {
              saveFile(new Blob([sheet()], { type: 'text/csv' }), t('peopleImport.fileName'));
              setDone('saved');
            }}
            data-testid="import-save"
            data-autofocus
          >
            {t('peopleImport.save')}
          </Button>
          {copies && (
            <Button
              variant="default"
              onClick={() => void navigator.clipboard.writeText(sheet()).then(() => setDone('copied'))}
              data-testid="import-copy"
            >
              {t('peopleImport.copy')}
            </Button>
          )}
          <Text size="sm" role="status">
            {done === null ? '' : t(`peopleImport.${done}`)}
          </Text>
        </Group>
        <table className={`${tables.table} ${tables.cards}`}>
          <caption className="visually-hidden">{t('peopleImport.passwords')}</caption>
          <thead>
            <tr>
              {(['people.name', 'people.username', 'peopleImport.password'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {added.map(({ personId, username, password }) => (
              <tr key={personId} data-testid="import-password" data-username={username}>
                <th scope="row">{nameOf(username)}</th>
                <td>{username}</td>
                <td>
                  <code className={styles.secret}>{password}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Group justify="flex-end">
          <Button onClick={close} data-testid="import-kept">
            {t('peopleImport.kept')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
