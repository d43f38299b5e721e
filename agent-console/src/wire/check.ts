import { api, type RouteName } from '../../../server/contract/api.ts';

/**
 * Checks a body by the same schema the server uses, before it is sent.
 * @returns the first error code of each field; empty when the body is fine.
 */
export function checkBody(name: RouteName, body: unknown): Record<string, string> {
  const route = api[name];
  if (!('body' in route)) return {};
  const result = route.body.safeParse(body);
  const found: Record<string, string> = {};
  for (const issue of result.error?.issues ?? []) {
    const field = String(issue.path[0] ?? '');
    found[field] ??= codeOf(issue.message, issue.code, (body as Record<string, unknown>)[field]);
  }
  return found;
}

/** The contract's own messages are codes already; zod's are sentences, told apart by their shape. */
function codeOf(message: string, code: string, value: unknown): string {
  if (/^[a-z][a-z_]*$/u.test(message)) return message;
  if (value === undefined || value === null || value === '') return 'required';
  return code === 'too_big' || code === 'too_small' ? code : 'invalid';
}
