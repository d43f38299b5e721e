import { FileFault } from '../../domain/shared/file-fault.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { parseSop } from '../../domain/sop/parse.ts';
import { storedSop } from '../../domain/sop/stored.ts';
import type { StoredSop } from './store.ts';

/**
 * A stored definition with its parts in the order of its text: the columns of its actors and its fields stand as the
 * document has them, while the database keeps the names of an object in an order of its own. Pure.
 */
export function asWritten({ body, source }: Pick<StoredSop, 'body' | 'source'>): SopDefinition {
  const stored = storedSop(body);
  const read = source === null ? null : readOrNull(source);
  return read !== null && canonical(read) === canonical(stored) ? read : stored;
}

/** What the text says; null: it cannot be read any more. */
export function readOrNull(source: string): SopDefinition | null {
  try {
    return parseSop(source);
  } catch (error) {
    if (error instanceof FileFault) return null;
    throw error;
  }
}

/** JSON in which the order of fields says nothing. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
