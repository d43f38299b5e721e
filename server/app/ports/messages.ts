import type {
  AsideReason,
  DeliveryReported,
  DeliveryStatus,
  Media,
  MessageChannel,
  MessageReceived,
  OutboundLetter,
} from '../../../telephony/messaging/port.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { CitizenAddress } from '../../domain/message/address.ts';
import type { Message, Purpose, Template } from '../../domain/message/message.ts';
import type { ThreadCase } from '../../domain/message/thread.ts';

/** One citizen at one door: what is said there is one conversation. */
export interface ConversationKey {
  readonly serviceId: string;
  readonly channel: MessageChannel;
  /** Of the citizen; {@link CitizenAddress.key}. */
  readonly address: string;
}

/** A citizen's message, to be asked about before it is stored. */
export interface Asked extends ConversationKey {
  readonly id: string;
  /** Ticket numbers that its text names. */
  readonly tickets: readonly string[];
  /** Messages of ours that it answers, by our ids; and Message-IDs of others, of an e-mail. */
  readonly answersOurs: readonly string[];
  readonly answers: readonly string[];
}

/** What is known of a citizen's message when it comes. */
export interface Known {
  /** It is stored already: it was told once more. */
  readonly seen: boolean;
  readonly named: ThreadCase | null;
  /**
   * The open case that it names or answers, of a sender who is not known there: of e-mail alone, where a citizen who called
   * writes from an address that nobody has heard yet.
   */
  readonly strange: ThreadCase | null;
  readonly last: ThreadCase | null;
  readonly optedOut: boolean;
  /** Acknowledgements that the address was sent within the last hour. */
  readonly acknowledged: number;
}

/** What happens in a case: an event that has no moment yet. No personal number in it. */
export type Happening = CaseEvent extends infer Event
  ? Event extends CaseEvent
    ? Pick<Event, 'type' | 'data'>
    : never
  : never;

/** A paper that a message carries: these very bytes, or the message does not go. */
export interface CarriedPaper {
  readonly paperId: string;
  readonly sha256: string;
  /** What its file is called. */
  readonly name: string;
}

/** A message to store. */
export interface NewMessage {
  readonly id: string;
  readonly caseId: string | null;
  readonly serviceId: string | null;
  readonly gateway: string;
  readonly channel: MessageChannel;
  readonly ownAddress: string;
  readonly address: Pick<CitizenAddress, 'key' | 'masked'>;
  readonly text: string;
  readonly media: readonly Media[];
  readonly template: Template | null;
  /** Null: a citizen's. Another: ours, and it is to be sent. */
  readonly purpose: Purpose | null;
  /** What happens in the case when a gateway has taken it, where that is more than its purpose says. */
  readonly happens?: Happening | null;
  /** Of an e-mail of ours. */
  readonly paper?: CarriedPaper | null;
  readonly segments: number;
  /** Epoch ms. */
  readonly at: number;
  readonly personId: string | null;
  /** Of a citizen's that is neither answered nor made a case. */
  readonly aside?: AsideReason | null;
  /** Of an e-mail of a citizen's: what answers to it are threaded by. */
  readonly mail?: { readonly messageId: string | null; readonly subject: string } | null;
}

/** Where a case's messages go: the citizen's address at one of our doors. */
export interface Correspondent {
  readonly address: Pick<CitizenAddress, 'key' | 'masked'>;
  /** The service and gateway of the newest message; null: none was exchanged yet. */
  readonly last: { readonly serviceId: string; readonly ownAddress: string } | null;
  readonly lastInboundAt: number | null;
}

/** A message that is to be sent now. */
export interface DueMessage {
  readonly id: string;
  readonly caseId: string | null;
  readonly channel: MessageChannel;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly template: Template | null;
  readonly purpose: Purpose;
  readonly happens: Happening | null;
  readonly personId: string | null;
  readonly writtenAt: number;
  /** With this one. */
  readonly attempts: number;
  /** A try before this one may have gone out. */
  readonly again: boolean;
  /** The address has asked for no messages. */
  readonly unwanted: boolean;
  /** Of an e-mail. */
  readonly letter?: OutboundLetter;
  readonly paper: CarriedPaper | null;
}

/** What became of a try. `later`: `afterMs` from now; `maybeSent`: nobody knows whether it went out. */
export type Tried =
  | {
      readonly kind: 'taken';
      readonly gateway: string;
      readonly reference: string;
      readonly status: DeliveryStatus;
      readonly at: number;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly at: number }
  | { readonly kind: 'later'; readonly afterMs: number; readonly maybeSent: boolean };

/** What is known of whom a case's messages go to; inside of a transaction or not. */
export interface MessageReads {
  correspondent(caseId: string): Promise<Correspondent | null>;
  isOptedOut(channel: MessageChannel, address: string): Promise<boolean>;
  /** Whether the person has the case's citizen on the line, in another case's call. */
  talksWith(caseId: string, personId: string): Promise<boolean>;
}

/** Writes of messages inside one transaction. */
export interface MessageTransaction extends MessageReads {
  /** Waits for whoever handles one of these conversations now: what follows sees what they stored. */
  lockConversations(keys: readonly Pick<ConversationKey, 'address'>[]): Promise<void>;
  /** In the order of the question. */
  known(asked: readonly Asked[]): Promise<readonly Known[]>;
  /** Stores messages in the order given; one whose id is stored already is passed over. Returns the ids stored. */
  add(messages: readonly NewMessage[]): Promise<ReadonlySet<string>>;
  /** The address asks for no more, or for more again. Returns whether that is a change. */
  optOut(key: ConversationKey, out: boolean, at: number): Promise<boolean>;
  /** Messages to the address that have not gone out will not. */
  cancelPending(key: ConversationKey, at: number): Promise<void>;
  /** Whether the address was asked how it was, at this door since a moment, epoch ms. */
  wasAsked(door: { readonly serviceId: string; readonly address: string }, since: number): Promise<boolean>;
  /** Whether a message has this id. */
  isStored(id: string): Promise<boolean>;
  /** The citizen's messages have been looked at. Returns how many had not. */
  markSeen(caseId: string, at: number): Promise<number>;
  /** Stores what became of a try of one of ours; the status it has then, since reports may have come before. */
  tried(id: string, tried: Tried): Promise<DeliveryStatus | null>;
  /** The case of the message that the report is about, as far as it is known. */
  caseOf(report: DeliveryReported): Promise<string | null>;
  /** Keeps a report once, and the status it leads to. Returns the message, if the report says something new of it. */
  report(report: DeliveryReported): Promise<Message | null>;
}

/** How a case's conversation stands. Epoch ms. */
export interface ConversationFacts {
  readonly caseId: string;
  readonly channel: MessageChannel;
  readonly count: number;
  readonly lastAt: number;
  readonly lastDirection: 'in' | 'out';
  readonly unseen: number;
  /** The oldest message of the citizen that no person has answered; null: none waits. */
  readonly waitingSince: number | null;
  readonly lastInboundAt: number | null;
  /** One of ours has failed since the last that went through. */
  readonly failed: boolean;
  readonly pending: number;
  readonly optedOut: boolean;
  /** Another one whenever anything of it changed. */
  readonly revision: string;
}

/** What is read of messages. */
export interface MessageStore extends MessageReads {
  messagesOf(caseId: string): Promise<readonly Message[]>;
  /** Of cases with messages; the others are left out. */
  conversations(caseIds: readonly string[]): Promise<readonly ConversationFacts[]>;
  /**
   * Takes messages of the gateway that are due, oldest first, one of a conversation at a time, and no more than the
   * gateway's pace allows all servers together. Each is this caller's until `leaseMs` from now.
   * `waitMs`: when to look again, as far as the pace is concerned; null: nothing is held back by it.
   */
  claim(
    gateway: string,
    options: { readonly perSecond: number; readonly limit: number; readonly leaseMs: number },
  ): Promise<{ readonly messages: readonly DueMessage[]; readonly waitMs: number | null }>;
  /** Lets the gateway rest, for all servers. */
  holdGateway(gateway: string, forMs: number): Promise<void>;
  /** Messages that wait to be sent, by gateway. */
  backlog(): Promise<readonly { readonly gateway: string; readonly count: number; readonly oldestAt: number }[]>;
  readonly setAside: SetAsideStore;
}

/** Citizens' messages that could not be stored as such. They are tried again at each start, and on demand. */
export interface SetAsideStore {
  /** @param reason why, without a word of the message. */
  put(message: MessageReceived, reason: string): Promise<void>;
  /** The oldest first. */
  all(limit: number): Promise<readonly MessageReceived[]>;
  remove(message: MessageReceived): Promise<void>;
  counts(): Promise<readonly { readonly gateway: string; readonly count: number }[]>;
}
