import type { Reach } from '../../domain/case/action-form.ts';
import type { Purpose, Template } from '../../domain/message/message.ts';
import type { CaseRecord } from './cases.ts';
import type { CarriedPaper, Correspondent, Happening, MessageReads } from './messages.ts';
import type { StoreTransaction } from './ports.ts';

/**
 * Why nothing can be sent to the citizen of a case. `no_contact`: neither number nor account is known; `no_gateway`: no
 * service of ours reaches there, or its gateway is not set up; `stopped`: the citizen said STOP; `window_closed`:
 * WhatsApp takes templates only now; `too_long`: more than ten SMS or 4,000 letters; `no_mail`: a paper would go, and
 * no e-mail reaches the citizen.
 */
export type Unsendable =
  | 'no_contact'
  | 'no_gateway'
  | 'stopped'
  | 'window_closed'
  | 'unknown_template'
  | 'too_long'
  | 'no_mail'
  | 'empty';

/** What somebody of the office wants to tell or ask a citizen. */
export interface ToCitizen {
  /** Of the message, a UUID made from the command's own id (`uuidOf`): queued again under it, one message is sent. */
  readonly id: string;
  readonly text: string;
  /** Says it in a text that the provider has approved, with these variables; `text` is not sent then. */
  readonly template?: Template | null;
  /**
   * `question`: `citizen.asked` happens when a gateway has taken it; `answer`: `answer.sent` does, if a running step
   * still waits for it; else `message.sent`. `missed`: nobody answered his call. `survey`: how
   * it was, when the case is over.
   */
  readonly purpose: Extract<Purpose, 'message' | 'question' | 'answer' | 'missed' | 'survey'>;
  /**
   * Happens instead, in the same way, such as an answer with the fields that were written for it. It is kept sealed
   * with the message until then. An event that no running step waits for any more becomes `message.sent`.
   */
  readonly happens?: Happening | null;
  /** Goes with it, by e-mail alone; that the mail server has taken it is what sends the paper. */
  readonly paper?: CarriedPaper | null;
  /** Null: we by ourselves; it is no event of the case. */
  readonly personId: string | null;
}

export type Queued =
  | { readonly ok: true; readonly messageId: string /** False: it was there already. */; readonly added: boolean }
  | { readonly ok: false; readonly refusal: Unsendable };

/**
 * Stores a message to the citizen of a case in the transaction of whatever else happens to the case: by the channel at
 * which the citizen wrote, else by SMS from the office's number. It goes out after the commit; what it is for has not
 * happened before a gateway has *taken* it, so a case that waits for it goes on waiting, with its clock running, and one
 * that is refused for good (`conversation.failed`) stands where it stood.
 *
 * Whoever may do this to the case is the caller's matter. `record` is locked by `tx`. It takes no lock of the
 * conversation, so cases may be locked before it: a STOP that comes meanwhile is seen when the message is sent.
 * After the commit call {@link MessagesQueued}, or it goes out a second later.
 * @param known whom the case's messages go to, where `tx` has read it; left out: it is read
 * @throws when the database is away.
 */
export type QueueToCitizen = (
  tx: Pick<StoreTransaction, 'messages'>,
  record: CaseRecord,
  words: ToCitizen,
  known?: Correspondent | null,
) => Promise<Queued>;

/** Messages of these cases were queued and committed: shows and sends them. Cheap. */
export type MessagesQueued = (caseIds: readonly string[]) => void;

/**
 * How the citizen of a case can be reached by this person now: by a gateway that is set up and takes messages to where
 * the citizen is, or in a call that the exchange knows.
 * @throws when the database is away.
 */
export type ReachOf = (reads: MessageReads, record: CaseRecord, personId: string) => Promise<Reach>;
