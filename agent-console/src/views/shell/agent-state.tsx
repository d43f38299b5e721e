import { Button, Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import { notReadyReasons, type SetAgentState } from '../../../../server/contract/people.ts';
import { clockOf } from '../../model/format.ts';
import { useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import menus from '../shared/menu.module.css';
import styles from './shell.module.css';

/** The words for why somebody is not ready; reasons this console does not know are named as such. */
export function useReasonText(): (reason: string | null) => string | null {
  const { t } = useTranslation();
  return (reason) => {
    if (reason === null) return null;
    const known = [...notReadyReasons, 'missed_call', 'phone_unreachable'] as const;
    return t(`agent.reason.${known.find((name) => name === reason) ?? 'unknown'}`);
  };
}

/** The agent's own state, how long it has lasted, and the two buttons that change it. */
export function AgentState({ agent }: { agent: AgentCard | null }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const now = useServerNow(1_000);
  const reasonText = useReasonText();
  const change = useMutation({ mutationFn: (body: SetAgentState) => rest.call('setState', { body }) });
  const [asking, setAsking] = useState(false);
  if (agent === null) return null;
  const reason = agent.state === 'not-ready' ? reasonText(agent.reason) : null;
  const wanted = agent.pendingState ?? agent.state;
  // Ready again by itself when the telephone is back: there is nothing to press.
  const phoneGone = agent.state === 'not-ready' && agent.reason === 'phone_unreachable';
  const words = [
    `${t(`agent.state.${agent.state}`)}${reason === null ? '' : `: ${reason}`}`,
    ...(agent.pendingState === null ? [] : [t(`agent.pending.${agent.pendingState}`)]),
  ].join(' · ');
  return (
    <section className={styles.state} aria-label={t('agent.label')}>
      <span
        className={styles.chip}
        data-testid="agent-state"
        data-state={agent.state}
        data-pending={agent.pendingState}
        title={words}
      >
        <span className={styles.dot} aria-hidden="true" />
        <span>{words}</span>
        {agent.state !== 'logged-out' && <small aria-hidden="true">{clockOf(now - agent.since)}</small>}
      </span>
      {(wanted === 'not-ready' || wanted === 'logged-out') && !phoneGone && (
        <Button
          size="xs"
          variant="white"
          color="dark"
          leftSection={<Icon name="check" size={16} />}
          loading={change.isPending}
          onClick={() => change.mutate({ state: 'ready' })}
          data-testid="set-ready"
        >
          {t('agent.setReady')}
        </Button>
      )}
      <Popover opened={asking} onChange={setAsking} position="bottom-end" width={210} withinPortal={false} trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<Icon name="chevron" size={14} />}
            onClick={() => setAsking(!asking)}
            data-testid="set-not-ready"
          >
            {t('agent.setNotReady')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={menus.menu ?? ''} aria-label={t('agent.chooseReason')}>
          <p>{t('agent.chooseReason')}</p>
          {notReadyReasons.map((name) => (
            <button
              key={name}
              type="button"
              data-testid={`not-ready-${name}`}
              onClick={() => {
                setAsking(false);
                change.mutate({ state: 'not-ready', reason: name });
              }}
            >
              {t(`agent.reason.${name}`)}
            </button>
          ))}
        </Popover.Dropdown>
      </Popover>
    </section>
  );
}
