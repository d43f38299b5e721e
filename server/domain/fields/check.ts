import { checkNik, type NikError } from '../identity/nik.ts';
import { parsePhone } from '../identity/phone.ts';
import type { Choice, FieldDefinition } from './field.ts';

/** The codes a value can be refused by; the console has words for each. */
export type FieldFaultCode =
  | 'required'
  | 'too_long'
  | 'line_breaks'
  | 'control_characters'
  | 'unknown'
  | 'number_invalid'
  | 'out_of_range'
  | 'date_invalid'
  | 'phone_invalid'
  | NikError
  | 'invalid'
  | 'unchanged'
  | 'not_allowed';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const plain = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u;
const day = /^\d{4}-\d\d-\d\d$/;

/**
 * Why the value cannot stand in the field; null: it can. An empty value is nobody's fault here: whether the field has to
 * be filled in is the form's to say. Pure.
 * @param choices what there is to choose from; of a person the ids
 */
export function faultOf(field: FieldDefinition, value: string, choices: readonly Choice[]): FieldFaultCode | null {
  if (value === '') return null;
  if (!plain.test(value)) return 'control_characters';
  if (field.type !== 'text' && /[\r\n\t]/.test(value)) return 'line_breaks';
  if (field.type !== 'number' && value.length > field.max) return 'too_long';
  switch (field.type) {
    case 'choice':
      return choices.some(({ code }) => code === value) ? null : 'unknown';
    case 'yesno':
      return value === 'yes' || value === 'no' ? null : 'unknown';
    case 'number':
      return numberFault(field, value);
    case 'date':
      return day.test(value) && isDay(value) ? null : 'date_invalid';
    case 'phone':
      return parsePhone(value) ? null : 'phone_invalid';
    case 'nik': {
      const checked = checkNik(value);
      return checked.ok ? null : (checked.errors[0] ?? 'invalid');
    }
    default:
      return null;
  }
}

function numberFault({ min, max }: FieldDefinition, value: string): FieldFaultCode | null {
  // As people here type it: 1.234,5 is one thousand two hundred thirty-four and a half.
  const number = Number(value.replace(/\.(?=\d{3}(\D|$))/g, '').replace(',', '.'));
  if (!Number.isFinite(number)) return 'number_invalid';
  return number > max || (min !== null && number < min) ? 'out_of_range' : null;
}

/** 2026-02-30 is written like a day and is none. */
function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
