import type { RecordingKind } from '../../../telephony/recording.ts';

/** A recording of a call, without its sound. */
export interface Recording {
  readonly exchange: string;
  /** The exchange's own name of it. */
  readonly reference: string;
  readonly callId: string;
  /** `message`: what the caller said to nobody. */
  readonly kind: RecordingKind;
  /** Epoch ms; null when the exchange did not say. */
  readonly startedAt: number | null;
  readonly lengthMs: number;
  /** False: something of what was said is missing, besides what was left out on purpose. */
  readonly whole: boolean;
  /** How many signs of G.711 µ-law we keep of it; null: the exchange keeps the sound. */
  readonly soundSigns: number | null;
}

/** A recording with its sound, to be kept by us. */
export interface KeptRecording
  extends Pick<Recording, 'exchange' | 'reference' | 'callId' | 'kind' | 'lengthMs' | 'whole'> {
  sound(): AsyncIterable<Buffer>;
}

/** When nothing was recorded on an agent's word. Epoch ms; `endedAt` null: until the call ended. */
export interface RecordingPause {
  readonly beganAt: number;
  readonly endedAt: number | null;
}

export interface RecordingStore {
  /** Stores it, once; false: its call is not stored. */
  saveRecording(recording: Omit<Recording, 'kind' | 'whole' | 'soundSigns'>): Promise<boolean>;
  /**
   * Stores it with its sound, sealed, once and as a whole or not at all. It is not whole either when it is shorter than
   * the talk. False: its call is not stored, or not as over.
   */
  keepRecording(recording: KeptRecording): Promise<boolean>;
  /** Of one call, oldest first. */
  recordingsOf(callId: string): Promise<readonly Recording[]>;
  recordingPausesOf(callId: string): Promise<readonly RecordingPause[]>;
  /** The sound that we keep, opened piece by piece. */
  recordedSound(recording: Pick<Recording, 'exchange' | 'reference'>): AsyncIterable<Buffer>;
  /** From a moment on nothing is recorded, or it is again. Told twice, it counts once. */
  saveRecordingPause(callId: string, paused: boolean, at: number): Promise<void>;
}
