import { maskEmail, parseEmail } from '../../domain/identity/email.ts';
import { maskPhone, parsePhone } from '../../domain/identity/phone.ts';
import type { PersonalMeans } from '../../domain/notification/plan.ts';
import { parseQuietHours } from '../../domain/notification/quiet.ts';
import type { ContactChange } from '../ports/notifications.ts';

/** As somebody typed it; a field left out stays, an empty address is forgotten. */
export interface TypedContact {
  readonly mobile?: string | undefined;
  readonly email?: string | undefined;
  readonly escalations?: readonly PersonalMeans[] | undefined;
  readonly own?: readonly PersonalMeans[] | undefined;
  readonly quiet?: string | undefined;
}

/** A field that cannot be taken as it is. */
export interface ContactFault {
  readonly field: 'mobile' | 'email' | 'quiet';
  readonly code: 'mobile_number' | 'email_address' | 'quiet_hours';
}

/** What was typed as it is to be stored, or all that is wrong with it. Pure. */
export function readContact(
  typed: TypedContact,
): { readonly change: ContactChange } | { readonly faults: readonly ContactFault[] } {
  const faults: ContactFault[] = [];
  const { mobile, email, escalations, own, quiet } = typed;
  const change: ContactChange = {
    escalations: escalations && [...new Set(escalations)],
    own: own && [...new Set(own)],
    quiet,
    mobile: addressOf(mobile, mobileOf, () => faults.push({ field: 'mobile', code: 'mobile_number' })),
    email: addressOf(email, emailOf, () => faults.push({ field: 'email', code: 'email_address' })),
  };
  const named = quiet === undefined || quiet === 'office' || quiet === 'none';
  if (!named && parseQuietHours(quiet) === null) faults.push({ field: 'quiet', code: 'quiet_hours' });
  return faults.length > 0 ? { faults } : { change };
}

type Address = { readonly value: string; readonly masked: string };

function addressOf(text: string | undefined, read: (text: string) => Address | null, wrong: () => void) {
  if (text === undefined) return undefined;
  if (text.trim() === '') return null;
  const address = read(text);
  if (!address) wrong();
  return address;
}

/** Only a mobile number takes an SMS. */
function mobileOf(text: string): Address | null {
  const phone = parsePhone(text);
  return phone?.kind === 'mobile' ? { value: phone.e164, masked: maskPhone(phone.e164) } : null;
}

function emailOf(text: string): Address | null {
  const email = parseEmail(text);
  return email === null ? null : { value: email, masked: maskEmail(email) };
}
