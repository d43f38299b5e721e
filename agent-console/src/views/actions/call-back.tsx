import { Button, Kbd } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallCard, CaseDetail } from '../../../../server/contract/views.ts';
import { clockOf, timeOfDay } from '../../model/format.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { useHandOnDialog } from '../shared/hand-on-context.ts';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { useDesk, usePhoneActions } from '../shared/use-desk.ts';
import { useHotkeys } from '../shared/use-hotkeys.ts';
import { TransferStrip } from '../transfer/transfer-strip.tsx';
import styles from './call-back.module.css';

/** Calls the citizen from the case, says how far that is, and afterwards how it ended. The number is not shown. */
export function CallBack({ card }: { card: CaseDetail }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const call = desk.calls.find(({ direction, caseId }) => direction === 'out' && caseId === card.caseId) ?? null;
  useFreshWhenOver(card, call);
  if (card.callBack === null || card.callLive) return null;
  const { refusal } = card.callBack;
  return (
    <section className={styles.callBack} data-testid="call-back" data-phase={call?.phase ?? 'none'}>
      <h3 className="visually-hidden">{t('callBack.title')}</h3>
      {call !== null ? (
        <Progress call={call} />
      ) : refusal !== null ? (
        <p className={styles.reason} data-testid="call-back-refusal">
          <Icon name="phone" /> {t('callBack.notPossible')} {t(`problem.${refusal}`)}
        </p>
      ) : (
        <Place card={card} />
      )}
      <LastCall card={card} />
    </section>
  );
}

function Place({ card }: { card: CaseDetail }) {
  const { t } = useTranslation();
  const { desk, phone } = useWorkplace();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const place = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const { callId } = await desk.rest.command('callBack', { params: { caseId: card.caseId } });
      // Whoever asked to call has lifted the telephone by it, where the console can.
      if (phone?.get().controls.answer) await phone.answer(callId);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  useHotkeys({ callBack: () => void place() });
  return (
    <>
      <Button
        variant="default"
        loading={busy}
        leftSection={<Icon name="phone" />}
        rightSection={<Kbd size="xs">{keyOf.callBack}</Kbd>}
        aria-keyshortcuts={keyOf.callBack}
        onClick={() => void place()}
        data-testid="call-back-place"
      >
        {t(card.called === null ? 'callBack.place' : 'callBack.again')}
      </Button>
      {error !== null && (
        <p className={styles.reason} role="alert" data-testid="call-back-problem">
          {problemText(error)}
        </p>
      )}
    </>
  );
}

/** How far the call is, and what can be done to it from here. */
function Progress({ call }: { call: CallCard }) {
  const { t } = useTranslation();
  const now = useServerNow(500);
  const { answer, hangup, toggleHold, toggleMute, held, state } = usePhoneActions(useDesk());
  const { controls } = state;
  const handOn = useHandOnDialog();
  const talks = call.answeredAt !== null;
  return (
    <div className={styles.progress}>
      <p role="status">
        <Icon name={talks ? 'mic' : 'phone'} /> <strong>{t(`callBack.phase.${call.phase}`)}</strong>
      </p>
      {call.answeredAt !== null && (
        <span role="timer" aria-label={t('case.timer')} data-testid="call-back-timer">
          {clockOf(now - call.answeredAt)}
        </span>
      )}
      {call.phase === 'ringing' && controls.answer && (
        <Act word={t('callBack.lift')} hotkey={keyOf.answer} press={answer} />
      )}
      {talks && controls.hold && (
        <Act word={t(held ? 'case.unhold' : 'case.hold')} hotkey={keyOf.hold} press={toggleHold} />
      )}
      {talks && controls.mute && (
        <Act word={t(state.muted ? 'case.unmute' : 'case.mute')} hotkey={keyOf.mute} press={toggleMute} />
      )}
      {talks && call.transfer === null && (
        <Act word={t('transfer.open')} hotkey={keyOf.transfer} press={handOn} testId="call-back-transfer" />
      )}
      <TransferStrip call={call} />
      {controls.hangup ? (
        <Act word={t('case.hangup')} hotkey={keyOf.hangup} press={hangup} testId="call-back-hangup" />
      ) : (
        <span>{t('phone.onPhone')}</span>
      )}
    </div>
  );
}

interface ActProps {
  readonly word: string;
  readonly hotkey: string;
  readonly press: () => void;
  readonly testId?: string;
}

function Act({ word, hotkey, press, testId }: ActProps) {
  return (
    <Button
      size="compact-md"
      variant="default"
      rightSection={<Kbd size="xs">{hotkey}</Kbd>}
      aria-keyshortcuts={hotkey}
      onClick={press}
      data-testid={testId}
    >
      {word}
    </Button>
  );
}

function LastCall({ card: { called } }: { card: CaseDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { office } = useWorkplace().desk;
  const outcome = called?.outcome ?? null;
  return (
    <p className={outcome === null ? 'visually-hidden' : styles.last} role="status" data-testid="call-back-last">
      {called !== null &&
        outcome !== null &&
        t('callBack.last', {
          time: timeOfDay(called.at, office.timeZone),
          name: called.name ?? t('common.unknown'),
          outcome: outcome[language],
        })}
    </p>
  );
}

/**
 * A closed ticket is on no live view, and an open one is asked for now and then: what became of the call is asked at once,
 * and again until it is stored, which is a little after the exchange has told it.
 */
function useFreshWhenOver({ caseId, called }: CaseDetail, call: CallCard | null): void {
  const queries = useQueryClient();
  const phase = call?.phase ?? null;
  const before = useRef(phase);
  const isOwed = phase === null && called !== null && called.outcome === null;
  useEffect(() => {
    const ask = (): void => void queries.invalidateQueries({ queryKey: ['case', caseId] });
    if (before.current !== phase) ask();
    before.current = phase;
    if (!isOwed) return;
    const timer = setInterval(ask, owedEveryMs);
    return () => clearInterval(timer);
  }, [phase, isOwed, caseId, queries]);
}

const owedEveryMs = 1_000;
