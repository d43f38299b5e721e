import { Alert } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { TokenForm } from './token-form.tsx';
import { TokenRow } from './token-row.tsx';
import styles from './tokens.module.css';

/** Keys by which other programs read figures: who may have one, when it was last used, and until when it lasts. */
export function TokensPage() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [failure, setFailure] = useState<unknown>(null);
  const list = useQuery({
    queryKey: ['reportTokens'],
    queryFn: () => rest.call('reportTokens', {}),
    refetchInterval: 60_000,
  });
  const revoke = useMutation({
    mutationFn: (tokenId: string) => rest.call('revokeReportToken', { params: { tokenId } }),
    onSettled: () => list.refetch(),
  });
  const fault = revoke.error ?? failure ?? list.error;
  return (
    <div className={styles.page}>
      <h1>{t('tokens.title')}</h1>
      <p className={styles.muted}>{t('tokens.hint')}</p>
      <TokenForm made={() => void list.refetch()} failed={setFailure} />
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="token-problem">
          {problemText(fault)}
        </Alert>
      )}
      {list.data?.tokens.length === 0 && <p className={styles.muted}>{t('tokens.none')}</p>}
      {list.data !== undefined && list.data.tokens.length > 0 && (
        <table className={`${tables.table} ${tables.cards}`}>
          <thead>
            <tr>
              <th scope="col">{t('tokens.name')}</th>
              <th scope="col">{t('tokens.reads')}</th>
              <th scope="col">{t('tokens.added')}</th>
              <th scope="col">{t('tokens.used')}</th>
              <th scope="col">{t('tokens.until')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('tokens.revoke')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.tokens.map((token) => (
              <TokenRow
                key={token.tokenId}
                token={token}
                busy={revoke.isPending && revoke.variables === token.tokenId}
                revoke={() => revoke.mutate(token.tokenId)}
              />
            ))}
          </tbody>
        </table>
      )}
      <p className="visually-hidden" role="status">
        {revoke.isSuccess ? t('tokens.revoked') : ''}
      </p>
    </div>
  );
}
