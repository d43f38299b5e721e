import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import { clockOf } from '../../model/format.ts';
import { Icon, type IconName } from '../shared/icons.tsx';
import { useOverLimitText, useReasonText } from '../shell/agent-state.tsx';
import styles from './floor.module.css';

const icons: Record<AgentCard['state'], IconName> = {
  reserved: 'phone',
  talking: 'mic',
  ready: 'check',
  'wrap-up': 'clock',
  'not-ready': 'pause',
  'logged-out': 'minus',
};

interface Props {
  readonly agent: AgentCard;
  readonly now: number;
  /** What the reader can do with the agent. */
  readonly children: ReactNode;
}

export function AgentRow({ agent, now, children }: Props) {
  const { t } = useTranslation();
  const reasonText = useReasonText();
  const over = useOverLimitText(now)(agent);
  const reason = reasonText(agent);
  return (
    <li
      className={styles.row}
      data-testid="floor-agent"
      data-user-id={agent.userId}
      data-state={agent.state}
      data-over={over !== null}
    >
      <span className={styles.badge} data-state={agent.state}>
        <Icon name={icons[agent.state]} size={22} />
      </span>
      <span className={styles.main}>
        <span className={styles.title}>{agent.displayName}</span>
        <span className={styles.sub}>
          {t('floor.extension', { extension: agent.extension })}
          {!agent.phoneReachable && agent.state !== 'logged-out' && (
            <span className={styles.warn}>
              <Icon name="warn" size={16} /> {t('phone.elsewhereAway')}
            </span>
          )}
        </span>
      </span>
      <span className={styles.end}>
        <span className={styles.state}>
          {t(`agent.state.${agent.state}`)} {agent.state !== 'logged-out' && <b>{clockOf(now - agent.since)}</b>}
        </span>
        <span className={styles.sub}>
          {reason}
          {agent.missed > 0 && <span className={styles.warn}>{t('missedOnce')}</span>}
          {over !== null && (
            <span className={styles.warn}>
              <Icon name="warn" size={16} /> {over}
            </span>
          )}
        </span>
      </span>
      {children}
    </li>
  );
}
