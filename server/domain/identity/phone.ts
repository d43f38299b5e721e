import { type NumberType, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** `uan`: a service number of a company or office, free or not. `short`: 112 and its like. */
export type PhoneKind = 'mobile' | 'fixed' | 'uan' | 'short';

export type Phone = {
  /** `+628111232222`; a short code is itself (`112`), since it exists inside the country only. */
  e164: string;
  /** As people in Indonesia write it; a foreign number in its international form. */
  national: string;
  kind: PhoneKind;
};

/** Emergency and public-service codes, which the numbering library does not know. */
const shortCodes = new Set(['110', '112', '113', '115', '117', '118', '119', '122', '123', '129', '147', '1708']);

/** Longer text cannot be a number: refused before any work is done on it. */
const LONGEST = 64;

/**
 * Reads a caller's number as signalled or typed: national, `62…`, `8…`, `+62…`, SIP and tel addresses.
 * Null for withheld, empty, unusable or overlong text; never throws.
 */
export function parsePhone(raw: string | null): Phone | null {
  if (raw === null || raw.length > LONGEST) return null;
  const text = raw
    .trim()
    .replace(/^<?(?:sips?|tel):/i, '')
    .replace(/[@;>].*$/, '');
  if (!/^[+(]?[\d() .\-/]{3,40}$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (shortCodes.has(digits) && digits === text) return { e164: digits, national: digits, kind: 'short' };
  // Some trunks write the country code after 00, which is not Indonesia's own way to dial abroad.
  const parsed = parsePhoneNumberFromString(text.replace(/^00(?=62)/, '+'), 'ID');
  if (!parsed?.isValid()) return null;
  const kind = kindOf(parsed.getType());
  return { e164: parsed.number, national: nationalForm(parsed, kind), kind };
}

/**
 * A number that can be shown to people who need not call it: `0812-****-7890`, `024-****-105`, `+65-****-567`.
 * Short codes are nobody's own and stay as they are. What is not a number is hidden whole.
 */
export function maskPhone(e164: string): string {
  if (shortCodes.has(e164)) return e164;
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
