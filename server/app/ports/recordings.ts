/** A recording that an exchange keeps; we have no sound of it. */
export interface Recording {
  readonly exchange: string;
  /** The exchange's own name of it. */
  readonly reference: string;
  readonly callId: string;
  /** Epoch ms; null when the exchange did not say. */
  readonly startedAt: number | null;
  readonly lengthMs: number;
}

export interface RecordingStore {
  /** Stores it, once; false: its call is not stored. */
  saveRecording(recording: Recording): Promise<boolean>;
  /** Of one call, oldest first. */
  recordingsOf(callId: string): Promise<readonly Recording[]>;
}
