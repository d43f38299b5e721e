import { Alert } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { PageFrame } from '../shared/page-frame.tsx';
import { useProblemText } from '../shared/save.tsx';
import { TransferDialog } from '../shell/pages.tsx';
import styles from './transfer.module.css';

export interface HandOn {
  /** Opens the list of those to whom the caller may be handed on. */
  readonly open: () => void;
  /** Hands the caller over to the emergency number of the office's list, at once. */
  readonly emergency: () => void;
  /** The dialog, and what an emergency's key came to. */
  readonly shown: ReactNode;
}

class NoEmergency extends Error {}

/** Handing on the caller one talks to, by key and button. */
export function useHandOn(call: CallCard | null): HandOn {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [opened, setOpened] = useState<string | null>(null);
  const may = call !== null && call.transfer === null;
  const asking = useMutation({
    mutationFn: async (callId: string) => {
      const { outside } = await rest.call('transferTargets', {});
      const number = outside.find(({ emergency }) => emergency);
      if (number === undefined) throw new NoEmergency();
      const target = { kind: 'outside', id: number.id } as const;
      await rest.call('transfer', { params: { callId }, body: { mode: 'blind', target } });
    },
    gcTime: 0,
  });
  const said = asking.error instanceof NoEmergency ? t('transfer.noEmergency') : problemText(asking.error);
  return {
    open: () => may && setOpened(call.callId),
    emergency: () => may && asking.mutate(call.callId),
    shown: (
      <>
        {asking.isError && (
          <Alert
            color="red"
            role="alert"
            withCloseButton
            closeButtonLabel={t('common.close')}
            onClose={asking.reset}
            className={styles.emergency ?? ''}
            data-testid="emergency-problem"
          >
            {said}
          </Alert>
        )}
        {opened !== null && opened === call?.callId && (
          <PageFrame page="transfer">
            <TransferDialog callId={opened} close={() => setOpened(null)} />
          </PageFrame>
        )}
      </>
    ),
  };
}
