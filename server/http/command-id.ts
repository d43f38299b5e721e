import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { idempotencyHeader } from '../contract/api.ts';
import { HttpProblem } from './problem.ts';

/**
 * The client's own key makes a retried request the same command.
 * @throws HttpProblem 400 when the header is not well formed
 */
export function commandId(request: Request): string {
  const key = request.headers[idempotencyHeader];
  if (key === undefined) return `person:${randomUUID()}`;
  if (typeof key === 'string' && /^[\w-]{8,64}$/.test(key)) return `person:${key}`;
  throw new HttpProblem(
    400,
    'malformed',
    `The header "${idempotencyHeader}" holds 8 to 64 letters, digits, "-" or "_".`,
  );
}
