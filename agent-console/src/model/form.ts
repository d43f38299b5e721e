import type { ActionField, CaseAction, OwedPaper } from '../../../server/contract/actions.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import type { DraftFields } from './draft.ts';
import { suggested } from './suggestions.ts';

type Written = Pick<CaseCard, 'contents' | 'kind'>;

/**
 * What stands in a field: what was typed here, else what somebody has half written, else what the case says, else what
 * suggests itself. Of what is sealed only what was typed here.
 */
export function textIn(card: Written, field: ActionField, edits: DraftFields): string {
  const typed = edits[field.name];
  if (field.sealed) return typed ?? '';
  if (typed !== undefined) return typed ?? '';
  const { draft, value, required, choices } = field;
  const only = required && choices.length === 1 ? choices[0]?.code : undefined;
  const suggestion = suggested(card, field.name);
  const fits = suggestion !== null && (field.type !== 'choice' || choices.some(({ code }) => code === suggestion));
  return draft ?? value ?? only ?? (fits ? suggestion : '');
}

/** The fields that are asked with what stands in the others. */
export function askedOf(card: Written, { fields }: CaseAction, edits: DraftFields): readonly ActionField[] {
  return fields.filter(({ when }) => {
    if (when === null) return true;
    const other = fields.find(({ name }) => name === when.field);
    // A field that is not in this form has its value with the server, which asks for what is missing.
    return other !== undefined && when.values.includes(textIn(card, other, edits));
  });
}

/** The papers that are missing for it, told the way that stands in the form: with them it happens, and not by the form. */
export function missingPapers(card: Written, { fields, papers }: CaseAction, edits: DraftFields): readonly OwedPaper[] {
  const way = fields.find(({ name }) => name === 'via');
  const via = way && textIn(card, way, edits);
  return papers.filter((owed) => !owed.ready && (owed.via === null || owed.via === via));
}

/** What is to be filled in first: codes by field. */
export function missingIn(card: Written, asked: readonly ActionField[], edits: DraftFields): Record<string, string> {
  const empty = asked.filter(
    (field) => field.required && !(field.sealed && field.stored) && textIn(card, field, edits).trim() === '',
  );
  return Object.fromEntries(empty.map(({ name }) => [name, 'required']));
}

/** What is sent with the action. Of a correction also what was emptied. */
export function fieldsOf(
  card: Written,
  { event }: CaseAction,
  asked: readonly ActionField[],
  edits: DraftFields,
): Record<string, string> {
  const corrects = event === 'case.corrected';
  const given = asked.flatMap((field): [string, string][] => {
    const text = textIn(card, field, edits).trim();
    const emptied = corrects && (field.sealed ? edits[field.name] === null : field.value !== null);
    return text === '' && !emptied ? [] : [[field.name, text]];
  });
  return Object.fromEntries(given);
}
