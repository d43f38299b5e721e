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
type Own = (typeof own)[number];

/** A case, as far as it is written down. */
type WrittenCase = { readonly [Name in Own]: string | null } & {
  readonly officialId: string | null;
  readonly notes: Readonly<Record<string, string>>;
};

/** How something was told, and what was said of this once: no contents of the case. */
const passing: ReadonlySet<string> = new Set(['via', 'assigneeId', 'endedAs', 'duplicateOf', 'passedTo', 'reason']);

/** Asked, replied or noted once: the last of them is read, and does not answer for the next time. */
const once: ReadonlySet<string> = new Set(['question', 'reply', 'remark', 'progress']);

/** Belongs to one action; everything else is what the case says until it is written anew. */
export const isPassing = (name: string): boolean => passing.has(name) || once.has(name);

const isOwn = (name: string): name is Own => (own as readonly string[]).includes(name);

/** What the case says in the field; null: nothing yet. */
export function contentOf(state: WrittenCase, name: string): string | null {
  if (name === 'assigneeId') return state.officialId;
  return isOwn(name) ? state[name] : (state.notes[name] ?? null);
}

/** Everything that is written in the case, by the names of the fields. */
export function contentsOf(state: WrittenCase): ReadonlyMap<string, string> {
  const owned = own.flatMap((name) => (state[name] === null ? [] : [[name, state[name]] as const]));
  return new Map([...owned, ...Object.entries(state.notes)]);
}

/** The same with what is being typed in its forms: a caller talks before anything is saved. */
export function contentsWithDrafts(
  state: WrittenCase & { readonly drafts: Readonly<Record<string, Readonly<Record<string, string>>>> },
): ReadonlyMap<string, string> {
  const typed = Object.values(state.drafts)
    .flatMap((form) => Object.entries(form))
    .filter(([name, value]) => !isPassing(name) && value !== '');
  return new Map([...contentsOf(state), ...typed]);
}

/** What a case's contents become by what was written. Fields that were not written stay; an emptied one is gone. */
export function written(
  { notes: before }: Pick<WrittenCase, 'notes'>,
  fields: Readonly<Record<string, string>>,
): Partial<{ readonly [Name in Own]: string | null } & Pick<WrittenCase, 'notes'>> {
  const entries = Object.entries(fields).filter(([name]) => !passing.has(name));
  const noted = entries.filter(([name]) => !isOwn(name));
  const notes = Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(noted) }).filter(([, value]) => value !== ''),
  );
  return {
    ...Object.fromEntries(entries.filter(([name]) => isOwn(name)).map(([name, value]) => [name, value || null])),
    ...(noted.length > 0 ? { notes } : {}),
  };
}
