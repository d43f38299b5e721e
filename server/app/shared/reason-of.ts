/** What kind of error it was, such as PostgreSQL's code, without its words: they may quote a citizen's. Pure. */
export function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'unknown';
}
