import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import { plainOf } from '../identity/digits.ts';
import { maskEmail, parseEmail } from '../identity/email.ts';
import { maskPhone, parsePhone } from '../identity/phone.ts';

/** Where a citizen writes from. */
export interface CitizenAddress {
  /** One spelling for one address: E.164 of a telephone, an e-mail address in small letters, else the account as signalled. To be sealed, never logged. */
  readonly key: string;
  /** What may be shown. */
  readonly masked: string;
  /** False: a service number or a sender's name, behind which a machine sits that no answer reaches. */
  readonly replies: boolean;
}

const byTelephone: ReadonlySet<MessageChannel> = new Set(['sms', 'whatsapp']);

/** Reads the address of a citizen as a gateway signals it. Pure; never throws. */
export function citizenAddress(channel: MessageChannel, raw: string): CitizenAddress {
  const text = raw.trim();
  if (channel === 'email') return mailbox(text);
  if (!byTelephone.has(channel)) return { key: text, masked: maskAccount(text), replies: true };
  const phone = parsePhone(text);
  if (!phone) return unread(channel, text);
  return { key: phone.e164, masked: maskPhone(phone.e164), replies: phone.kind !== 'short' && phone.kind !== 'uan' };
}

/** Mail systems tell no capitals apart in practice, and people write theirs now so, now so. */
function mailbox(text: string): CitizenAddress {
  const email = parseEmail(text);
  if (!email) return { key: text.toLowerCase(), masked: text === '' ? '—' : maskAccount(text), replies: false };
  return { key: email.toLowerCase(), masked: maskEmail(email.toLowerCase()), replies: true };
}

/**
 * A sender that the numbering library does not know: it is behind by a prefix or two, WhatsApp also has accounts without
 * a number, and both are answered. A name on an SMS is a machine's, and so is what is too short for a telephone.
 */
function unread(channel: MessageChannel, text: string): CitizenAddress {
  const digits = plainOf(text).text.replace(/[^+\d]/g, '');
  const asNumber = /^\+?\d{8,15}$/.test(digits) && !/[a-z]/i.test(text);
  if (!asNumber) return { key: text, masked: maskAccount(text), replies: channel === 'whatsapp' && text !== '' };
  const key = digits.replace(/^\+?(?:00)?/, '+').replace(/^\+0/, '+62');
  return { key, masked: `****${key.slice(-3)}`, replies: true };
}

/** The first two letters of an account's name; of what is all digits nothing, since it may be a telephone number. */
function maskAccount(text: string): string {
  return /^[+\d]/.test(text) ? '****' : `${[...text].slice(0, 2).join('')}****`;
}
