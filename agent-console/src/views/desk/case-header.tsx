import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { clockOf } from '../../model/format.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { useServerNow } from '../shared/context.tsx';
import { Icon, type IconName } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { Sealed } from '../shared/sealed.tsx';
import { Ticket } from '../shared/ticket.tsx';
import type { PhoneActions } from '../shared/use-desk.ts';
import { Words } from '../shared/words.tsx';
import styles from './case-header.module.css';

interface Props {
  readonly card: CaseCard;
  readonly phone: PhoneActions;
  readonly leave: (() => void) | null;
}

export function CaseHeader({ card, phone, leave }: Props) {
  const { t } = useTranslation();
  return (
    <header className={styles.header}>
      <div>
        <span className={styles.label}>{t('case.ticket')}</span>
        <h2>
          <Ticket number={card.ticketNumber} size="m" testId="case-ticket" />
        </h2>
        <span className={styles.sub}>
          {card.linkedTo === null ? (
            t(`status.${card.status}`)
          ) : (
            <>
              <Icon name="link" size={14} /> {t('case.linkedTo', { ticket: card.linkedTo })}
            </>
          )}
        </span>
      </div>
      <div className={styles.callerBlock}>
        <span className={styles.label}>{t('case.caller')}</span>
        <strong>
          <Words text={card.caller.name ?? t('case.callerUnknown')} />
        </strong>
        <span className={styles.sub}>
          {card.caller.phoneMasked === null ? (
            t('pop.withheld')
          ) : (
            <Sealed caseId={card.caseId} field="phone" masked={card.caller.phoneMasked} dark />
          )}
          {card.caller.nikMasked !== null && (
            <Sealed caseId={card.caseId} field="nik" masked={card.caller.nikMasked} dark />
          )}
        </span>
      </div>
      {card.callLive && phone.call === null ? (
        <span className={styles.over} data-testid="call-elsewhere">
          {t('transfer.elsewhere')}
        </span>
      ) : card.callLive ? (
        <CallControls card={card} phone={phone} />
      ) : (
        <span className={styles.over}>{t('case.ended')}</span>
      )}
      {leave !== null && (
        <button
          type="button"
          className={styles.leave}
          aria-label={t('desk.closeTab', { ticket: card.ticketNumber })}
          onClick={leave}
        >
          <Icon name="cross" />
        </button>
      )}
    </header>
  );
}

function CallControls({ card, phone }: { card: CaseCard; phone: PhoneActions }) {
  const { t } = useTranslation();
  const now = useServerNow(500);
  const problemText = useProblemText();
  const { call, held, state } = phone;
  const answeredAt = call?.answeredAt ?? card.openedAt;
  const { hangup, hold, mute } = state.controls;
  const consulting = (call?.transfer ?? null) !== null;
  const paused = phone.recording.recording?.state === 'paused';
  return (
    <div className={styles.controls}>
      <span className={styles.timer} data-held={held}>
        <span className={styles.label}>{t(held ? 'case.held' : 'case.timer')}</span>
        <span role="timer" aria-label={t('case.timer')} data-testid="call-timer">
          {clockOf(now - answeredAt)}
        </span>
      </span>
      {hold && !consulting && (
        <Control
          icon={held ? 'play' : 'pause'}
          word={t(held ? 'case.unhold' : 'case.hold')}
          hotkey={keyOf.hold}
          on={held}
          press={phone.toggleHold}
          testId="call-hold"
        />
      )}
      {mute && (
        <Control
          icon={state.muted ? 'micOff' : 'mic'}
          word={t(state.muted ? 'case.unmute' : 'case.mute')}
          hotkey={keyOf.mute}
          on={state.muted}
          press={phone.toggleMute}
          testId="call-mute"
        />
      )}
      {phone.recording.toggle !== null && (
        <Control
          icon="record"
          word={t(paused ? 'recordings.resume' : 'recordings.pause')}
          hotkey={keyOf.pauseRecording}
          on={paused}
          press={phone.recording.toggle}
          testId="call-recording"
        />
      )}
      {call !== null && !consulting && (
        <Control
          icon="forward"
          word={t('transfer.open')}
          hotkey={keyOf.transfer}
          on={false}
          press={phone.handOn}
          testId="call-transfer"
        />
      )}
      {call !== null && phone.callHelp.toggle !== null && (
        <Control
          icon="raise"
          word={t('supervise.help.ask')}
          hotkey={keyOf.callHelp}
          on={phone.callHelp.asked}
          press={phone.callHelp.toggle}
          testId="call-help"
        />
      )}
      {hangup && (
        <Control
          icon="hangup"
          word={t('case.hangup')}
          hotkey={keyOf.hangup}
          on={false}
          press={phone.hangup}
          testId="call-hangup"
          grave
        />
      )}
      {!hangup && !hold && !mute && (
        <span className={styles.sub}>{t(state.status === 'other-tab' ? 'phone.inOtherTab' : 'phone.onPhone')}</span>
      )}
      {phone.callHelp.problem !== null && (
        <span className={styles.trouble} role="alert">
          {problemText(phone.callHelp.problem)}
        </span>
      )}
      <RecordingState of={phone.recording} />
      {state.problem !== null && (
        <span className={styles.trouble} role="alert">
          {t(`phone.${state.problem}`)}
        </span>
      )}
    </div>
  );
}

/** How the recording stands: what is paused, and what is not recorded although it should be, whoever talks must know. */
function RecordingState({ of: { recording, problem } }: { of: PhoneActions['recording'] }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (recording === null) return null;
  const { state, why } = recording;
  return (
    <>
      <span
        className={styles.recording}
        role={state === 'on' ? undefined : 'status'}
        data-testid="recording-state"
        data-state={state}
      >
        {t(state === 'failed' ? `recordings.failed.${why ?? 'stalled'}` : `recordings.state.${state}`)}
      </span>
      {problem !== null && (
        <span className={styles.trouble} role="alert">
          {t('recordings.notPaused')} {problemText(problem)}
        </span>
      )}
    </>
  );
}

interface ControlProps {
  readonly icon: IconName;
  readonly word: string;
  readonly hotkey: string;
  readonly on: boolean;
  readonly press: () => void;
  readonly testId: string;
  readonly grave?: boolean;
}

function Control({ icon, word, hotkey, on, press, testId, grave = false }: ControlProps) {
  return (
    <button
      type="button"
      className={styles.control}
      data-on={on}
      data-grave={grave}
      aria-pressed={grave ? undefined : on}
      aria-keyshortcuts={hotkey}
      onClick={press}
      data-testid={testId}
    >
      <Icon name={icon} size={20} />
      <span>{word}</span>
      <kbd>{hotkey}</kbd>
    </button>
  );
}
