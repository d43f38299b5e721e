import { Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import type { ForceState as Forced } from '../../../../server/contract/people.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import menus from '../shared/menu.module.css';
import { useProblemText } from '../shared/save.tsx';
import { usePauseReasons } from '../shared/use-pause-reasons.ts';
import styles from './supervision.module.css';

/** Makes an agent ready, not ready, or takes one out of the queue. Whoever is out of it comes in alone. */
export function ForceState({ agent }: { agent: AgentCard }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const language = useLanguage();
  const reasons = usePauseReasons();
  const [asking, setAsking] = useState(false);
  const force = useMutation({
    mutationFn: (body: Forced) => rest.call('forceState', { params: { userId: agent.userId }, body }),
    gcTime: 0,
  });
  if (agent.state === 'logged-out') return null;
  const wanted = agent.pendingState ?? agent.state;
  const choose = (body: Forced) => {
    setAsking(false);
    force.mutate(body);
  };
  return (
    <span className={styles.tools}>
      <Popover opened={asking} onChange={setAsking} position="bottom-start" width={240} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.tool}
            aria-label={t('supervise.forceOf', { who: agent.displayName })}
            aria-expanded={asking}
            disabled={force.isPending}
            onClick={() => setAsking(!asking)}
            data-testid="force-state"
          >
            {t('supervise.force')}
            <Icon name="chevron" size={14} />
          </button>
        </Popover.Target>
        <Popover.Dropdown className={menus.menu ?? ''} aria-label={t('supervise.forceOf', { who: agent.displayName })}>
          {wanted === 'not-ready' && (
            <button type="button" data-testid="force-ready" onClick={() => choose({ state: 'ready' })}>
              {t('agent.state.ready')}
            </button>
          )}
          {reasons.map(({ id: reason, name }) => (
            <button
              key={reason}
              type="button"
              data-testid={`force-not-ready-${reason}`}
              onClick={() => choose({ state: 'not-ready', reason })}
            >
              {t('agent.state.not-ready')}: {name[language]}
            </button>
          ))}
          <button type="button" data-testid="force-logged-out" onClick={() => choose({ state: 'logged-out' })}>
            {t('supervise.out')}
          </button>
        </Popover.Dropdown>
      </Popover>
      {agent.pendingState !== null && <span className={styles.done}>{t(`agent.pending.${agent.pendingState}`)}</span>}
      {force.error !== null && (
        <span role="alert" className={styles.problem}>
          {problemText(force.error)}
        </span>
      )}
    </span>
  );
}
