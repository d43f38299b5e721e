/**
 * Whether a handshake or a form comes from a page of our own. A page of another site can open a socket or send a form, cookie
 * and all where the browser is old or the site a sibling's; its origin it cannot hide. What is no browser sends none.
 */
export function isOwnOrigin(
  headers: { readonly origin?: string; readonly host?: string },
  publicUrl?: string,
): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  const ours = publicUrl === undefined ? null : new URL(publicUrl);
  // A page that was read over plain http may be anybody's on the way.
  if (ours?.protocol === 'https:' && from.protocol !== 'https:') return false;
  return from.host === host || from.origin === ours?.origin;
}
