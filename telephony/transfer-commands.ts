/**
 * A caller is handed on by the extension that talks to him. Who may, and to whom, is asked before; the exchange refuses
 * what cannot be, such as two transfers at once.
 */
export type TransferCommand =
  /** At once: the agent is out of it, and a caller whom nobody answers comes to the queue again, first in line. */
  | {
      readonly type: 'transfer.blind';
      readonly callId: string;
      readonly extension: string;
      readonly target: CommandTarget;
    }
  /** The caller hears music, and the agent talks to the other first. */
  | {
      readonly type: 'transfer.consult';
      readonly callId: string;
      readonly extension: string;
      readonly target: Exclude<CommandTarget, { kind: 'queue' }>;
    }
  /** The caller comes to the agent and the one consulted: whoever of the two hangs up leaves the others talking. */
  | { readonly type: 'transfer.join'; readonly callId: string; readonly extension: string }
  /** Caller and the one consulted talk; the agent is out of it. So it ends too when the agent hangs up. */
  | { readonly type: 'transfer.complete'; readonly callId: string; readonly extension: string }
  /** Caller and agent talk again, and the other is out of it. */
  | { readonly type: 'transfer.cancel'; readonly callId: string; readonly extension: string };

/** As in {@link TransferTarget}, with what is dialled. */
type CommandTarget =
  | { readonly kind: 'phone'; readonly extension: string }
  | { readonly kind: 'queue' }
  | { readonly kind: 'outside'; readonly id: string; readonly number: string };

/** Which transfers the exchange can carry out. */
export interface TransferControl {
  readonly blind: boolean;
  readonly consult: boolean;
  /** To numbers outside of the office. */
  readonly outside: boolean;
  /** Three in one conversation. */
  readonly join: boolean;
}

export const noTransfers: TransferControl = { blind: false, consult: false, outside: false, join: false };
