import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecorded } from '../../../telephony/events.ts';
import type { HandedOver, TakenOver } from '../../../telephony/recording.ts';
import type { Log } from '../ports/ports.ts';
import type { RecordingStore } from '../ports/recordings.ts';
import { isSilent } from './silence.ts';

export interface RecordingsDeps {
  readonly store: Pick<RecordingStore, 'saveRecording'>;
  readonly exchange: string;
  readonly persist: <T>(what: string, work: () => Promise<T>) => Promise<T | null>;
  /** Aborted at shutdown. */
  readonly signal: AbortSignal;
  readonly counted: (anomaly: string) => void;
  readonly log: Log;
  /** How long to wait, again and again, for the call to be stored, ms. */
  readonly pausesMs?: readonly number[];
}

/** A call that is stored late is stored within minutes: the exchange's snapshot brings it when its word of it was lost. */
const patientlyMs = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 240_000];
/** So many may wait at a time; a word about calls of which there is none costs no more than that. */
const waitingAtMost = 1_000;

/**
 * Keeps what the exchange recorded, outside of the case: it comes when the case may be closed. A recording of a call
 * that is not stored is counted, and tried again for some minutes without keeping the call's own events waiting.
 * @returns takes one; resolves when it is stored, or waits for its call.
 */
export function createRecordings(deps: RecordingsDeps): (event: CallRecorded) => Promise<void> {
  const { store, exchange, persist, signal, counted, log, pausesMs = patientlyMs } = deps;
  let waiting = 0;

  const wait = async (save: () => Promise<boolean | null>, facts: object) => {
    waiting += 1;
    try {
      for (const pause of pausesMs) {
        await sleep(pause, undefined, { ref: false, signal }).catch(() => {});
        // Null: given up, loudly, or we are stopping.
        if (signal.aborted || (await save()) !== false) return;
      }
      log.warn(facts, 'a recording was given up: there is no such call');
    } finally {
      waiting -= 1;
    }
  };

  return async ({ id, callId, reference, startedAt, lengthMs }) => {
    const save = () =>
      persist(`call.recorded ${id}`, () => store.saveRecording({ exchange, reference, callId, startedAt, lengthMs }));
    if ((await save()) !== false) return;
    counted('recording_of_unknown_call');
    const facts = { callId, reference };
    if (waiting >= waitingAtMost) {
      log.warn(facts, 'a recording of a call that is not known was passed over: too many wait');
      return;
    }
    log.warn(facts, 'a recording of a call that is not known waits for its call');
    void wait(save, facts);
  };
}

/**
 * Keeps what the exchange hands over, with its sound; but for a message of silence. What cannot be stored yet stays with
 * the exchange, and is offered again.
 */
export function createTakeOver({
  store,
  exchange,
  message,
  isAway,
  log,
}: {
  readonly store: Pick<RecordingStore, 'keepRecording'>;
  readonly exchange: string;
  /** Takes a message that a caller left; false: its call is not stored, or not as over. */
  readonly message: (recording: HandedOver, silent: boolean) => Promise<boolean>;
  readonly isAway: (error: unknown) => boolean;
  readonly log: Log;
}): (recording: HandedOver) => Promise<TakenOver> {
  return async (recording) => {
    const { callId, reference, kind } = recording;
    try {
      const silent = kind === 'message' && (await isSilent(recording.sound()));
      if (!silent && !(await store.keepRecording({ ...recording, exchange }))) return 'later';
      return kind === 'talk' || (await message(recording, silent)) ? 'kept' : 'later';
    } catch (error) {
      const facts = { err: error, callId, reference };
      if (isAway(error)) log.warn(facts, 'a recording cannot be kept yet: the database is away');
      else log.error(facts, 'a recording could not be kept; it is tried again');
      return 'later';
    }
  };
}
