import { Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import type { CallCard } from '../../../../server/contract/views.ts';
import { freeAgents } from '../../model/floor.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import menus from '../shared/menu.module.css';
import { useProblemText } from '../shared/save.tsx';
import styles from './supervision.module.css';

/** Gives a caller who waits to an agent by name. Nobody answers, the caller is first in the queue. */
export function MoveCaller({ call, agents }: { call: CallCard; agents: readonly AgentCard[] }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const { callId } = call;
  const move = useMutation({
    mutationFn: (userId: string) => rest.call('moveCaller', { params: { callId }, body: { userId } }),
    gcTime: 0,
  });
  const free = freeAgents(agents);
  const name = t('supervise.moveOf', { who: call.ticketNumber ?? '' });
  return (
    <>
      <Popover opened={asking} onChange={setAsking} position="bottom-start" width={260} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.tool}
            aria-label={name}
            aria-expanded={asking}
            disabled={move.isPending || call.transfer !== null}
            onClick={() => setAsking(!asking)}
            data-testid="supervise-move"
          >
            <Icon name="forward" size={16} />
            {t('supervise.move')}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={menus.menu ?? ''} aria-label={name}>
          {free.length === 0 && <p role="status">{t('supervise.moveNobody')}</p>}
          {free.map(({ userId, displayName, state }) => (
            <button
              key={userId}
              type="button"
              data-testid={`move-to-${userId}`}
              onClick={() => {
                setAsking(false);
                move.mutate(userId);
              }}
            >
              {displayName} · {t(`agent.state.${state}`)}
            </button>
          ))}
        </Popover.Dropdown>
      </Popover>
      {move.error !== null && (
        <span role="alert" className={styles.problem} data-testid="move-problem">
          {problemText(move.error)}
        </span>
      )}
    </>
  );
}
