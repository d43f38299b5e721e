import { types } from 'node:util';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** A socket of the file system is not there before its server is; of one that is being overrun, nobody takes the call. */
const socketCodes = new Set(['ENOENT', 'EAGAIN']);
/** Shutting down, crashed, starting up, out of connections, out of disk. */
const serverCodes = new Set(['57P01', '57P02', '57P03', '53300', '53100']);
/** What `pg` and its pool say without a code. */
const words =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|not queryable|connection error|driver not connected/i;

/** NUL, half a surrogate pair, and what else cannot be text or JSON there. */
const textCodes = new Set(['22021', '22P05', '22P02']);

/** Whether PostgreSQL refused a text for a character that it cannot keep. */
export function isUnstorable(error: unknown): boolean {
  return types.isNativeError(error) && textCodes.has(String((error as { code?: unknown }).code));
}

/** Whether the error says that PostgreSQL cannot be reached now, rather than that it refused what was asked. */
export function isAway(error: unknown): boolean {
  // Not `instanceof`: errors of sockets are made by Node itself, which need not be the realm we run in.
  if (!types.isNativeError(error)) return false;
  const { code, errors, syscall } = error as { code?: unknown; errors?: unknown; syscall?: unknown };
  if (typeof code === 'string' && (networkCodes.has(code) || serverCodes.has(code) || code.startsWith('08')))
    return true;
  if (typeof code === 'string' && socketCodes.has(code) && syscall === 'connect') return true;
  if (words.test(error.message)) return true;
  return Array.isArray(errors) ? errors.some(isAway) : error.cause !== undefined && isAway(error.cause);
}
