import type { CaseEvent } from './events.ts';

/** Words that stood in an event, and stand there no more. */
export interface Withheld {
  readonly field: string;
  readonly words: string;
}

/**
 * The event without what it says in these fields, wherever its kind of event keeps them. Pure.
 * @param mark stands in their place
 * @returns the same event where it says nothing there
 */
export function withhold(
  event: CaseEvent,
  fields: ReadonlySet<string>,
  mark: string,
): { readonly event: CaseEvent; readonly withheld: readonly Withheld[] } {
  const withheld: Withheld[] = [];
  const cleared = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, of]) => {
        if (typeof of !== 'string' || of === '' || of === mark || !fields.has(name)) return [name, cleared(of)];
        withheld.push({ field: name, words: of });
        return [name, mark];
      }),
    );
  };
  const data = cleared(event.data);
  return withheld.length === 0 ? { event, withheld } : { event: { ...event, data } as CaseEvent, withheld };
}
