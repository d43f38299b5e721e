import { type NumberType, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { plainOf } from './digits.ts';

/** `uan`: a service number of a company or office, free or not. `short`: 112 and its like. */
export type PhoneKind = 'mobile' | 'fixed' | 'uan' | 'short';

export type Phone = {
  /** `+628111232222`; a short code is itself (`112`), since it exists inside the country only. */
  readonly e164: string;
  /** As people in Indonesia write it; a foreign number in its international form. */
  readonly national: string;
  readonly kind: PhoneKind;
};

/** Emergency and public-service codes, which the numbering library does not know. */
const shortCodes = new Set(['110', '112', '113', '115', '117', '118', '119', '122', '123', '129', '147', '1708']);

/** Companies' and offices' short numbers, such as 14045. */
const isShort = (digits: string) => shortCodes.has(digits) || /^14\d{3}$/.test(digits);

/** Longer text cannot be a number: refused before any work is done on it. */
const LONGEST = 64;

/**
 * Reads a caller's number as signalled or typed: national, `62…`, `8…`, `+62…`, SIP and tel addresses.
 * Null for withheld, empty, unusable or overlong text; never throws.
 */
export function parsePhone(raw: string | null): Phone | null {
  const text = writtenNumber(raw);
  if (text === null) return null;
  const known = lastRead.get(text);
  if (known !== undefined) return known;
  const phone = readNumber(text);
  if (lastRead.size === readAtMost) lastRead.delete(lastRead.keys().next().value as string);
  lastRead.set(text, phone);
  return phone;
}

/** A caller's number is read four times while he calls, at a tenth of a millisecond of processor time each. */
const lastRead = new Map<string, Phone | null>();
const readAtMost = 256;

function readNumber(text: string): Phone | null {
  const digits = text.replace(/\D/g, '');
  if (isShort(digits) && digits === text) return { e164: digits, national: digits, kind: 'short' };
  const parsed = parsePhoneNumberFromString(withPlus(text, digits), 'ID');
  if (!parsed?.isValid()) return null;
  const kind = kindOf(parsed.getType());
  return { e164: parsed.number, national: nationalForm(parsed, kind), kind };
}

/**
 * A caller's number as the exchange signalled it, with how people who need not call it see it. What no library knows (a
 * local number without its area code, a new or foreign range) is kept as well, so that the same caller is known again
 * and can be called back. Null for withheld and for what is no number at all; never throws.
 */
export function signalledPhone(raw: string | null): { readonly e164: string; readonly masked: string } | null {
  const phone = parsePhone(raw);
  if (phone) return { e164: phone.e164, masked: maskPhone(phone.e164) };
  const text = writtenNumber(raw);
  if (text === null) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 3 || digits.length > 20 || /^0*$/.test(digits)) return null;
  const plain = withPlus(text, digits).startsWith('+') ? withPlus(digits, digits) : digits;
  const e164 = text.startsWith('+') ? `+${digits}` : plain.replace(/^0(?=[1-9]\d{7})/, '+62');
  const shown = digits.length < 7 ? 2 : 3;
  return { e164, masked: `****-${digits.slice(-shown)}` };
}

/** What stands between `sip:` or `tel:` and the host or parameters, where it looks like a number. */
function writtenNumber(raw: string | null): string | null {
  if (raw === null || raw.length > LONGEST) return null;
  // Pasted numbers carry marks of direction and dashes of print.
  const text = plainOf(raw)
    .text.trim()
    .replace(/^<?(?:sips?|tel):/i, '')
    .replace(/[@;>].*$/, '');
  return /^[+(]?[\d() .\-/]{3,40}$/.test(text) ? text : null;
}

/**
 * `62…` of nine digits or more is the country's code for every kind of line, though the library would take it for a part
 * of a national number; shorter, it is a local number. Some trunks write a country's code after 00, which is not
 * Indonesia's own way to dial abroad.
 */
function withPlus(text: string, digits: string): string {
  if (text.startsWith('+')) return text;
  if (/^00[1-9]\d{6}/.test(digits)) return `+${digits.slice(2)}`;
  return digits.startsWith('62') && digits.length >= 9 ? `+${digits}` : text;
}

/**
 * A number that can be shown to people who need not call it: `0812-****-7890`, `024-****-105`, `+65-****-567`.
 * Short codes are nobody's own and stay as they are. What is not a number is hidden whole.
 */
export function maskPhone(e164: string): string {
  if (isShort(e164)) return e164;
  const parsed = /^\+\d{5,15}$/.test(e164) ? parsePhoneNumberFromString(e164) : undefined;
  if (!parsed) return '****';
  const number = parsed.nationalNumber;
  if (parsed.countryCallingCode !== '62') return `+${parsed.countryCallingCode}-****-${number.slice(-3)}`;
  const kind = kindOf(parsed.getType());
  if (kind === 'uan') return `${number.slice(0, 4)}-***`;
  if (kind === 'mobile') return `0${number.slice(0, 3)}-****-${number.slice(number.length > 9 ? -4 : -3)}`;
  const area = /^\((0\d+)\)/.exec(parsed.formatNational())?.[1] ?? '0';
  return `${area}-****-${number.slice(-3)}`;
}

function nationalForm(parsed: PhoneNumber, kind: PhoneKind): string {
  if (parsed.country !== 'ID') return parsed.formatInternational();
  return kind === 'uan' && parsed.nationalNumber.startsWith('1') ? parsed.nationalNumber : parsed.formatNational();
}

function kindOf(type: NumberType): PhoneKind {
  switch (type) {
    case 'MOBILE':
    case 'PAGER':
      return 'mobile';
    case 'UAN':
    case 'TOLL_FREE':
    case 'SHARED_COST':
    case 'PREMIUM_RATE':
      return 'uan';
    default:
      return 'fixed';
  }
}
