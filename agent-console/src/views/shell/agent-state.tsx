import { Button, Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import type { SetAgentState } from '../../../../server/contract/people.ts';
import { clockOf } from '../../model/format.ts';
import type { PhoneState } from '../../softphone/softphone.ts';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import menus from '../shared/menu.module.css';
import { usePauseReasons } from '../shared/use-pause-reasons.ts';
import styles from './shell.module.css';
import type { WrapUp } from './use-wrap-up.ts';
import { WrapUpButtons } from './wrap-up-buttons.tsx';

/** The words for why somebody is not ready: the office's own, or ours for what nobody chose. */
export function useReasonText(): (agent: AgentCard) => string | null {
  const { t } = useTranslation();
  const language = useLanguage();
  return ({ state, reason, reasonName }) => {
    if (state !== 'not-ready' || reason === null) return null;
    const known = ['missed_call', 'phone_unreachable'] as const;
    return reasonName?.[language] ?? t(`agent.reason.${known.find((name) => name === reason) ?? 'unknown'}`);
  };
}

/** It is still being fetched, or tells the exchange of itself. */
const isComing = ({ status }: PhoneState): boolean => status === 'starting' || status === 'registering';

/** How long a break has lasted beyond its limit, in words; null: it may last, or has not. */
export function useOverLimitText(now: number): (agent: AgentCard) => string | null {
  const { t } = useTranslation();
  return ({ limitAt }) =>
    limitAt === null || now <= limitAt ? null : t('overLimit', { time: clockOf(now - limitAt) });
}

interface Props {
  readonly agent: AgentCard | null;
  readonly phone: PhoneState;
  readonly wrapUp: WrapUp;
}

/** The agent's own state, how long it has lasted, and the buttons that change it. */
export function AgentState({ agent, phone, wrapUp }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const now = useServerNow(1_000);
  const language = useLanguage();
  const reasons = usePauseReasons();
  const reasonText = useReasonText();
  const overLimitText = useOverLimitText(now);
  const change = useMutation({ mutationFn: (body: SetAgentState) => rest.call('setState', { body }) });
  const [asking, setAsking] = useState(false);
  if (agent === null) return null;
  const reason = reasonText(agent);
  const over = overLimitText(agent);
  const ends = agent.wrapUp?.until ?? null;
  const wanted = agent.pendingState ?? agent.state;
  // Ready again by itself when the telephone is back: there is nothing to press.
  const phoneGone = agent.state === 'not-ready' && agent.reason === 'phone_unreachable';
  const words = [
    `${t(`agent.state.${agent.state}`)}${reason === null ? '' : `: ${reason}`}`,
    ...(agent.pendingState === null ? [] : [t(`agent.pending.${agent.pendingState}`)]),
    ...(over === null ? [] : [over]),
    ...(ends === null ? [] : [t('wrapUp.left', { time: clockOf(Math.max(0, ends - now)) })]),
  ].join(' · ');
  return (
    <section className={styles.state} aria-label={t('agent.label')}>
      <span
        className={styles.chip}
        data-testid="agent-state"
        data-state={agent.state}
        data-pending={agent.pendingState}
        data-over={over !== null}
        title={words}
      >
        <span className={styles.dot} aria-hidden="true" />
        <span>{words}</span>
        {agent.state !== 'logged-out' && <small aria-hidden="true">{clockOf(now - agent.since)}</small>}
      </span>
      {agent.wrapUp !== null && <WrapUpButtons of={agent.wrapUp} wrapUp={wrapUp} />}
      {(wanted === 'not-ready' || wanted === 'logged-out') && !phoneGone && (
        <Button
          size="xs"
          variant="white"
          color="dark"
          leftSection={<Icon name="check" size={16} />}
          loading={change.isPending}
          // Nobody says to be ready before the telephone can be rung.
          disabled={isComing(phone)}
          title={isComing(phone) ? t(`phone.${phone.status}`) : undefined}
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
          {reasons.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              data-testid={`not-ready-${id}`}
              onClick={() => {
                setAsking(false);
                change.mutate({ state: 'not-ready', reason: id });
              }}
            >
              {name[language]}
            </button>
          ))}
        </Popover.Dropdown>
      </Popover>
    </section>
  );
}
