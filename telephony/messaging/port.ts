/**
 * What carries messages between citizens and the office: Twilio, a GSM modem under Gammu, or any aggregator over HTTP.
 * A leaf like the exchanges: it knows addresses and texts, nothing of tickets.
 */
export const messageChannels = ['sms', 'whatsapp', 'facebook', 'twitter', 'website'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export interface Media {
  readonly url: string;
  readonly contentType: string;
}

/** A message that a citizen sent, whole: parts of a long one are joined by the gateway. */
export interface MessageReceived {
  /** A function of the gateway's own identifiers: the same message told twice has the same id and counts once. */
  readonly id: string;
  readonly gateway: string;
  readonly channel: MessageChannel;
  /** Epoch ms, by the gateway's clock where it stamps its messages. */
  readonly at: number;
  /** The sender as signalled: a telephone number, or the name of an account. Never log it. */
  readonly from: string;
  /** The number or page it was sent to. */
  readonly to: string;
  readonly text: string;
  readonly media: readonly Media[];
}

export const deliveryStatuses = ['queued', 'sent', 'delivered', 'read', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What became of a message of ours. Told in any order, and more than once. */
export interface DeliveryReported {
  readonly gateway: string;
  /** The id we gave it, where the gateway tells it; else `reference` says which it is. */
  readonly messageId: string | null;
  /** The gateway's own name for it. */
  readonly reference: string;
  readonly status: DeliveryStatus;
  readonly at: number;
  /** The gateway's code of what went wrong, for people who look it up. */
  readonly errorCode: string | null;
}

export interface OutboundMessage {
  /** Ours, unique: sent again under the same id, it reaches the citizen once. */
  readonly id: string;
  /** Epoch ms when it was written: what went out before that was another one. */
  readonly writtenAt: number;
  readonly channel: MessageChannel;
  /** The service's own number or page; empty: the gateway's own, the first of the channel. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /**
   * WhatsApp outside of its 24-hour window takes templates only: the provider's id of one, and its variables. `text` is
   * then what the template says with them: a try that may have gone out is looked for by it.
   */
  readonly template: { readonly id: string; readonly variables: Readonly<Record<string, string>> } | null;
}

/**
 * `rejected`: this message can never go out (`code`: the gateway's own); `unreachable`: nothing was sent, try again;
 * `busy`: too many for the gateway now, try again; `unknown`: no answer came, so it may have been sent.
 */
export type SendOutcome =
  | { readonly ok: true; readonly reference: string; readonly status: DeliveryStatus }
  | {
      readonly ok: false;
      readonly kind: 'rejected' | 'unreachable' | 'busy' | 'unknown';
      readonly reason: string;
      readonly code: string | null;
      /** How long to wait at least, ms, where the gateway says so. */
      readonly retryAfterMs?: number;
    };

/** What a gateway is given by its owner. Each is durable when it returns. */
export interface MessagingHooks {
  /** @throws when the database is away: the gateway keeps the message, or has its sender tell it again. */
  readonly received: (message: MessageReceived) => Promise<void>;
  /** @throws when the database is away. */
  readonly reported: (report: DeliveryReported) => Promise<void>;
}

export interface GatewayStatus {
  readonly connected: boolean;
  /** Epoch ms of the last change of `connected`. */
  readonly since: number;
  readonly lastHeardAt: number | null;
  /** Messages or reports counted and skipped because they made no sense. */
  readonly anomalies: number;
  /** Hours by which its clock is behind ours, where it shows another zone: somebody should set it. Absent: none. */
  readonly clockHours?: number;
}

/** A message gateway. */
export interface MessageGateway {
  /** Stable name, first part of every message id. */
  readonly name: string;
  readonly channels: readonly MessageChannel[];
  /** Messages it takes a second, at most; the sender keeps to it. */
  readonly perSecond: number;
  start(hooks: MessagingHooks): void;
  stop(): Promise<void>;
  status(): GatewayStatus;
  /**
   * Never throws.
   * @param again a try before this one may have gone out: the gateway looks for it first, under our id.
   */
  send(message: OutboundMessage, again: boolean): Promise<SendOutcome>;
}
