import type { CommandOutcome } from '../commands.ts';
import type { CallEvent } from '../events.ts';
import { type HandedOver, type Recorded, type RecordingEvent, soundSignsPerSecond } from '../recording.ts';
import type { Agenda } from './agenda.ts';

/** Recording as it is told of; what is handed over is a soft tone as long as the talk, and nobody's voice. */
export interface SimulatedRecordings {
  /** The service has the conversation recorded. */
  wanted(callId: string): void;
  /** What happens on calls. */
  heard(event: CallEvent): void;
  pause(callId: string, on: boolean): CommandOutcome;
  /** Whether there is place for another recording. */
  full(full: boolean): void;
  snapshot(): readonly Recorded[];
}

interface Recording {
  /** Epoch ms; null: nobody talks yet. */
  since: number | null;
  talkedMs: number;
  paused: { readonly on: boolean; readonly at: number };
  whole: boolean;
}

export function createSimulatedRecordings(deps: {
  readonly agenda: Pick<Agenda, 'now'>;
  readonly emit: (event: RecordingEvent) => void;
  readonly handOver: (recording: HandedOver) => void;
}): SimulatedRecordings {
  const { agenda, emit, handOver } = deps;
  const recordings = new Map<string, Recording>();
  /** Since when callers leave messages, epoch ms. */
  const messages = new Map<string, number>();
  let full = false;

  const fail = (callId: string, recording: Recording) => {
    recording.whole = false;
    emit({ type: 'recording.failed', at: agenda.now(), callId, why: 'full' });
  };
  /** The talk is over, or with somebody else from now on. */
  const rest = (recording: Recording) => {
    if (recording.since !== null) recording.talkedMs += agenda.now() - recording.since;
    recording.since = null;
  };

  /** A message, where he left one. */
  const leave = (callId: string, at: number) => {
    const began = messages.get(callId);
    messages.delete(callId);
    if (began === undefined || full) return;
    const lengthMs = at - began;
    handOver({
      ...{ callId, kind: 'message', reference: `pesan-${callId}`, lengthMs, whole: true },
      sound: () => softTone(lengthMs),
    });
  };

  return {
    wanted(callId) {
      recordings.set(callId, { since: null, talkedMs: 0, paused: { on: false, at: 0 }, whole: true });
    },
    heard({ type, callId, at, ...event }) {
      if ('why' in event && event.why === 'voicemail') messages.set(callId, at);
      if (type === 'call.ended') leave(callId, at);
      const recording = recordings.get(callId);
      if (!recording) return;
      if (type === 'call.answered') {
        const first = recording.since === null && recording.talkedMs === 0;
        recording.since ??= at;
        recording.paused = first ? { on: false, at } : recording.paused;
        if (full) fail(callId, recording);
        else if (first) emit({ type: 'recording.on', at, callId });
      }
      if (type === 'call.released') rest(recording);
      if (type !== 'call.ended') return;
      rest(recording);
      recordings.delete(callId);
      const { talkedMs: lengthMs, whole } = recording;
      if (lengthMs > 0)
        handOver({
          callId,
          kind: 'talk',
          reference: `talk-${callId}`,
          lengthMs,
          whole,
          sound: () => softTone(lengthMs),
        });
    },
    pause(callId, on) {
      const recording = recordings.get(callId);
      if (!recording || recording.since === null) {
        return { ok: false, kind: 'rejected', reason: 'this conversation is not recorded' };
      }
      if (recording.paused.on !== on) {
        const at = agenda.now();
        recording.paused = { on, at };
        emit({ type: on ? 'recording.paused' : 'recording.resumed', at, callId });
      }
      return { ok: true };
    },
    full(now) {
      full = now;
      if (!now) return;
      for (const [callId, recording] of recordings) if (recording.since !== null) fail(callId, recording);
    },
    snapshot: () =>
      [...recordings].flatMap(([callId, { since, paused }]) =>
        since === null ? [] : [{ callId, paused: paused.on, at: paused.at }],
      ),
  };
}

/** Signs of G.711 µ-law: a quiet square wave of 500 Hz. */
const tone = Buffer.from(Array.from({ length: soundSignsPerSecond }, (_, at) => (at % 16 < 8 ? 0xd0 : 0x50)));

async function* softTone(lengthMs: number): AsyncGenerator<Buffer> {
  let left = Math.round((lengthMs * soundSignsPerSecond) / 1_000);
  for (; left > 0; left -= tone.length) yield tone.subarray(0, Math.min(left, tone.length));
}
