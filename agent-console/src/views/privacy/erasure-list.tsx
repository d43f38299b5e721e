import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureCard } from '../../../../server/contract/privacy.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './privacy.module.css';

/** What was asked to be erased; whoever did not ask confirms or refuses it. */
export function ErasureList() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const list = useQuery({
    queryKey: ['erasures'],
    queryFn: () => rest.call('erasures', {}),
    refetchInterval: 30_000,
  });
  return (
    <section>
      <h2>{t('privacy.erasures')}</h2>
      {list.isError && <p role="alert">{problemText(list.error)}</p>}
      {list.data?.erasures.length === 0 && <p className={styles.muted}>{t('privacy.noErasures')}</p>}
      <ul className={styles.list}>
        {list.data?.erasures.map((one) => (
          <Erasure key={one.erasureId} erasure={one} />
        ))}
      </ul>
    </section>
  );
}

function Erasure({ erasure }: { erasure: ErasureCard }) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const client = useQueryClient();
  const [deciding, setDeciding] = useState<'confirm' | 'refuse' | null>(null);
  const { erasureId, masked, reason, askedByName, askedAt, decidedByName, outcome, cases, mine } = erasure;
  const confirmed = deciding === 'confirm';
  return (
    <li data-testid="erasure" data-outcome={outcome ?? 'waiting'}>
      <strong>{masked}</strong>
      <span className={styles.muted}>
        {t('privacy.askedBy', { name: askedByName ?? '', at: dayAndTime(askedAt, office.timeZone, language) })}
      </span>
      <span>{reason}</span>
      {outcome !== null && (
        <span>{t(`privacy.outcome.${outcome}`, { name: decidedByName ?? '', cases: cases ?? 0 })}</span>
      )}
      {outcome === null && !mine && <span>{t('privacy.waits')}</span>}
      {mine && (
        <>
          <Button color="red" size="compact-sm" onClick={() => setDeciding('confirm')} data-testid="erasure-confirm">
            {t('privacy.confirm')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setDeciding('refuse')}
            data-testid="erasure-refuse"
          >
            {t('privacy.refuse')}
          </Button>
        </>
      )}
      {deciding !== null && (
        <ReasonDialog
          title={t(`privacy.${deciding}Title`)}
          submit={t(`privacy.${deciding}`)}
          testId="erasure"
          of="decideErasure"
          body={(given) => ({ confirmed, reason: given })}
          ask={async (given) => {
            await rest.call('decideErasure', { params: { erasureId }, body: { confirmed, reason: given } });
            await client.invalidateQueries({ queryKey: ['erasures'] });
          }}
          close={() => setDeciding(null)}
        />
      )}
    </li>
  );
}
