import type {
  DeliveryReported,
  DeliveryStatus,
  MessageChannel,
  MessageGateway,
  MessageReceived,
  MessagingHooks,
  OutboundMessage,
  SendOutcome,
} from '../../telephony/messaging/port.ts';

export interface FakeGatewayOptions {
  readonly name?: string;
  readonly channels?: readonly MessageChannel[];
  readonly perSecond?: number;
  /** What reached citizens, where several servers have the same gateway. */
  readonly sent?: OutboundMessage[];
  readonly now: () => number;
}

/** A message gateway moved by hand. It keeps one message per id, as the real ones look before they send again. */
export interface FakeGateway extends MessageGateway {
  /** What reached the citizen, each once. */
  readonly sent: readonly OutboundMessage[];
  /** Every try, with its `again`. */
  readonly tries: readonly { readonly id: string; readonly again: boolean }[];
  /** Answers from now on; a function decides by the message. Null: it sends. */
  answerWith(answer: ((message: OutboundMessage) => Promise<SendOutcome> | SendOutcome | null) | null): void;
  /** Says from now on that its other side answers, or does not. */
  turn(connected: boolean): void;
  /** A citizen writes; returns when it is durable. */
  receive(text: string, from: string, more?: Partial<MessageReceived>): Promise<MessageReceived>;
  report(
    messageId: string | null,
    reference: string,
    status: DeliveryStatus,
    more?: Partial<DeliveryReported>,
  ): Promise<void>;
  /** The last message to this number. */
  lastTo(address: string): OutboundMessage | undefined;
}

let runs = 0;

export function createFakeGateway(options: FakeGatewayOptions): FakeGateway {
  const { name = 'sms', channels = ['sms'], perSecond = 1_000, now } = options;
  const sent = options.sent ?? [];
  const tries: { id: string; again: boolean }[] = [];
  let hooks: MessagingHooks | null = null;
  let answer: ((message: OutboundMessage) => Promise<SendOutcome> | SendOutcome | null) | null = null;
  let made = 0;
  let connected = true;
  runs += 1;
  const run = runs;
  const listener = () => {
    if (!hooks) throw new Error('nobody listens to the fake gateway');
    return hooks;
  };

  return {
    name,
    channels,
    perSecond,
    sent,
    tries,
    start: (given) => {
      hooks = given;
    },
    stop: async () => {
      hooks = null;
    },
    status: () => ({ connected, since: 0, lastHeardAt: null, anomalies: 0 }),
    send: async (message, again) => {
      tries.push({ id: message.id, again });
      const known = again && sent.some(({ id }) => id === message.id);
      const outcome = known ? null : await answer?.(message);
      if (outcome) return outcome;
      if (!known) sent.push(message);
      return { ok: true, reference: `ref-${message.id}`, status: 'sent' };
    },
    answerWith: (given) => {
      answer = given;
    },
    turn: (to) => {
      connected = to;
    },
    receive: async (text, from, more = {}) => {
      made += 1;
      const message: MessageReceived = {
        id: `${name}-${run}-${made}`,
        gateway: name,
        channel: channels[0] ?? 'sms',
        at: now(),
        from,
        to: '08111631500',
        text,
        media: [],
        ...more,
      };
      await listener().received(message);
      return message;
    },
    report: (messageId, reference, status, more = {}) =>
      listener().reported({ gateway: name, messageId, reference, status, at: now(), errorCode: null, ...more }),
    lastTo: (address) => sent.findLast(({ to }) => to === address),
  };
}
