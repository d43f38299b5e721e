import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { FilesFault } from '../app/ports/files.ts';
import type { Log } from '../app/ports/ports.ts';
import { type FieldCode, fieldCodeOf, type Problem, type ProblemType } from '../contract/problems.ts';

type FieldError = NonNullable<Problem['errors']>[number] & { readonly code: FieldCode };

/** An answer that is not success, in the form of RFC 9457. `type` is a stable word of the contract. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly type: ProblemType;
  readonly errors: readonly FieldError[];
  readonly steps: number | undefined;
  constructor(status: number, type: ProblemType, detail: string, errors: readonly FieldError[] = [], steps?: number) {
    super(detail);
    this.name = 'HttpProblem';
    this.status = status;
    this.type = type;
    this.errors = errors;
    this.steps = steps;
  }
}

export const invalid = (errors: readonly FieldError[]) =>
  new HttpProblem(422, 'invalid', 'Some fields need another look.', errors);

/** A zod error as problem details; the message is the English fallback. */
export function invalidBy(error: z.ZodError): HttpProblem {
  return invalid(
    error.issues.map((issue) => ({
      field: issue.path.join('.') || 'body',
      code: fieldCodeOf(issue),
      message: issue.message,
    })),
  );
}

export const notFound: RequestHandler = () => {
  throw new HttpProblem(404, 'not_found', 'There is nothing at this address.');
};

export interface ErrorHandlerDeps {
  readonly log: Log;
  /** Whether an error says that the database is away. */
  readonly isAway: (error: unknown) => boolean;
  /** Whether the database refused a text for a character that it cannot keep. */
  readonly isUnstorable: (error: unknown) => boolean;
  /** Somebody asked for what is not theirs. */
  readonly refused?: (request: Request) => void;
}

export function createErrorHandler({ log, isAway, isUnstorable, refused }: ErrorHandlerDeps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = toProblem(error, { isAway, isUnstorable });
    if (problem.status >= 500)
      log.error({ err: error, method: request.method, route: request.route?.path }, 'a request failed');
    if (problem.status === 403 && problem.type !== 'proof_needed') refused?.(request);
    if (problem.status === 503) response.setHeader('retry-after', '2');
    answerProblem(response, problem);
  };
}

/** The answer itself, where nothing else is to be done about it. */
export function answerProblem(response: Response, problem: HttpProblem): void {
  const body: Problem = {
    type: problem.type,
    title: problem.type.replaceAll('_', ' '),
    status: problem.status,
    detail: problem.message,
    ...(problem.steps !== undefined && { steps: problem.steps }),
    ...(problem.errors.length > 0 ? { errors: [...problem.errors] } : {}),
  };
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
}

function toProblem(
  error: unknown,
  { isAway, isUnstorable }: Pick<ErrorHandlerDeps, 'isAway' | 'isUnstorable'>,
): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof FilesFault) return fileProblem(error);
  // What express and its body parser throw carries a status of its own.
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (status === 413) return new HttpProblem(413, 'too_large', 'The request is too large.');
  if (type === 'entity.parse.failed') return new HttpProblem(400, 'malformed', 'The body is not JSON.');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new HttpProblem(status, 'bad_request', 'The request cannot be read.');
  }
  if (isUnstorable(error))
    return new HttpProblem(400, 'malformed', 'The request holds characters that cannot be stored.');
  if (isAway(error))
    return new HttpProblem(503, 'database_away', 'The database is away; what you typed is not lost. Try again.');
  return new HttpProblem(500, 'fault', 'Something went wrong on our side.');
}

/** Where files lie nothing could be kept or read now: nothing was done. */
function fileProblem({ code }: FilesFault): HttpProblem {
  if (code === 'full') return new HttpProblem(507, 'files_full', 'There is no room for files now. Try again later.');
  if (code === 'away') return new HttpProblem(503, 'files_away', 'Files cannot be kept or read now. Try again later.');
  return new HttpProblem(410, 'file_gone', 'Its bytes are not there, or not as they were.');
}
