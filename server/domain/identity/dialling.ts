import { parsePhone } from './phone.ts';

/** Why a citizen's number is not called. `no_number`: withheld, an account of a page, or nothing that can be dialled. */
export type UndiallableReason = 'no_number' | 'number_not_allowed';

/** Premium services, which cost whoever calls: a citizen's callback number is none. By their national part. */
const premium = /^(?:809|900)/;

/**
 * The digits to be dialled for a stored number, with the country's code and without `+`. Mobiles and fixed lines alone:
 * emergency and short codes, offices' 1500 and 0800, premium numbers are no citizen's, whatever was signalled. Pure.
 * @param countries country codes that the office calls, such as `62`; what is not listed is not called
 */
export function diallable(
  number: string | null,
  countries: readonly string[],
): { readonly digits: string } | { readonly refusal: UndiallableReason } {
  const phone = parsePhone(number);
  if (!phone) return { refusal: number !== null && /^\+?\d+$/.test(number) ? 'number_not_allowed' : 'no_number' };
  const digits = phone.e164.replace('+', '');
  const country = phone.e164.startsWith('+') ? countries.find((code) => digits.startsWith(code)) : undefined;
  const isLine = phone.kind === 'mobile' || phone.kind === 'fixed';
  if (!isLine || country === undefined || premium.test(digits.slice(country.length)))
    return { refusal: 'number_not_allowed' };
  return { digits };
}
