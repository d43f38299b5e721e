import { EntitySchema } from 'typeorm';
import { integer, optionalMoment, optionalText, optionalUuid, text, uuid } from './columns.ts';

/** Where somebody of the office is told of alerts, and how he wants it. No row: as the office has it. */
export interface ContactRow {
  personId: string;
  mobileSealed: string | null;
  mobileMasked: string | null;
  emailSealed: string | null;
  emailMasked: string | null;
  /** Means by which he takes escalations. */
  escalations: string[];
  /** Means by which he is told of his own steps. */
  own: string[];
  /** `office`, `none`, or hours such as `21:00-06:00`. */
  quiet: string;
}

export const ContactEntity = new EntitySchema<ContactRow>({
  name: 'person_contact',
  columns: {
    personId: { ...uuid, name: 'person_id', primary: true, foreignKey: { target: 'person', onDelete: 'CASCADE' } },
    mobileSealed: { ...optionalText, name: 'mobile_sealed' },
    mobileMasked: { ...optionalText, name: 'mobile_masked' },
    emailSealed: { ...optionalText, name: 'email_sealed' },
    emailMasked: { ...optionalText, name: 'email_masked' },
    escalations: { ...text, array: true },
    own: { ...text, array: true },
    quiet: text,
  },
});

/** One alert told to one person, or to the office's own system, by one means; `screen`: it was shown there. */
export interface NotificationRow {
  /** `alert:person:means` */
  id: string;
  alertId: string;
  personId: string | null;
  means: string;
  urgent: boolean;
  /** `pending`, `sent`, `delivered`, `failed`, `skipped`. */
  state: string;
  /** Why it was skipped or failed: a word of ours, or the gateway's code. */
  reason: string | null;
  /** When it was planned to go; all of one person, means and urgency with one moment go together. */
  sendAt: Date | null;
  nextTryAt: Date | null;
  /** The message it goes in, once it may have gone: sent again under the same id. */
  messageId: string | null;
  /** When that message was put together. */
  writtenAt: Date | null;
  /** The gateway's name for that message. */
  reference: string | null;
  attempts: number;
  sentAt: Date | null;
  deliveredAt: Date | null;
}

export const NotificationEntity = new EntitySchema<NotificationRow>({
  name: 'notification',
  columns: {
    id: { ...text, primary: true },
    alertId: { ...text, name: 'alert_id', foreignKey: { target: 'alert' } },
    personId: { ...optionalUuid, name: 'person_id', foreignKey: { target: 'person' } },
    means: text,
    urgent: { type: 'boolean' },
    state: text,
    reason: optionalText,
    sendAt: { ...optionalMoment, name: 'send_at' },
    nextTryAt: { ...optionalMoment, name: 'next_try_at' },
    messageId: { ...optionalUuid, name: 'message_id' },
    writtenAt: { ...optionalMoment, name: 'written_at' },
    reference: optionalText,
    attempts: { ...integer, default: 0 },
    sentAt: { ...optionalMoment, name: 'sent_at' },
    deliveredAt: { ...optionalMoment, name: 'delivered_at' },
  },
  indices: [
    { name: 'notification_alert', columns: ['alertId'] },
    { name: 'notification_due', columns: ['means', 'nextTryAt'], where: "state = 'pending'" },
    { name: 'notification_send_at', columns: ['sendAt'], where: 'send_at IS NOT NULL' },
    { name: 'notification_reference', columns: ['reference'], where: 'reference IS NOT NULL' },
    { name: 'notification_message', columns: ['messageId'], where: 'message_id IS NOT NULL' },
  ],
});
