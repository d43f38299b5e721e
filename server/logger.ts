import pino, { type DestinationStream, type Logger } from 'pino';
import type { Clock } from './clock.ts';
import { hidePersonalNumbers } from './domain/identity/personal-numbers.ts';

export type { Logger } from 'pino';

/** Fields whose values never reach the log, at the top and one level down. */
const secretFields = ['password', 'secret', 'token', 'cookie', 'authorization'];
const personalFields = ['ani', 'callerId', 'callerName', 'e164', 'national', 'phone', 'nik', 'complaint'];
const redacted = [...secretFields, ...personalFields].flatMap((field) => [field, `*.${field}`]);

type Options = {
  level: string;
  clock: Clock;
  /** Standard output when absent. */
  destination?: DestinationStream;
};

/**
 * The server's log: one JSON object a line, moments in ISO 8601.
 *
 * The rule is that personal data is not logged. Two guards stand behind it: known fields are removed, and whatever
 * still looks like a telephone number or a NIK, in any text or number of the finished line, is hidden.
 */
export function createLogger({ level, clock, destination = pino.destination(1) }: Options): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: redacted, censor: '[redacted]' },
      hooks: { streamWrite: hideInLine },
    },
    destination,
  );
}

/**
 * What an error may say. Not its other fields: those of `pg` and TypeORM hold the query, its parameters and the row.
 * An error of `pg` keeps its code and the names of table and constraint.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const extra = error as Error & { code?: unknown; table?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code: extra.code,
    table: extra.table,
    constraint: extra.constraint,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** Whether a line can hold a number at all: nearly none does, and then it is not taken apart. Its time does not match. */
const suspicious = /\p{N}(?:[^\p{L}\p{N}"{}[\]]{0,4}\p{N}){7}/u;

/** Moments in logs are numbers. */
const byPrograms = { moments: true };

function hideInLine(line: string): string {
  if (!suspicious.test(line)) return line;
  try {
    return `${JSON.stringify(hideIn(JSON.parse(line)))}\n`;
  } catch {
    // Not JSON after all: better a broken line than a telephone number.
    return hidePersonalNumbers(line, byPrograms);
  }
}

function hideIn(value: unknown): unknown {
  if (typeof value === 'string') return hidePersonalNumbers(value, byPrograms);
  if (typeof value === 'number') return hideNumber(value);
  if (Array.isArray(value)) return value.map(hideIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [hidePersonalNumbers(key, byPrograms), hideIn(inner)]),
  );
}

/** Fractions are measurements; whole numbers are judged by their digits. */
function hideNumber(value: number): number | string {
  if (!Number.isInteger(value)) return value;
  const hidden = hidePersonalNumbers(String(value), byPrograms);
  return hidden === String(value) ? value : hidden;
}
