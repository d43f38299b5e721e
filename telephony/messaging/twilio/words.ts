import type { DeliveryStatus } from '../port.ts';

/** What Twilio carries for us: an address as Twilio writes it says which. */
export type TwilioChannel = 'sms' | 'whatsapp';

/** `whatsapp:+62…` or `+62…`. Null for what is neither (`messenger:…`). */
export function addressFrom(text: string): { channel: TwilioChannel; address: string } | null {
  const [, scheme, address = ''] = /^(?:([a-z]+):)?([^:]+)$/.exec(text.trim()) ?? [];
  if (address === '' || (scheme !== undefined && scheme !== 'whatsapp')) return null;
  return { channel: scheme === undefined ? 'sms' : 'whatsapp', address };
}

/** An address as Twilio writes it. */
export const addressTo = (channel: TwilioChannel, address: string): string =>
  channel === 'whatsapp' ? `whatsapp:${address}` : address;

const statuses: Readonly<Record<string, DeliveryStatus>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  // Some of its recipients have it; ours have one each.
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** What a status of Twilio means for a message of ours; undefined for one that we do not know. */
export const statusFrom = (text: string): DeliveryStatus | undefined =>
  Object.hasOwn(statuses, text) ? statuses[text] : undefined;

/** The shape of a message's name at Twilio. */
export const isMessageSid = (text: string): boolean => /^(SM|MM)[0-9a-fA-F]{32}$/.test(text);
