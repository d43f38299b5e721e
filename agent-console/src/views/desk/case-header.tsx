import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { clockOf } from '../../model/format.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { useServerNow } from '../shared/context.tsx';
import { Icon, type IconName } from '../shared/icons.tsx';
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
  const { call, held, state } = phone;
  const answeredAt = call?.answeredAt ?? card.openedAt;
  const { hangup, hold, mute } = state.controls;
  const consulting = (call?.transfer ?? null) !== null;
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
      {state.problem !== null && (
        <span className={styles.trouble} role="alert">
          {t(`phone.${state.problem}`)}
        </span>
      )}
    </div>
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
