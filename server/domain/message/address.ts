import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import { maskPhone, parsePhone } from '../identity/phone.ts';

/** Where a citizen writes from. */
export interface CitizenAddress {
  /** One spelling for one address: E.164 of a telephone, else the account as signalled. To be sealed, never logged. */
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
  if (!byTelephone.has(channel)) return { key: text, masked: maskAccount(text), replies: true };
  const phone = parsePhone(text);
  if (!phone) return { key: text, masked: maskAccount(text), replies: false };
  return { key: phone.e164, masked: maskPhone(phone.e164), replies: phone.kind !== 'short' && phone.kind !== 'uan' };
}

/** The first two letters of an account's name; of what is all digits nothing, since it may be a telephone number. */
function maskAccount(text: string): string {
  return /^[+\d]/.test(text) ? '****' : `${[...text].slice(0, 2).join('')}****`;
}
