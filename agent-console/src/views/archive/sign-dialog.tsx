import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DestructionCard } from '../../../../server/contract/archive.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './archive.module.css';
import { destructionsKey } from './destructions-key.ts';
import { useArchiveWords } from './words.ts';

/** Says what a signature under a list does, before it is given: by the second one the bundles are gone. */
export function SignDialog({ list, close }: { list: DestructionCard; close: () => void }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const problemText = useProblemText();
  const say = useArchiveWords();
  const { destructionId, tickets, state, reason } = list;
  const destroys = state === 'signed';
  const signing = useMutation({
    mutationFn: () => rest.call('signDestruction', { params: { destructionId }, body: { destroys } }),
    onSuccess: async (told) => {
      queries.setQueryData(destructionsKey, told);
      close();
      await queries.invalidateQueries({ queryKey: ['archive'] });
    },
    // It may stand otherwise by now.
    onError: () => queries.invalidateQueries({ queryKey: destructionsKey }),
  });
  const label = say(destroys ? 'signAndDestroy' : 'signList');
  return (
    <Dialog title={label} close={close} testId="destruction-dialog">
      <Stack>
        <p>{say(destroys ? 'willGo' : 'signFirstHint')}</p>
        <p className={styles.digest}>{tickets.join(', ')}</p>
        <p>{reason}</p>
        {destroys && <p>{say('willStay')}</p>}
        {signing.isError && <p role="alert">{problemText(signing.error)}</p>}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            {...(destroys && { color: 'red' })}
            loading={signing.isPending}
            onClick={() => signing.mutate()}
            data-testid="destruction-confirm"
          >
            {label}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
