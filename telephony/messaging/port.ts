import type { Forgotten } from '../forgotten.ts';
import type { MediaFetched } from './media.ts';

/**
 * What carries messages between citizens and the office: Twilio, a GSM modem under Gammu, or any aggregator over HTTP.
 * A leaf like the exchanges: it knows addresses and texts, nothing of tickets.
 */
export const messageChannels = ['sms', 'whatsapp', 'facebook', 'twitter', 'website', 'email'] as const;
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
  /** Of an e-mail. */
  readonly mail?: MailHead;
  /** It is kept and shown, and neither answered nor made a case: no person wrote it to us, or nobody can read it. */
  readonly aside?: AsideReason;
}

/** What an e-mail has that other messages have not. */
export interface MailHead {
  /** Its Message-ID, without `<>`. */
  readonly messageId: string | null;
  readonly subject: string;
  /** Messages of ours that it answers, by our ids. */
  readonly answersOurs: readonly string[];
  /** The Message-IDs of others that it answers. */
  readonly answers: readonly string[];
  /** What was written before and stands below the words. */
  readonly quoted: string;
}

/**
 * `auto_reply`: a machine answered; `bulk`: to many, such as a newsletter; `loop`: it came from us; `flood`: too many from
 * one sender; `spam`: the mail server says so; `report`: about mail that is none of ours; `no_sender`: nobody or several say to have written it;
 * `unreadable`: it broke what reads mail; `too_large`: it was not even fetched.
 */
export const asideReasons = [
  'auto_reply',
  'bulk',
  'spam',
  'loop',
  'flood',
  'report',
  'no_sender',
  'unreadable',
  'too_large',
] as const;
export type AsideReason = (typeof asideReasons)[number];

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
  /** Of an e-mail. */
  readonly letter?: OutboundLetter;
  /** What lies in it. Of an e-mail alone: no other gateway of ours carries files to citizens. */
  readonly attachments?: readonly OutboundAttachment[];
}

export interface OutboundAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface OutboundLetter {
  readonly subject: string;
  /** The Message-ID of the citizen's that it answers; null: of none. */
  readonly answers: string | null;
  /** Nobody of the office wrote it. */
  readonly automatic: boolean;
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
  /** Fetches what came with a citizen's message, as whoever has the account; absent where nothing ever comes. Never rejects. */
  media?(url: string): Promise<MediaFetched>;
  /** Deletes there what it keeps of a message, the citizen's or ours; absent where it cannot. Never rejects. */
  forget?(reference: string): Promise<Forgotten>;
}
