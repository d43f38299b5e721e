import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListeningCard } from '../../../../server/contract/supervision.ts';
import type { CallCard } from '../../../../server/contract/views.ts';
import { countdownOf } from '../../model/countdown.ts';
import type { FloorCall } from '../../model/floor.ts';
import { clockOf } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';
import { Icon, type IconName } from '../shared/icons.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { Ticket } from '../shared/ticket.tsx';
import styles from './floor.module.css';

const icons: Record<CallCard['phase'], IconName> = {
  arriving: 'phone',
  queued: 'clock',
  ringing: 'phone',
  dialling: 'phone',
  talking: 'mic',
  held: 'pause',
};

interface Props extends FloorCall {
  readonly now: number;
  /** Who listens to it, where that is told. */
  readonly listening: ListeningCard | undefined;
  /** What the reader can do with it. */
  readonly children: ReactNode;
}

/** A call without the caller: ticket, phase, time, agent, and the step that is due next. */
export function CallRow({ call, step, since, now, listening, children }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const countdown = step === null ? null : countdownOf(step, now);
  return (
    <li className={styles.row} data-testid="floor-call" data-call-id={call.callId} data-phase={call.phase}>
      {countdown === null ? (
        <span className={styles.badge}>
          <Icon name={icons[call.phase]} size={22} />
        </span>
      ) : (
        <CountdownRing countdown={countdown} size={46} />
      )}
      <span className={styles.main}>
        <span className={styles.title}>
          {call.ticketNumber === null ? '–' : <Ticket number={call.ticketNumber} size="text" />}
        </span>
        <span className={styles.sub}>
          {step !== null && countdown !== null ? (
            <>
              <CountdownWord countdown={countdown} /> {step.number} {step.name[language]}
            </>
          ) : (
            call.queue
          )}
        </span>
      </span>
      <span className={styles.end}>
        <span className={styles.state}>
          {t(`floor.phase.${call.phase}`)} <b>{clockOf(now - since)}</b>
        </span>
        <span className={styles.sub}>
          {call.outsideName === null ? call.agentName : t('transfer.outside', { who: call.outsideName })}
          {call.transfer !== null && ` → ${call.transfer.toName ?? t('transfer.queue')}`}
        </span>
      </span>
      {listening !== undefined && (
        <span className={styles.listening} data-testid="floor-listening">
          <Icon name="sound" size={14} /> {t(`supervise.seen.${listening.mode}`, { who: listening.supervisorName })}
        </span>
      )}
      {children}
    </li>
  );
}
