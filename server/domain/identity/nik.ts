import { plainOf } from './digits.ts';

/** Why a text cannot be a NIK. */
export type NikError = 'length' | 'characters' | 'province' | 'birth-date' | 'serial';
/** What may be right all the same: people move, and birth dates are corrected, but a NIK never changes. */
export type NikWarning = 'birth-date-differs' | 'region-differs';

export type NikCheck = { ok: boolean; errors: NikError[]; warnings: NikWarning[] };

/** What the caller says, to be compared. */
export type Stated = {
  /** `YYYY-MM-DD` */
  birthDate?: string;
  /** Four digits: province and regency. */
  regency?: string;
};

const provinces = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 ' +
    '71 72 73 74 75 76 81 82 91 92 93 94 95 96'
  ).split(' '),
);

/** How many days a month can have; 29 February is judged with the year. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Checks the form of a citizen number: 16 digits (spaces, dots and dashes between them are allowed), a province that
 * exists, a date of birth that exists (day + 40 for women), a serial from 0001. There is no check digit: a NIK
 * without errors proves nothing about the person.
 */
export function checkNik(text: string, stated: Stated = {}): NikCheck {
  const nik = normalizeNik(text);
  if (nik === null) return { ok: false, errors: ['characters'], warnings: [] };
  if (nik.length !== 16) return { ok: false, errors: ['length'], warnings: [] };
  const errors: NikError[] = [];
  const day = Number(nik.slice(6, 8));
  const birth = { day: day > 40 ? day - 40 : day, month: Number(nik.slice(8, 10)), year: Number(nik.slice(10, 12)) };
  if (!provinces.has(nik.slice(0, 2))) errors.push('province');
  if (!dateExists(birth)) errors.push('birth-date');
  if (nik.slice(12) === '0000') errors.push('serial');

  const warnings: NikWarning[] = [];
  const born = `${two(birth.year)}-${two(birth.month)}-${two(birth.day)}`;
  if (stated.birthDate && stated.birthDate.slice(2) !== born) warnings.push('birth-date-differs');
  if (stated.regency && stated.regency !== nik.slice(0, 4)) warnings.push('region-differs');
  return { ok: errors.length === 0, errors, warnings };
}

/** The digits alone, as they are stored and looked up, in whatever script; null if there is anything else to be seen. */
export function normalizeNik(text: string): string | null {
  if (text.length > 64) return null;
  const digits = plainOf(text).text.trim().replace(/[ .-]/g, '');
  return /^\d*$/.test(digits) ? digits : null;
}

/** `3578********0001`; anything but 16 digits is hidden whole. */
export function maskNik(nik: string): string {
  return /^\d{16}$/.test(nik) ? `${nik.slice(0, 4)}********${nik.slice(12)}` : '****************';
}

/** The century is not in the number: a date counts if it exists in the 1900s or the 2000s. */
function dateExists({ day, month, year }: { day: number; month: number; year: number }): boolean {
  if (day < 1 || day > (longest[month - 1] ?? 0)) return false;
  // 1900 had no 29 February, 2000 had: every fourth year of either century will do.
  return month !== 2 || day !== 29 || year % 4 === 0;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
