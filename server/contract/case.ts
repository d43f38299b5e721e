import { z } from 'zod';

/** Words a person typed: trimmed, without control characters other than line breaks and tabs, or halves of an emoji. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u, 'control_characters');
export const line = (max: number) => text(max).regex(/^[^\r\n\t]*$/u, 'line_breaks');

export const caseKinds = ['complaint', 'service_request', 'question'] as const;
export const CaseKind = z.enum(caseKinds);
export type CaseKind = z.infer<typeof CaseKind>;

/** What a civil registry's callers ask about. Labels in both languages live in the console. */
export const categories = [
  'ktp_el',
  'family_card',
  'birth_certificate',
  'death_certificate',
  'marriage_certificate',
  'child_card',
  'moving',
  'data_correction',
  'online_service',
  'officer_conduct',
  'other',
] as const;
export const Category = z.enum(categories);
export type Category = z.infer<typeof Category>;

/** A half-filled intake form, saved while the agent types. A field left out stays as it was. */
export const IntakeDraft = z.object({
  callerName: line(120).nullable().optional(),
  /** 16 digits; stored sealed, never returned whole. Empty text clears it. */
  nik: line(32).nullable().optional(),
  address: line(240).nullable().optional(),
  kind: CaseKind.optional(),
  category: Category.nullable().optional(),
  complaint: text(8000).nullable().optional(),
});
export type IntakeDraft = z.infer<typeof IntakeDraft>;

/** The finished intake form (Surabaya SOP, step 6). */
export const Intake = z.object({
  callerName: line(120).min(1, 'required'),
  /** Left out: the one stored stays. */
  nik: line(32).nullable().optional(),
  address: line(240).nullable().optional(),
  kind: CaseKind,
  category: Category,
  complaint: text(8000).min(1, 'required'),
});
export type Intake = z.infer<typeof Intake>;

/** Step 7: the frame of the problem. */
export const Analysis = z.object({ problemFrame: text(4000).min(1, 'required') });
export type Analysis = z.infer<typeof Analysis>;

/** Steps 8 and 11: the solution told to the citizen. */
export const Solution = z.object({ solution: text(8000).min(1, 'required') });
export type Solution = z.infer<typeof Solution>;

/** Step 9. */
export const Dispatch = z.object({ note: text(2000).min(1, 'required') });
export type Dispatch = z.infer<typeof Dispatch>;

/** Step 10. */
export const Forward = z.object({ officialId: z.uuid(), note: text(2000).optional() });
export type Forward = z.infer<typeof Forward>;

/** Step 12. `anotherComplaint` opens a linked ticket at step 6. */
export const Confirmation = z.object({ confirmed: z.boolean(), anotherComplaint: z.boolean() });
export type Confirmation = z.infer<typeof Confirmation>;

export const dispositions = ['resolved', 'dispatched', 'information', 'prank', 'ghost', 'dropped'] as const;
export const Disposition = z.enum(dispositions);
export type Disposition = z.infer<typeof Disposition>;

/** Step 14. */
export const Recap = z.object({ disposition: Disposition, summary: text(4000).min(1, 'required') });
export type Recap = z.infer<typeof Recap>;

/** Which of the household is on the line; null: none of them. */
export const ChooseCaller = z.object({ callerId: z.uuid().nullable() });
export type ChooseCaller = z.infer<typeof ChooseCaller>;

/** `words`: all that was written before the numbers in it were hidden, each after the name of its field. */
export const Reveal = z.object({
  field: z.enum(['phone', 'nik', 'words']),
  reason: line(240).min(5, 'reason_too_short'),
});
export type Reveal = z.infer<typeof Reveal>;
export const Revealed = z.object({ value: z.string().nullable() });
export type Revealed = z.infer<typeof Revealed>;
