import { type CallState, talking } from './call.ts';

/** Why a supervisor does not listen to a conversation now. */
export type ListenRefusal =
  | 'listen_unsupported'
  | 'no_telephone'
  | 'call_over'
  | 'nobody_talks'
  | 'listen_to_oneself'
  | 'listened_already'
  | 'telephone_unreachable'
  | 'in_another_call';

export interface ListenAsk {
  /** Whether the exchange lets anybody listen. */
  readonly can: boolean;
  readonly call: CallState | null;
  /** Whether somebody else listens to it already: two voices at an agent's ear help nobody. */
  readonly taken: boolean;
  /** The telephone of whoever asks; null: there is none. */
  readonly extension: string | null;
  readonly reachable: boolean;
  /** It talks, rings, or listens to another conversation. */
  readonly busy: boolean;
}

/** Whether the conversation may be listened to so, now; null: it may. Pure. */
export function refusalOfListening(ask: ListenAsk): ListenRefusal | null {
  const { can, call, extension } = ask;
  if (!can) return 'listen_unsupported';
  if (extension === null) return 'no_telephone';
  if (!call || call.ended) return 'call_over';
  const talk = talking(call);
  // It rings still, waits, or is with somebody outside of the office. Of a call that we placed: the citizen's rings.
  if (!talk) return 'nobody_talks';
  if (talk.extension === extension) return 'listen_to_oneself';
  if (ask.taken) return 'listened_already';
  if (!ask.reachable) return 'telephone_unreachable';
  return ask.busy ? 'in_another_call' : null;
}
