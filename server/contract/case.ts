import { z } from 'zod';
import { oneLine, saysSomething, storable, trimmed } from '../domain/shared/typed.ts';
import { Bilingual } from './primitives.ts';

/** Words a person typed: trimmed, without control characters other than line breaks and tabs, or halves of an emoji. */
export const text = (max: number) => z.string().overwrite(trimmed).max(max).regex(storable, 'control_characters');
export const line = (max: number) => text(max).regex(oneLine, 'line_breaks');
/** Words where something has to be said, such as a report. */
export const words = (max: number) =>
  text(max)
    .min(1, { error: 'required', abort: true })
    .refine((said) => saysSomething(said, 2), 'says_nothing');

/** Words, not keys held down: two at least, of several letters. What they mean, whoever reads the audit has to judge. */
function isReason(reason: string): boolean {
  const said = reason.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  return new Set(said).size >= 2 && new Set(said.join('')).size >= 5 && !/(\p{L})\1{2}/u.test(reason);
}
/** Why somebody looks at what is sealed, kept for whoever asks later. */
export const Reason = line(240)
  .min(5, { error: 'reason_too_short', abort: true })
  .refine(isReason, 'reason_says_nothing');

/** One of what there is to choose from, such as a subject of the office's list. */
export const Choice = z.object({ code: z.string(), name: Bilingual });
export type Choice = z.infer<typeof Choice>;

/** Which of the household is on the line; null: none of them. */
export const ChooseCaller = z.object({ callerId: z.uuid().nullable() });
export type ChooseCaller = z.infer<typeof ChooseCaller>;

/** What stands in free words in the place of a number that may be a person's. */
export const hiddenMark = '[hidden]';

/** A sealed field, such as the NIK. `words`: all that was written before the numbers in it were hidden. */
export const Reveal = z.object({
  field: line(60).regex(/^[a-z][A-Za-z0-9_]*$/, 'unknown'),
  reason: Reason,
});
export type Reveal = z.infer<typeof Reveal>;
/** Why somebody opens a case that is not their work. */
export const OpenCase = z.object({ reason: Reason });
export type OpenCase = z.infer<typeof OpenCase>;

export const Revealed = z.object({
  /** Null: nothing is sealed there. */
  value: z.string().nullable(),
  /** By `words`: the oldest first, each with its field. */
  words: z.array(z.object({ label: Choice.shape.name, text: z.string() })),
});
export type Revealed = z.infer<typeof Revealed>;
