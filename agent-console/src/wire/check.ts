import './quiet.ts';
import { api, type RouteName } from '../../../server/contract/api.ts';
import { fieldCodeOf } from '../../../server/contract/problems.ts';
import { cleanedValue } from './rest.ts';

/**
 * Checks a body by the same schema the server uses, before it is sent.
 * @returns the first error code of each field; empty when the body is fine.
 */
export function checkBody(name: RouteName, body: unknown): Record<string, string> {
  const route = api[name];
  if (!('body' in route)) return {};
  const result = route.body.safeParse(JSON.parse(JSON.stringify(body ?? null, cleanedValue)));
  const found: Record<string, string> = {};
  for (const issue of result.error?.issues ?? []) {
    const field = String(issue.path[0] ?? '');
    const value = (body as Record<string, unknown>)[field];
    const code = fieldCodeOf(issue);
    const empty = value === undefined || value === null || value === '';
    found[field] ??= empty && (code === 'invalid' || code === 'too_small') ? 'required' : code;
  }
  return found;
}
