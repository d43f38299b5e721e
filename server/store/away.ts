const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** Shutting down, crashed, starting up, out of connections, out of disk. */
const serverCodes = new Set(['57P01', '57P02', '57P03', '53300', '53100']);
/** What `pg` and its pool say without a code. */
const words =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|not queryable|connection error|driver not connected/i;

/** Whether the error says that PostgreSQL cannot be reached now, rather than that it refused what was asked. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (networkCodes.has(code) || serverCodes.has(code) || code.startsWith('08')))
    return true;
  if (words.test(error.message)) return true;
  return error instanceof AggregateError ? error.errors.some(isAway) : error.cause !== undefined && isAway(error.cause);
}
