import type { MailReport } from './mail.ts';

/**
 * Reads a `message/delivery-status` or `message/disposition-notification`: fields in groups, one for the mail and one for
 * each recipient (RFC 3464, RFC 8098). Ours have one recipient each, so the worst of them is what became of it. Pure.
 */
export function reportIn(contentType: string, text: string): MailReport | null {
  const fields = [...text.slice(0, 50_000).matchAll(/^([A-Za-z-]{3,40}):[ \t]*(.{0,300})$/gm)].map(
    ([, name = '', value = '']) => [name.toLowerCase(), value.trim()] as const,
  );
  const all = (name: string) => fields.flatMap(([one, value]) => (one === name ? [value] : []));
  if (contentType === 'message/disposition-notification') {
    const said = all('disposition')[0]
      ?.split(';')[1]
      ?.trim()
      .toLowerCase()
      .split(/[\s,/]/)[0];
    return said ? { kind: 'disposition', action: said, status: null } : null;
  }
  const actions = all('action').map((action) => action.toLowerCase().split(/[\s(;]/)[0] ?? '');
  const action = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'].find((one) => actions.includes(one));
  if (!action) return null;
  return { kind: 'delivery', action, status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(all('status').join(' '))?.[0] ?? null };
}
