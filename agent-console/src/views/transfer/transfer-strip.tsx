import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './transfer.module.css';

/** A transfer under way: where it stands, and its two ends. */
export function TransferStrip({ call }: { call: CallCard }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const ending = useMutation({
    mutationFn: (end: 'join' | 'complete' | 'cancel') =>
      rest.call('endTransfer', { params: { callId: call.callId }, body: { end } }),
    gcTime: 0,
  });
  const { transfer } = call;
  const targets = useQuery({
    queryKey: ['transfer-can'],
    queryFn: () => rest.call('transferTargets', {}),
    enabled: transfer?.step === 'consulting',
  });
  if (transfer === null) return null;
  const who = transfer.toName ?? t('transfer.queue');
  const says = transfer.mode !== 'consult' ? 'moving' : transfer.step === 'begun' ? 'rings' : transfer.step;
  return (
    <section className={styles.strip} data-testid="transfer-strip" data-step={transfer.step}>
      <p role="status">
        <Icon name={transfer.step === 'joined' ? 'mic' : 'pause'} />
        {t(`transfer.${says}`, { who })}
      </p>
      {ending.error !== null && <p role="alert">{problemText(ending.error)}</p>}
      {transfer.mode === 'consult' && (
        <div className={styles.ends}>
          <Button
            variant="default"
            loading={ending.isPending && ending.variables === 'cancel'}
            onClick={() => ending.mutate('cancel')}
            data-testid="transfer-cancel"
          >
            {t(transfer.step === 'joined' ? 'transfer.dropThird' : 'transfer.cancel', { who })}
          </Button>
          {transfer.step === 'consulting' && targets.data?.can.join === true && (
            <Button
              variant="default"
              loading={ending.isPending && ending.variables === 'join'}
              onClick={() => ending.mutate('join')}
              data-testid="transfer-join"
            >
              {t('transfer.join')}
            </Button>
          )}
          <Button
            disabled={transfer.step === 'begun'}
            loading={ending.isPending && ending.variables === 'complete'}
            onClick={() => ending.mutate('complete')}
            data-testid="transfer-complete"
          >
            {t('transfer.complete')}
          </Button>
        </div>
      )}
    </section>
  );
}
