import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecorded } from '../../events.ts';
import type { VoiceLog } from './log.ts';
import type { Messages } from './messages.ts';
import { recordedOf } from './recordings.ts';
import type { VoiceRest } from './rest.ts';
import { callerOf } from './rooms.ts';

export interface MissedRecordingsDeps {
  /** Of this exchange, first part of every call id. */
  readonly name: string;
  readonly rest: Pick<VoiceRest, 'recordingsSince' | 'leg'>;
  /** Our hotline numbers in E.164; none: every number of the account is one. */
  readonly numbers: readonly string[];
  readonly emit: (event: CallRecorded) => void;
  readonly messages: Pick<Messages, 'left'>;
  /** False: nobody takes it any more. */
  readonly running: () => boolean;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
}

export type MissedRecordings = ReturnType<typeof createMissedRecordings>;

/** A process that starts does not know how long there was none: of more than a day, a recording is known to Twilio only. */
const lookBackMs = 24 * 3_600_000;
/** Twilio ends a call after four hours, and its recording is as old as its beginning. */
const longestCallMs = 4 * 3_600_000;
/** Told so many at a time, and a pause, ms: each is stored, and calls under way come first. */
const atOnce = 50;
const pauseMs = 100;

/**
 * Recordings whose report may have been lost: asked for once after each time that we were away, by two lists however
 * many there are. What was told before has the same id and counts once.
 */
export function createMissedRecordings(deps: MissedRecordingsDeps) {
  const { name, rest, emit, messages, numbers, running, now, log } = deps;
  let owed: number | null = null;
  /** The account may record others' callers too. */
  const called = async (sid: string) => {
    const leg = await rest.leg(sid);
    return leg.ok && leg.value.direction === 'inbound' && (numbers.length === 0 || numbers.includes(leg.value.to));
  };
  return {
    /** We were away since then, epoch ms; null: nobody knows since when. */
    owe(since: number | null): void {
      const from = (since ?? now() - lookBackMs) - longestCallMs;
      owed = Math.min(owed ?? from, from);
    },
    /** Asks when it is owed. What Twilio does not answer stays owed. */
    async ask(): Promise<void> {
      if (owed === null || !running()) return;
      const asked = await rest.recordingsSince(owed);
      if (!asked.ok) {
        log.warn({ reason: asked.failure.reason }, 'Twilio cannot be asked for its recordings yet');
        return;
      }
      owed = null;
      for (const [index, { room, messageOf, reference, seconds, startedAt }] of asked.value.entries()) {
        if (messageOf !== null && (await called(messageOf))) messages.left(messageOf, reference);
        const sid = callerOf(room);
        const recorded = sid && recordedOf({ name, sid, reference, seconds, startedAt, at: now() });
        if (recorded) emit(recorded);
        if (index % atOnce === atOnce - 1) await sleep(pauseMs);
        if (!running()) return;
      }
    },
  };
}
