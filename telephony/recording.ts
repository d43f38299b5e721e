/** Recording of conversations, where the exchange records by itself and hands the sound over afterwards. */

/**
 * How the recording of a call stands; says nothing about how the call goes. `on`: from the answer on, and the caller has
 * been told. `paused`: nothing that is said now is in it.
 */
export interface RecordingTold {
  readonly type: 'recording.on' | 'recording.paused' | 'recording.resumed';
  /** Epoch ms. */
  readonly at: number;
  readonly callId: string;
}

/** `full`: no place is left for it; `stalled`: it does not grow, and nobody knows why. The call goes on in any case. */
export const recordingFaults = ['full', 'stalled'] as const;
export type RecordingFault = (typeof recordingFaults)[number];

/** Of this call nothing is recorded, or nothing more, although its service wants it. */
export interface RecordingFailed {
  readonly type: 'recording.failed';
  /** Epoch ms. */
  readonly at: number;
  readonly callId: string;
  readonly why: RecordingFault;
}

export type RecordingEvent = RecordingTold | RecordingFailed;

/** A call that is being recorded, as a snapshot of the exchange shows it. */
export interface Recorded {
  readonly callId: string;
  readonly paused: boolean;
  /** Epoch ms: since when it has stood so, as far as the exchange says. */
  readonly at: number;
}

/** Nothing that is said is recorded from now on, or it is again. `extension`: who talks to the caller. */
export interface RecordingCommand {
  readonly type: 'recording.pause';
  readonly callId: string;
  readonly extension: string;
  readonly on: boolean;
}

export interface RecordingControl {
  /** Pausing while the caller says what nobody should hear again. */
  readonly pause: boolean;
}

export const recordingKinds = ['talk', 'message'] as const;
export type RecordingKind = (typeof recordingKinds)[number];

/** What the exchange has recorded and hands over: whole pieces, of a call that is over. */
export interface HandedOver {
  readonly callId: string;
  /** `message`: what the caller said to nobody. */
  readonly kind: RecordingKind;
  /** The exchange's own name of it: letters, digits, `_`, `.` and `-`. */
  readonly reference: string;
  readonly lengthMs: number;
  /** False: it is known that something is missing. True: nothing is known of that. */
  readonly whole: boolean;
  /** The sound from its beginning, G.711 µ-law with 8,000 signs a second. May be asked for more than once. */
  sound(): AsyncIterable<Buffer>;
}

/** `kept`: durably, the exchange's copy may go. `later`: its call is not stored yet, or the database is away. */
export type TakenOver = 'kept' | 'later';

/** Signs a second of {@link HandedOver.sound}. */
export const soundSignsPerSecond = 8_000;
