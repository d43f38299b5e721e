import { Alert, Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { CatalogueHistory } from './catalogue-history.tsx';
import styles from './catalogues.module.css';
import { ChoiceDialog } from './choice-dialog.tsx';
import { type ChoiceCard, ChoiceTable, type List } from './choice-table.tsx';

/** The lists that forms offer, one at a time, and what was changed in them. What is saved is offered at once. */
export function CataloguesPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [edited, setEdited] = useState<string | 'new' | null>(null);
  const [said, setSaid] = useState(false);
  const found = useQuery({
    queryKey: ['catalogues'],
    queryFn: () => rest.call('catalogues', {}),
    refetchInterval: 60_000,
  });
  const lists = (found.data?.catalogues ?? []).flatMap((catalogue) =>
    catalogue.lists.map((list) => ({ key: `${catalogue.id}/${list.id}`, catalogue, list })),
  );
  const shown = lists.find(({ key }) => key === chosen) ?? lists[0];
  const of = { catalogue: shown?.catalogue.id ?? '', list: shown?.list.id ?? '' };
  const titleOf = ({ id, fields }: List) => fields.map((name) => name[language]).join(', ') || id;
  const listName = (catalogue: string, id: string) => {
    const named = lists.find(({ key }) => key === `${catalogue}/${id}`);
    return `${named ? titleOf(named.list) : id} (${catalogue})`;
  };
  /** It works until what came of it is shown: what is pressed next is said of that. */
  const done = async (): Promise<void> => {
    setEdited(null);
    await found.refetch();
    setSaid(true);
  };
  const asOf = { onMutate: () => setSaid(false), onSuccess: done, onError: () => void found.refetch(), gcTime: 0 };
  const retire = useMutation({
    mutationFn: ({ choice, retired }: { readonly choice: ChoiceCard; readonly retired: boolean }) => {
      const { code, name, retired: before } = choice;
      const body = { name, retired, was: { name, retired: before } };
      return rest.call('saveChoice', { params: { ...of, code }, body });
    },
    ...asOf,
  });
  const remove = useMutation({
    mutationFn: (code: string) => rest.call('removeChoice', { params: { ...of, code } }),
    ...asOf,
  });
  const order = useMutation({
    mutationFn: (body: { readonly codes: string[]; readonly was: string[] }) =>
      rest.call('orderChoices', { params: of, body }),
    ...asOf,
  });
  const undo = useMutation({
    mutationFn: (changeId: string) => rest.call('undoCatalogueChange', { params: { changeId } }),
    ...asOf,
  });
  const acts = [retire, remove, order, undo];
  const act = <T,>(one: { readonly mutate: (value: T) => void }, value: T): void => {
    for (const other of acts) other.reset();
    one.mutate(value);
  };
  const move = ({ code }: ChoiceCard, by: -1 | 1): void => {
    const was = (shown?.list.choices ?? []).map((choice) => choice.code);
    const codes = was.filter((one) => one !== code);
    codes.splice(was.indexOf(code) + by, 0, code);
    act(order, { codes, was });
  };
  const fault = acts.find(({ error }) => error !== null)?.error ?? found.error;
  const { data } = found;
  return (
    <div className={styles.page}>
      <h1>{t('catalogues.title')}</h1>
      <p className={styles.muted}>{t('catalogues.hint')}</p>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="catalogues-problem">
          {problemText(fault)}
        </Alert>
      )}
      <p className={styles.said} role="status" data-testid="catalogues-said">
        {said ? t('catalogues.done') : ''}
      </p>
      {data !== undefined && shown !== undefined && (
        <>
          <div className={styles.bar}>
            <NativeSelect
              label={t('catalogues.list')}
              value={shown.key}
              onChange={(event) => setChosen(event.currentTarget.value)}
              data={data.catalogues.map(({ id, lists: all }) => ({
                group: id,
                items: all.map((list) => ({ value: `${id}/${list.id}`, label: titleOf(list) })),
              }))}
              data-testid="catalogues-list"
            />
            <Button onClick={() => setEdited('new')} data-testid="choice-new">
              {t('catalogues.add')}
            </Button>
          </div>
          <p className={styles.muted}>
            {t('catalogues.usedBy', {
              names: shown.catalogue.services.map((name) => name[language]).join(', '),
              interpolation: { escapeValue: false },
            })}
          </p>
          <ChoiceTable
            list={shown.list}
            caption={listName(of.catalogue, of.list)}
            busy={acts.some(({ isPending }) => isPending)}
            edit={({ code }) => setEdited(code)}
            retire={(choice, retired) => act(retire, { choice, retired })}
            remove={({ code }) => act(remove, code)}
            move={move}
          />
          <h2>{t('catalogues.history')}</h2>
          <CatalogueHistory of={data} listName={listName} undo={(id) => act(undo, id)} busy={undo.isPending} />
          {edited !== null && (
            <ChoiceDialog
              of={of}
              choice={shown.list.choices.find(({ code }) => code === edited) ?? null}
              close={() => setEdited(null)}
              done={() => void done()}
              refused={() => void found.refetch()}
            />
          )}
        </>
      )}
    </div>
  );
}
