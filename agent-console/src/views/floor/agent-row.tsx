import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import { clockOf } from '../../model/format.ts';
import { Icon, type IconName } from '../shared/icons.tsx';
import { useReasonText } from '../shell/agent-state.tsx';
import styles from './floor.module.css';

const icons: Record<AgentCard['state'], IconName> = {
  reserved: 'phone',
  talking: 'mic',
  ready: 'check',
  'wrap-up': 'clock',
  'not-ready': 'pause',
  'logged-out': 'minus',
};

export function AgentRow({ agent, now }: { agent: AgentCard; now: number }) {
  const { t } = useTranslation();
  const reasonText = useReasonText();
  const reason = agent.state === 'not-ready' ? reasonText(agent.reason) : null;
  return (
    <li className={styles.row} data-testid="floor-agent" data-user-id={agent.userId} data-state={agent.state}>
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
        <span className={styles.sub}>{reason}</span>
      </span>
    </li>
  );
}
