import { Alert, Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountCard } from '../../../../server/contract/accounts.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import styles from './account.module.css';

const deeds = ['resetSecondFactor', 'endSessionsOf'] as const;
type Deed = (typeof deeds)[number];

/** How everybody logs in: a second factor that was lost is taken away here, and log-ins are ended. */
export function AccountsPage() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const list = useQuery({ queryKey: ['accounts'], queryFn: () => rest.call('accounts', {}), gcTime: 0 });
  const act = useMutation({
    mutationFn: ({ deed, personId }: { deed: Deed; personId: string }) => rest.call(deed, { params: { personId } }),
    onSettled: () => list.refetch(),
  });
  const fault = act.error ?? list.error;
  return (
    <div className={styles.page}>
      <h1>{t('accounts.title')}</h1>
      <p className={styles.muted}>{t('accounts.hint')}</p>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="accounts-problem">
          {problemText(fault)}
        </Alert>
      )}
      <table className={`${tables.table} ${tables.cards}`}>
        <thead>
          <tr>
            {(['who', 'factor', 'sessions', 'deeds'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`accounts.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.data?.accounts.map((account) => (
            <Row
              key={account.personId}
              account={account}
              busy={act.isPending && act.variables.personId === account.personId}
              act={(deed) => act.mutate({ deed, personId: account.personId })}
            />
          ))}
        </tbody>
      </table>
      <p className="visually-hidden" role="status">
        {act.isSuccess ? t(`accounts.done.${act.variables.deed}`) : ''}
      </p>
    </div>
  );
}

function Row({ account, busy, act }: { account: AccountCard; busy: boolean; act: (deed: Deed) => void }) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const [sure, setSure] = useState<Deed | null>(null);
  const { personId, displayName, username, role, code, passkeys, sessions } = account;
  const offered: Readonly<Record<Deed, boolean>> = {
    // One's own is another administrator's to take away.
    resetSecondFactor: (code || passkeys > 0) && personId !== me.userId,
    endSessionsOf: sessions > 0 && personId !== me.userId,
  };
  const factors = [
    ...(code ? [t('accounts.code')] : []),
    ...(passkeys > 0 ? [t('accounts.passkeys', { shown: passkeys })] : []),
  ];
  return (
    <tr data-testid="account-row" data-username={username}>
      <th scope="row">
        {displayName}
        <br />
        <small className={styles.plain}>
          {username} · {t(`role.${role}`)}
        </small>
      </th>
      <td>{factors.length > 0 ? factors.join(', ') : t('accounts.none')}</td>
      <td>{t('accounts.sessionsNow', { shown: sessions })}</td>
      <td className={styles.deeds}>
        <Group gap="xs">
          {deeds
            .filter((deed) => offered[deed])
            .map((deed) => (
              <Button
                key={deed}
                size="compact-sm"
                variant={sure === deed ? 'filled' : 'default'}
                color={sure === deed ? 'red' : undefined}
                loading={busy && sure === deed}
                onClick={() => (sure === deed ? act(deed) : setSure(deed))}
                onBlur={() => setSure(null)}
                aria-label={`${t(`accounts.${sure === deed ? 'sure' : 'ask'}.${deed}`)}: ${displayName}`}
                data-testid={`account-${deed}`}
              >
                {t(`accounts.${sure === deed ? 'sure' : 'ask'}.${deed}`)}
              </Button>
            ))}
        </Group>
      </td>
    </tr>
  );
}
