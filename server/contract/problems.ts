import { z } from 'zod';

/** Every word for why a request was not done, such as a problem's `type`; the console has a sentence for each. */
export const problemTypes = [
  'not_logged_in',
  'wrong_password',
  'password_spent',
  'password_to_change',
  'second_factor_to_set_up',
  'locked',
  'second_factor_on',
  'code_needed',
  'code_wrong',
  'code_used',
  'code_out_of_step',
  'proof_needed',
  'provider_away',
  'provider_certificate',
  'provider_refused',
  'provider_unknown_person',
  'provider_only',
  'not_allowed',
  'watches_only',
  'https_only',
  'forged',
  'too_many_attempts',
  'too_many_requests',
  'too_many_reveals',
  'invalid',
  'malformed',
  'bad_request',
  'too_large',
  'reason_needed',
  'case_restricted',
  // Of what a person asked.
  'shared_number',
  'nobody_known',
  'case_open',
  'four_eyes',
  'not_found',
  'fault',
  'database_away',
  // Of the telephone.
  'no_telephone',
  'not_your_call',
  'exchange_refused',
  'do_it_on_the_telephone',
  'exchange_away',
  'exchange_silent',
  // Of a call to a citizen.
  'no_number',
  'number_not_allowed',
  'exchange_cannot_dial',
  'telephone_unreachable',
  'in_another_call',
  'citizen_called_already',
  'transfer_running',
  'transfer_to_oneself',
  'transfer_to_nobody',
  'transfer_target_talks',
  'transfer_target_unreachable',
  'transfer_consults_no_queue',
  'transfer_unsupported',
  'no_transfer',
  'transfer_not_answered',
  'no_recording',
  'recording_away',
  // Of a case, as it stands now.
  'case_closed',
  'not_answered',
  'not_waited_for',
  // Of words for the citizen.
  'no_contact',
  'no_gateway',
  'stopped',
  'window_closed',
  'answer_not_due',
  'fields_missing',
  'unknown_template',
  'too_long',
  'empty',
  // Of a version of a procedure.
  'sop_published_already',
  'sop_retired_already',
  'sop_last_in_force',
  'sop_channel_missing',
  'sop_catalogue_lacks',
  'preview_running',
] as const;
export type ProblemType = (typeof problemTypes)[number];

/** Every word for what is wrong with a field. */
export const fieldCodes = [
  'required',
  'invalid',
  'unknown',
  'unchanged',
  'not_allowed',
  'too_many',
  'too_big',
  'too_small',
  'too_long',
  'control_characters',
  'line_breaks',
  'number_invalid',
  'out_of_range',
  'date_invalid',
  'phone_invalid',
  'reason_too_short',
  'reason_says_nothing',
  'not_by_hand',
  'in_the_future',
  // Of a NIK.
  'length',
  'characters',
  'province',
  'birth-date',
  'serial',
  // Of one's own settings.
  'mobile_number',
  'email_address',
  'quiet_hours',
  'wrong_password',
  'password_too_short',
  'password_guessable',
  'password_common',
  // Of a procedure.
  'sop_fault',
  'in_past',
  'before_from',
] as const;
export type FieldCode = (typeof fieldCodes)[number];

/** Whether a word is one of those for fields. */
const isFieldCode = (word: string): word is FieldCode => (fieldCodes as readonly string[]).includes(word);

/** The word for a fault that a schema found: our schemas' own messages are such words, zod's are sentences. */
export function fieldCodeOf({ message, code }: Pick<z.core.$ZodIssue, 'message' | 'code'>): FieldCode {
  if (isFieldCode(message)) return message;
  return code === 'too_big' || code === 'too_small' ? code : 'invalid';
}

export const Problem = z.object({
  /** One of the words above; a proxy before the server may have others. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** Of `code_out_of_step`: by so many half minutes the maker of the code is ahead, or behind (negative). */
  steps: z.number().int().optional(),
  /** One entry a field: JSON path and a word for it. */
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
