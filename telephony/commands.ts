import type { DialCommand } from './dialling.ts';
import type { TransferCommand, TransferControl } from './transfer-commands.ts';

/** What Sigap may ask of an exchange. Free text in them is sanitised by each adapter. */
export type ExchangeCommand =
  /**
   * Make the extension a member of the queue, ready or paused. Repeating it is harmless. `wrapUpMs`: how long the
   * exchange by itself leaves it in peace after a talk, whether or not we are there; absent: not at all.
   */
  | {
      readonly type: 'agent.join';
      readonly extension: string;
      readonly name: string;
      readonly queue: string;
      readonly paused: boolean;
      readonly wrapUpMs?: number;
    }
  | { readonly type: 'agent.leave'; readonly extension: string; readonly queue: string }
  /**
   * `reason` is shown in the exchange's own reports: `wrap-up`, `break`, … `until`, epoch ms: the exchange lifts the pause
   * by itself then, unless it is asked again, so that nobody is lost to it while we are away. An exchange that cannot
   * outlive us need not.
   */
  | { readonly type: 'agent.pause'; readonly extension: string; readonly reason: string; readonly until?: number }
  /** May be rung from now on, even if the exchange's own wrap-up is not over yet. */
  | { readonly type: 'agent.resume'; readonly extension: string }
  | DialCommand
  /** The next four act on the agent's leg of the call; see {@link PhoneControl} for who can do them. */
  | { readonly type: 'leg.answer'; readonly callId: string; readonly extension: string }
  | { readonly type: 'leg.hangup'; readonly callId: string; readonly extension: string }
  | { readonly type: 'leg.hold'; readonly callId: string; readonly extension: string; readonly on: boolean }
  | { readonly type: 'leg.mute'; readonly callId: string; readonly extension: string; readonly on: boolean }
  | TransferCommand;

/** Which leg commands the exchange can carry out for an agent's telephone; the others are done on the telephone. */
export interface PhoneControl {
  readonly answer: boolean;
  readonly hangup: boolean;
  readonly hold: boolean;
  readonly mute: boolean;
}

export type { TransferCommand, TransferControl };

/**
 * `rejected`: the exchange said no (state the reason); `unreachable`: no link now; `timeout`: no reply in time, so
 * whether it happened is unknown; `unsupported`: this exchange cannot.
 */
export type CommandOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly kind: 'rejected' | 'unreachable' | 'timeout' | 'unsupported';
      readonly reason: string;
    };
