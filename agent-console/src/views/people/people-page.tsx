import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../../../server/contract/people-list.ts';
import { everybodyActive, foundPeople, type PeopleSearch } from '../../model/people.ts';
import { roles } from '../../wire/contract.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { ImportDialog } from './import-dialog.tsx';
import styles from './people.module.css';
import { PersonDialog } from './person-dialog.tsx';
import { PersonRow } from './person-row.tsx';

/** Who works here, as what and with which telephone; what is changed holds at once. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [search, setSearch] = useState(everybodyActive);
  /** Null: nobody; `new`: somebody who is to be added; `import`: a file of them. */
  const [opened, setOpened] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['peopleList'],
    queryFn: () => rest.call('peopleList', {}),
    refetchInterval: 60_000,
    gcTime: 0,
  });
  const people: readonly PersonCard[] = list.data?.people ?? [];
  const found = foundPeople(people, search);
  const look = (part: Partial<PeopleSearch>): void => setSearch({ ...search, ...part });
  const person = people.find(({ personId }) => personId === opened) ?? null;
  return (
    <div className={styles.page}>
      <h1>{t('people.title')}</h1>
      <p className={styles.muted}>{t('people.hint')}</p>
      {list.error !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="people-problem">
          {problemText(list.error)}
        </Alert>
      )}
      <div className={styles.bar}>
        <TextInput
          type="search"
          label={t('people.search')}
          value={search.words}
          onChange={(event) => look({ words: event.currentTarget.value })}
          autoComplete="off"
          data-testid="people-search"
        />
        <NativeSelect
          label={t('people.role')}
          data={[
            { value: '', label: t('people.everyRole') },
            ...roles.map((role) => ({ value: role, label: t(`role.${role}`) })),
          ]}
          value={search.role}
          onChange={(event) => look({ role: event.currentTarget.value })}
          data-testid="people-role"
        />
        <NativeSelect
          label={t('people.status')}
          data={(['active', 'left', 'all'] as const).map((value) => ({ value, label: t(`people.statuses.${value}`) }))}
          value={search.status}
          onChange={(event) => look({ status: event.currentTarget.value as PeopleSearch['status'] })}
          data-testid="people-status"
        />
        <div className={styles.buttons}>
          <Button onClick={() => setOpened('new')} data-testid="people-add">
            {t('people.add')}
          </Button>
          <Button variant="default" onClick={() => setOpened('import')} data-testid="people-import">
            {t('peopleImport.open')}
          </Button>
        </div>
      </div>
      <p className={styles.muted} role="status" data-testid="people-count">
        {list.data === undefined
          ? ''
          : found.length === 0
            ? t('people.nobody')
            : t('people.count', { shown: found.length, all: people.length })}
      </p>
      {found.length > 0 && (
        <table className={`${tables.table} ${tables.cards}`}>
          <caption className="visually-hidden">{t('people.list')}</caption>
          <thead>
            <tr>
              {(['name', 'role', 'extension', 'status', 'lastLogIn'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`people.${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('people.edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.map((one) => (
              <PersonRow key={one.personId} person={one} open={() => setOpened(one.personId)} />
            ))}
          </tbody>
        </table>
      )}
      {opened === 'import' && <ImportDialog changed={() => void list.refetch()} close={() => setOpened(null)} />}
      {opened !== null && (opened === 'new' || person !== null) && (
        <PersonDialog key={opened} person={person} changed={() => void list.refetch()} close={() => setOpened(null)} />
      )}
    </div>
  );
}
