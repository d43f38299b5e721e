import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimedProcedure, WallboardCard } from '../../../../server/contract/wallboards.ts';
import { dayAndTime } from '../../model/format.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { LinkDialog } from './link-dialog.tsx';
import { TilesDialog } from './tiles-dialog.tsx';
import styles from './wallboard.module.css';

/** The screens on walls: each has a link of its own, which lasts until somebody revokes it here. */
export function WallboardsPage() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const problemText = useProblemText();
  const [name, setName] = useState('');
  const [code, setCode] = useState<string | undefined>();
  const list = useQuery({
    queryKey: ['wallboards'],
    queryFn: () => rest.call('wallboards', {}),
    refetchInterval: 60_000,
  });
  const add = useMutation({
    mutationFn: (wanted: string) => rest.call('addWallboard', { body: { name: wanted } }),
    onSuccess: () => setName(''),
    onError: (error) => setCode(fieldCodes(error).name),
    onSettled: () => list.refetch(),
    gcTime: 0,
  });
  const revoke = useMutation({
    mutationFn: (wallboardId: string) => rest.call('revokeWallboard', { params: { wallboardId } }),
    onSettled: () => list.refetch(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = checkBody('addWallboard', { name }).name;
    setCode(wrong);
    if (wrong === undefined) add.mutate(name);
  };
  const fault = revoke.error ?? (code === undefined ? add.error : null) ?? list.error;
  return (
    <div className={styles.page}>
      <h1>{t('wallboard.title')}</h1>
      <p className={styles.muted}>{t('wallboard.hint')}</p>
      <form onSubmit={submit} noValidate className={styles.form}>
        <TextInput
          label={t('wallboard.name')}
          description={t('wallboard.nameHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldText(code)}
          maxLength={60}
          autoComplete="off"
          data-testid="wallboard-name"
        />
        <Button type="submit" loading={add.isPending} data-testid="wallboard-add">
          {t('wallboard.add')}
        </Button>
      </form>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="wallboard-problem">
          {problemText(fault)}
        </Alert>
      )}
      {list.data?.wallboards.length === 0 && <p className={styles.muted}>{t('wallboard.none')}</p>}
      {list.data !== undefined && list.data.wallboards.length > 0 && (
        <table className={`${tables.table} ${tables.cards}`}>
          <thead>
            <tr>
              <th scope="col">{t('wallboard.name')}</th>
              <th scope="col">{t('wallboard.added')}</th>
              <th scope="col">{t('wallboard.seen')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('wallboard.revoke')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.wallboards.map((board) => (
              <Row
                key={board.wallboardId}
                board={board}
                procedures={list.data.procedures}
                busy={revoke.isPending && revoke.variables === board.wallboardId}
                revoke={() => revoke.mutate(board.wallboardId)}
                changed={() => void list.refetch()}
              />
            ))}
          </tbody>
        </table>
      )}
      <p className="visually-hidden" role="status">
        {revoke.isSuccess ? t('wallboard.revoked') : ''}
      </p>
      {add.data !== undefined && <LinkDialog token={add.data.token} close={add.reset} />}
    </div>
  );
}

interface RowProps {
  readonly board: WallboardCard;
  readonly procedures: readonly TimedProcedure[];
  readonly busy: boolean;
  readonly revoke: () => void;
  readonly changed: () => void;
}

function Row({ board, procedures, busy, revoke, changed }: RowProps) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const [choosing, setChoosing] = useState(false);
  const { name, addedByName, addedAt, seenAt } = board;
  const when = (at: number) => dayAndTime(at, office.timeZone, language);
  return (
    <tr data-testid="wallboard-row">
      <th scope="row">{name}</th>
      <td>{t('wallboard.addedBy', { name: addedByName, at: when(addedAt) })}</td>
      <td>{seenAt === null ? t('wallboard.never') : t('wallboard.seenAt', { at: when(seenAt) })}</td>
      <td>
        <Button
          size="compact-sm"
          variant="default"
          mr={8}
          onClick={() => setChoosing(true)}
          aria-label={`${t('wallboard.chooseTiles')}: ${name}`}
          data-testid="wallboard-tiles"
        >
          {t('wallboard.chooseTiles')}
        </Button>
        {choosing && (
          <TilesDialog board={board} procedures={procedures} saved={changed} close={() => setChoosing(false)} />
        )}
        <RevokeButton
          label={t('wallboard.revoke')}
          sureLabel={t('wallboard.revokeSure')}
          of={name}
          busy={busy}
          revoke={revoke}
          testId="wallboard-revoke"
        />
      </td>
    </tr>
  );
}
