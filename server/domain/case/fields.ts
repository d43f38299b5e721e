/** The fields that a case has a place of its own for; every other one is kept among its notes. */
const own = [
  'callerName',
  'address',
  'kind',
  'category',
  'complaint',
  'problemFrame',
  'solution',
  'dispatchNote',
  'forwardNote',
  'disposition',
  'recapSummary',
] as const;

/** A case, as far as it is written down. */
type WrittenCase = { readonly [Name in (typeof own)[number]]: string | null } & {
  readonly officialId: string | null;
  readonly notes: Readonly<Record<string, string>>;
};

const isOwn = (name: string): name is (typeof own)[number] => (own as readonly string[]).includes(name);

/** What the case says in the field; null: nothing yet. */
export function contentOf(state: WrittenCase, name: string): string | null {
  if (name === 'assigneeId') return state.officialId;
  return isOwn(name) ? state[name] : (state.notes[name] ?? null);
}

/** What a case's contents become by what was written. Fields that were not written stay. */
export function written(
  { notes: before }: Pick<WrittenCase, 'notes'>,
  fields: Readonly<Record<string, string>>,
): Partial<{ readonly [Name in (typeof own)[number]]: string } & Pick<WrittenCase, 'notes'>> {
  const entries = Object.entries(fields);
  const notes = Object.fromEntries(entries.filter(([name]) => !isOwn(name)));
  return {
    ...Object.fromEntries(entries.filter(([name]) => isOwn(name))),
    ...(Object.keys(notes).length > 0 ? { notes: { ...before, ...notes } } : {}),
  };
}
