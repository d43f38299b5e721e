/**
 * Somebody of the office listens to a conversation that goes on, with a telephone of their own. It is no call of the
 * office's: it changes nothing of the call that is listened to, and counts nowhere.
 */

/**
 * `listen`: nobody hears the listener; `whisper`: the agent alone does; `barge`: agent and caller do.
 */
export const listenModes = ['listen', 'whisper', 'barge'] as const;
export type ListenMode = (typeof listenModes)[number];

export type ListenCommand =
  /**
   * Rings the listener's telephone, and lets it hear the conversation when it is answered. Ends by itself when that
   * conversation, or the listener's telephone, ends.
   */
  | {
      readonly type: 'listen.begin';
      /** Made by {@link listenIdOf}; what becomes of it is told under this id. */
      readonly listenId: string;
      /** The call that is listened to. */
      readonly callId: string;
      /** Of the agent who talks on it. */
      readonly agent: string;
      /** Of the listener. */
      readonly extension: string;
      readonly mode: ListenMode;
    }
  | {
      readonly type: 'listen.mode';
      readonly listenId: string;
      readonly extension: string;
      readonly mode: ListenMode;
    }
  | { readonly type: 'listen.end'; readonly listenId: string; readonly extension: string };

/** The listener hears the conversation, in this mode from now on. */
export interface ListeningOn {
  readonly type: 'listening.on';
  /** Epoch ms. */
  readonly at: number;
  readonly listenId: string;
  readonly mode: ListenMode;
}

/** The listener hears nothing any more, or never did. */
export interface ListeningEnded {
  readonly type: 'listening.ended';
  readonly at: number;
  readonly listenId: string;
}

export type ListeningEvent = ListeningOn | ListeningEnded;

/** Somebody who listens now; `mode` null: their telephone rings. */
export interface Listener {
  readonly listenId: string;
  readonly mode: ListenMode | null;
  /** Since when, epoch ms. */
  readonly at: number;
}

/** Stands before what is unique; an exchange's own ids never begin with it. */
const mark = 'listen-';

/** @param unique letters, digits and `-` */
export const listenIdOf = (unique: string): string => `${mark}${unique}`;

/** Whether an exchange's own id is of somebody who listens. */
export const isListenId = (id: string | undefined): id is string => id?.startsWith(mark) ?? false;

export const isListenMode = (mode: string | undefined): mode is ListenMode =>
  (listenModes as readonly (string | undefined)[]).includes(mode);
