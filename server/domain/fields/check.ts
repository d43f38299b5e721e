import { checkNik, type NikError } from '../identity/nik.ts';
import { parsePhone } from '../identity/phone.ts';
import { oneLine, saysSomething, storable } from '../shared/typed.ts';
import type { Choice, FieldDefinition } from './field.ts';

/** The codes a value can be refused by; the console has words for each. */
export type FieldFaultCode =
  | 'required'
  | 'too_long'
  | 'line_breaks'
  | 'says_nothing'
  | 'control_characters'
  | 'unknown'
  | 'number_invalid'
  | 'out_of_range'
  | 'date_invalid'
  | 'phone_invalid'
  | NikError
  | 'invalid'
  | 'unchanged'
  | 'ticket_closed'
  | 'not_allowed';

const day = /^\d{4}-\d\d-\d\d$/;

/**
 * Why the value cannot stand in the field; null: it can. An empty value is nobody's fault here: whether the field has to
 * be filled in is the form's to say. Pure.
 * @param choices what there is to choose from; of a person the ids
 */
export function faultOf(field: FieldDefinition, value: string, choices: readonly Choice[]): FieldFaultCode | null {
  if (value === '') return null;
  if (!storable.test(value)) return 'control_characters';
  if (field.type !== 'text' && !oneLine.test(value)) return 'line_breaks';
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
    case 'nik':
      return checkNik(value).errors[0] ?? null;
    default:
      return null;
  }
}

/**
 * Whether what was written says nothing where something has to be said. A line or a place may be one letter, such as a
 * name; running words, such as a reason, may not. Pure.
 */
export function isEmptyTalk({ type }: FieldDefinition, value: string): boolean {
  if (type === 'text') return !saysSomething(value, 2);
  return (type === 'line' || type === 'place') && !saysSomething(value, 1);
}

function numberFault({ min, max }: FieldDefinition, value: string): FieldFaultCode | null {
  const number = numberIn(value);
  if (!Number.isFinite(number)) return 'number_invalid';
  return number > max || (min !== null && number < min) ? 'out_of_range' : null;
}

/** As people here type it: 1.234,5 is one thousand two hundred thirty-four and a half. NaN: nobody could say which. */
function numberIn(value: string): number {
  if (/^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(value)) return Number(value.replaceAll('.', '').replace(',', '.'));
  return /^[+-]?\d+\.\d+$/.test(value) ? Number(value) : Number.NaN;
}

/** 2026-02-30 is written like a day and is none. */
function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
