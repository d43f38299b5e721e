import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import type { PhoneState } from '../../softphone/softphone.ts';
import { Icon } from '../shared/icons.tsx';
import { PhoneHere } from '../shared/phone-here.tsx';
import styles from './shell.module.css';

/** Whether calls can reach this person's telephone. */
export function PhoneStatus({ phone, agent }: { phone: PhoneState; agent: AgentCard | null }) {
  const { t } = useTranslation();
  const elsewhere = phone.status === 'elsewhere';
  // Out of the queue, the exchange may not have looked for the telephone at all.
  const away = elsewhere && agent?.phoneReachable === false && agent.state !== 'logged-out';
  const status = phone.problem === 'microphone' ? 'no-microphone' : phone.status;
  const well = elsewhere ? !away : status === 'ready' || status === 'starting';
  const words = t(away ? 'phone.elsewhereAway' : `phone.${status}`);
  return (
    <>
      <span
        className={styles.phone}
        title={status === 'other-tab' ? t('phone.inOtherTab') : words}
        role="status"
        data-testid="phone-status"
        data-status={away ? 'unreachable' : elsewhere ? 'ready' : status}
        data-well={well}
      >
        <Icon name={well ? 'phone' : 'warn'} size={16} />
        <span>{words}</span>
      </span>
      {status === 'other-tab' && (
        <span className={styles.phoneHere}>
          <PhoneHere size="xs" />
        </span>
      )}
    </>
  );
}
