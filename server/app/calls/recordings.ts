import type { CallRecorded } from '../../../telephony/events.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { HandedOver, TakenOver } from '../../../telephony/recording.ts';
import type { Log } from '../ports/ports.ts';
import type { RecordingStore } from '../ports/recordings.ts';
import { type AfterItsCallDeps, createAfterItsCall } from '../shared/after-its-call.ts';
import { isSilent } from './silence.ts';

export interface RecordingsDeps extends Omit<AfterItsCallDeps, 'what'> {
  readonly store: Pick<RecordingStore, 'saveRecording'>;
  readonly ofCall: Exchanges['ofCall'];
  readonly persist: <T>(what: string, work: () => Promise<T>) => Promise<T | null>;
}

/**
 * Keeps what the exchange recorded, outside of the case: it comes when the case may be closed.
 * @returns takes one; resolves when it is stored, or waits for its call.
 */
export function createRecordings(deps: RecordingsDeps): (event: CallRecorded) => Promise<void> {
  const { store, ofCall, persist } = deps;
  const keep = createAfterItsCall({ ...deps, what: 'recording' });
  return ({ id, callId, reference, startedAt, lengthMs }) => {
    const recording = { exchange: ofCall(callId), reference, callId, startedAt, lengthMs };
    const save = () => persist(`call.recorded ${id}`, () => store.saveRecording(recording));
    return keep(save, { callId, reference });
  };
}

/**
 * Keeps what the exchange hands over, with its sound; but for a message of silence. What cannot be stored yet stays with
 * the exchange, and is offered again.
 */
export function createTakeOver({
  store,
  ofCall,
  message,
  isAway,
  log,
}: {
  readonly store: Pick<RecordingStore, 'keepRecording'>;
  readonly ofCall: Exchanges['ofCall'];
  /** Takes a message that a caller left; false: its call is not stored, or not as over. */
  readonly message: (recording: HandedOver, silent: boolean) => Promise<boolean>;
  readonly isAway: (error: unknown) => boolean;
  readonly log: Log;
}): (recording: HandedOver) => Promise<TakenOver> {
  return async (recording) => {
    const { callId, reference, kind } = recording;
    try {
      const silent = kind === 'message' && (await isSilent(recording.sound()));
      if (!silent && !(await store.keepRecording({ ...recording, exchange: ofCall(callId) }))) return 'later';
      return kind === 'talk' || (await message(recording, silent)) ? 'kept' : 'later';
    } catch (error) {
      const facts = { err: error, callId, reference };
      if (isAway(error)) log.warn(facts, 'a recording cannot be kept yet: the database is away');
      else log.error(facts, 'a recording could not be kept; it is tried again');
      return 'later';
    }
  };
}
