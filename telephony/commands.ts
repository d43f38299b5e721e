import type { DialCommand } from './dialling.ts';
import type { ListenCommand } from './listening.ts';
import type { QueueDefinition } from './queues.ts';
import type { RecordingCommand } from './recording.ts';
import type { TransferCommand, TransferControl } from './transfer-commands.ts';

/** What Sigap may ask of an exchange. Free text in them is sanitised by each adapter. */
export type ExchangeCommand =
  /**
   * Make the extension a member of the queue, ready or paused. Repeating it is harmless. `wrapUpMs`: how long the
   * exchange by itself leaves it in peace after a talk, whether or not we are there; absent: not at all. `penalty`: of those
   * who are free, who has less of it is rung first; absent: 0.
   */
  | {
      readonly type: 'agent.join';
      readonly extension: string;
      readonly name: string;
      readonly queue: string;
      readonly paused: boolean;
      readonly wrapUpMs?: number;
      readonly penalty?: number;
    }
  | { readonly type: 'agent.leave'; readonly extension: string; readonly queue: string }
  /**
   * `reason` is shown in the exchange's own reports: `wrap-up`, `break`, … `until`, epoch ms: the exchange lifts the pause
   * by itself then, unless it is asked again, so that nobody is lost to it while we are away. An exchange that cannot
   * outlive us need not.
   */
  | { readonly type: 'agent.pause'; readonly extension: string; readonly reason: string; readonly until?: number }
  /** The queues that are to be there besides the exchange's own first one, which may be among them. Repeating it is harmless. */
  | { readonly type: 'queues.define'; readonly queues: readonly QueueDefinition[] }
  /** May be rung from now on, even if the exchange's own wrap-up is not over yet. */
  | { readonly type: 'agent.resume'; readonly extension: string }
  | DialCommand
  /** The next four act on the agent's leg of the call; see {@link PhoneControl} for who can do them. */
  | { readonly type: 'leg.answer'; readonly callId: string; readonly extension: string }
  | { readonly type: 'leg.hangup'; readonly callId: string; readonly extension: string }
  | { readonly type: 'leg.hold'; readonly callId: string; readonly extension: string; readonly on: boolean }
  | { readonly type: 'leg.mute'; readonly callId: string; readonly extension: string; readonly on: boolean }
  | TransferCommand
  | ListenCommand
  | RecordingCommand
  /** A caller who waits comes before all others of the queue, those who were put first earlier too. */
  | { readonly type: 'caller.first'; readonly callId: string; readonly queue: string }
  /**
   * A caller who waits is taken out of the queue, and from whoever he rings there, to this telephone. When it does not
   * answer he comes to the queue again, first in line.
   */
  | { readonly type: 'caller.move'; readonly callId: string; readonly queue: string; readonly extension: string };

/** Which leg commands the exchange can carry out for an agent's telephone; the others are done on the telephone. */
export interface PhoneControl {
  readonly answer: boolean;
  readonly hangup: boolean;
  readonly hold: boolean;
  readonly mute: boolean;
}

/** What the exchange can do for those who supervise. */
export interface SupervisionControl {
  /** Listening to a conversation, whispering to its agent, taking part in it. */
  readonly listen: boolean;
  /** Serving a caller who waits before all others. */
  readonly first: boolean;
  /** Moving a caller who waits to a telephone. */
  readonly move: boolean;
}

export const noSupervision: SupervisionControl = { listen: false, first: false, move: false };

export type { QueueDefinition, TransferCommand, TransferControl };

/**
 * `rejected`: the exchange said no (state the reason); `unreachable`: no link now; `timeout`: no reply in time, so
 * whether it happened is unknown; `unsupported`: this exchange cannot; `unwritable`: it reads a file which we cannot write.
 */
export type CommandOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly kind: 'rejected' | 'unreachable' | 'timeout' | 'unsupported' | 'unwritable';
      readonly reason: string;
    };
