import type { Problem, ProblemType } from '../../../server/contract/problems.ts';
import { problemTypes } from './contract.ts';

/** Why a request brought nothing: the server said so, or could not be reached. */
export class ApiProblem extends Error {
  /** 0 when no answer came. */
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.title ?? (status === 0 ? 'no answer' : `status ${status}`));
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
}

/** The same request may succeed later: nobody answered, or the server said that it cannot just now. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 502);
}

/**
 * Which sentence says why: the server's own word, `offline` where nobody answered, `other` for words we do not know,
 * such as those of a proxy.
 */
export function problemWord(error: unknown): ProblemType | 'offline' | 'other' {
  if (!(error instanceof ApiProblem)) return 'offline';
  const { status, problem } = error;
  // RFC 9457 lets a type be an address; its last part is the word.
  const type = problem?.type.split(/[/:#]/u).at(-1)?.replaceAll('-', '_') ?? '';
  const known = problemTypes.find((word) => word === type);
  return known ?? (status === 0 || status >= 502 ? 'offline' : 'other');
}

/** The code of the first error of each field, such as `{ nik: 'nik_length' }`. */
export function fieldCodes(error: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!(error instanceof ApiProblem)) return found;
  for (const { field, code } of error.problem?.errors ?? []) {
    const name = fieldName(field);
    found[name] ??= code;
  }
  return found;
}

/** Servers name a field `nik`, `/nik`, `body.nik`, `fields.nik` or `$.nik`; a form knows it as `nik`. */
function fieldName(path: string): string {
  return (
    path.split(/[./]/u).filter((part) => part !== '' && part !== '$' && part !== 'body' && part !== 'fields')[0] ?? path
  );
}
