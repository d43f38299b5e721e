import type { PhoneSettings } from '../../../server/contract/people.ts';

/**
 * `elsewhere`: a telephone that is not this browser; whether it can be reached is the agent card's word. `other-tab`: it
 * is another page of this browser. `renewing`: it works, but what it works by could not be renewed yet.
 */
export type PhoneStatus =
  | 'starting'
  | 'ready'
  | 'registering'
  | 'renewing'
  | 'unreachable'
  | 'no-microphone'
  | 'elsewhere'
  | 'other-tab';

export interface PhoneControls {
  readonly answer: boolean;
  readonly hangup: boolean;
  readonly hold: boolean;
  readonly mute: boolean;
}

export interface PhoneState {
  readonly mode: PhoneSettings['mode'];
  readonly status: PhoneStatus;
  /** What can be done from here; the rest is done on the telephone itself. */
  readonly controls: PhoneControls;
  /** What this telephone believes; the exchange's own word on hold is in the call card. */
  readonly held: boolean;
  readonly muted: boolean;
  readonly problem: 'microphone' | 'command' | null;
}

/** A telephone of an agent, wherever it is. Every action resolves when it was asked for; failure shows in `problem`. */
export interface Softphone {
  readonly get: () => PhoneState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly answer: (callId: string) => Promise<void>;
  readonly hangup: (callId: string) => Promise<void>;
  readonly hold: (callId: string, on: boolean) => Promise<void>;
  readonly mute: (callId: string, on: boolean) => Promise<void>;
  /** The call is over as far as the server knows: forget hold and mute. */
  readonly idle: () => void;
  /** Has it come here from the other page that has it; absent where it is no page's. */
  readonly bringHere?: () => void;
  /** Takes no more calls, and stops when the conversation it has is over, or at once; then `over` is called. */
  readonly retire: (over: () => void) => void;
  readonly stop: () => void;
}

/** A value that tells its listeners when it changes. */
export function createCell<T extends object>(first: T) {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: (): T => value,
    set(patch: Partial<T>): void {
      value = { ...value, ...patch };
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
