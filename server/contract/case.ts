import { z } from 'zod';
import { Bilingual } from './primitives.ts';

/** Words a person typed: trimmed, without control characters other than line breaks and tabs, or halves of an emoji. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u, 'control_characters');
export const line = (max: number) => text(max).regex(/^[^\r\n\t]*$/u, 'line_breaks');

/** Words, not keys held down: two at least, of several letters. What they mean, whoever reads the audit has to judge. */
function saysSomething(reason: string): boolean {
  const words = reason.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  return new Set(words).size >= 2 && new Set(words.join('')).size >= 5 && !/(\p{L})\1{2}/u.test(reason);
}
/** Why somebody looks at what is sealed, kept for whoever asks later. */
export const Reason = line(240)
  .min(5, { error: 'reason_too_short', abort: true })
  .refine(saysSomething, 'reason_says_nothing');

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
