import type { NotifiedPerson, PersonalMeans, PlannedNotification, SentMeans } from '../../domain/notification/plan.ts';
import type { ToldAlert } from '../../domain/notification/text.ts';
import type { AlertRecord } from './alerts.ts';
import type { AuditEntry } from './audit.ts';

/** Languages that people of the office read. */
export type Language = 'id' | 'en';

/** A message as a notifier is given it. It holds nothing of a citizen, and of a person only the address. */
export interface OutgoingNotice {
  /** A UUID, stored before anything is sent: sent again under the same id, it is the same message. */
  readonly id: string;
  /** E.164 or an e-mail address; null: the webhook. Never log it. */
  readonly to: string | null;
  readonly language: Language;
  readonly alerts: readonly ToldAlert[];
  /** Epoch ms when the message was put together; the same when it is sent again. */
  readonly writtenAt: number;
}

/**
 * `rejected`: it can never go out; `unreachable`, `busy`: nothing was sent, try again; `unknown`: no answer came, it may
 * have gone out. `code`: the other side's own, for people who look it up.
 */
export type NoticeOutcome =
  | { readonly ok: true; readonly delivered: boolean; readonly reference: string | null }
  | {
      readonly ok: false;
      readonly kind: 'rejected' | 'unreachable' | 'busy' | 'unknown';
      readonly code: string | null;
      readonly retryAfterMs?: number;
    };

/** Carries messages by one means. */
export interface Notifier {
  readonly means: SentMeans;
  /** Messages it is given at a time: those it can carry within half a minute. */
  readonly atOnce: number;
  /**
   * Never throws.
   * @param again a try before this one may have gone out.
   */
  send(notice: OutgoingNotice, again: boolean): Promise<NoticeOutcome>;
}

/** A message taken to be sent; others leave it alone until the lease is over. */
export interface ClaimedMessage {
  readonly id: string;
  readonly means: SentMeans;
  readonly personId: string | null;
  readonly to: string | null;
  readonly language: Language | null;
  /** A try before may have gone out. */
  readonly again: boolean;
  /** Tries with this one. */
  readonly attempts: number;
  /** Epoch ms when it was put together under this id. */
  readonly writtenAt: number;
  readonly alerts: readonly (AlertRecord & Pick<ToldAlert, 'promisedAt' | 'endedAt'>)[];
}

export interface NotificationRecord {
  readonly personId: string | null;
  readonly means: SentMeans | 'screen';
  readonly state: 'pending' | 'sent' | 'delivered' | 'failed' | 'skipped';
  readonly reason: string | null;
  /** Epoch ms; null: skipped. */
  readonly sendAt: number | null;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly attempts: number;
}

/** How somebody is told of alerts. `office`: the office's own quiet hours. */
export interface ContactSettings {
  readonly mobileMasked: string | null;
  readonly emailMasked: string | null;
  readonly escalations: readonly PersonalMeans[];
  readonly own: readonly PersonalMeans[];
  /** `office`, `none`, or hours such as `21:00-06:00`. */
  readonly quiet: string;
}

/** What is to be changed; a field left out stays. An address of null is forgotten. */
export interface ContactChange {
  readonly mobile?: { readonly value: string; readonly masked: string } | null | undefined;
  readonly email?: { readonly value: string; readonly masked: string } | null | undefined;
  readonly escalations?: readonly PersonalMeans[] | undefined;
  readonly own?: readonly PersonalMeans[] | undefined;
  readonly quiet?: string | undefined;
}

/** PostgreSQL, as notifications need it. */
export interface NotificationStore {
  /**
   * Plans alerts that nobody has planned yet, oldest first, in one transaction; one server at a time does.
   * @returns how many alerts were planned, 0 also while another server is at it, and the means of what was skipped.
   */
  plan(
    limit: number,
    now: number,
    work: (
      alerts: readonly AlertRecord[],
      people: readonly (Omit<NotifiedPerson, 'quiet'> & { readonly quiet: string })[],
      lanes: ReadonlyMap<string, number>,
    ) => readonly PlannedNotification[],
  ): Promise<{ readonly alerts: number; readonly skipped: readonly SentMeans[] }>;
  /**
   * Takes what is due by this means, put together to messages. What nobody needs to be told any more is skipped.
   * @param leaseMs for so long nobody else takes them.
   * @param atMost messages.
   */
  claim(
    means: SentMeans,
    now: number,
    leaseMs: number,
    atMost: number,
  ): Promise<{ readonly messages: readonly ClaimedMessage[]; readonly skipped: number }>;
  /** Gives up what waits to go by means that are set up no more. */
  abandon(means: readonly SentMeans[]): Promise<void>;
  sent(messageId: string, at: number, delivered: boolean, reference: string | null): Promise<void>;
  failed(messageId: string, reason: string): Promise<void>;
  /** @param mayBeOut keep it together as the same message; else it is put together anew, with what has come since. */
  retry(messageId: string, at: number, mayBeOut: boolean): Promise<void>;
  /**
   * A gateway said what became of a message, by our id or by its own name for it.
   * @returns its means where the report changed something.
   */
  reported(
    of: { readonly messageId: string | null; readonly reference: string },
    at: number,
    failed: string | null,
  ): Promise<SentMeans | null>;
  /** Escalations that this person's screen has shown; whatever else is among them is passed over. */
  shown(alertIds: readonly string[], personId: string, at: number): Promise<void>;
  ofAlert(alertId: string): Promise<readonly NotificationRecord[]>;
  contactOf(personId: string): Promise<ContactSettings>;
  changeContact(personId: string, change: ContactChange, audit: AuditEntry): Promise<ContactSettings>;
}
