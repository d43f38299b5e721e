import type { AsideReason, DeliveryStatus, Media, MessageChannel } from '../../../telephony/messaging/port.ts';

/**
 * What a message of ours is for. `question` makes the case wait for the citizen, `answer` ends the step that the
 * procedure ends by the answer; both when the gateway has taken it. `missed`: to a caller whom nobody answered.
 */
export type Purpose =
  | 'message'
  | 'question'
  | 'answer'
  | 'acknowledgement'
  | 'missed'
  | 'survey'
  | 'stop'
  | 'start'
  | 'consent';

export interface Template {
  readonly id: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A message as it is kept. The citizen's address is sealed beside it, and so are the words as they lie in the database. */
export interface Message {
  readonly id: string;
  readonly caseId: string | null;
  readonly serviceId: string | null;
  readonly gateway: string;
  readonly channel: MessageChannel;
  readonly direction: 'in' | 'out';
  readonly addressMasked: string;
  readonly text: string;
  readonly media: readonly Media[];
  readonly template: Template | null;
  readonly purpose: Purpose | null;
  readonly segments: number;
  /** Of one of ours. */
  readonly status: DeliveryStatus | null;
  /** One of ours that no gateway has taken yet. */
  readonly pending: boolean;
  /** When each status was reached, as told; proof of delivery. Epoch ms. */
  readonly statusAt: Readonly<Partial<Record<DeliveryStatus, number>>>;
  readonly errorCode: string | null;
  readonly attempts: number;
  /** Epoch ms: when it was written. */
  readonly at: number;
  readonly personId: string | null;
  /** The paper that one of ours carries; null: none. */
  readonly paperId: string | null;
  /** Of a citizen's: when somebody looked at it. */
  readonly seenAt: number | null;
  /** Of a citizen's: why it was neither answered nor made a case; null: it was taken as others are. */
  readonly aside: AsideReason | null;
}
