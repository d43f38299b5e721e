/** Faults of finding and connecting, by the system's codes: not a byte of the request left us. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*SELF_SIGNED.*|UNABLE_TO_.*)$/;

/**
 * What a rejected `fetch` says: whether the request may have gone out, and why there is no answer. The reason names no
 * address and no body.
 */
export function connectionFault(error: unknown): { readonly maybeSent: boolean; readonly reason: string } {
  if ((error as { name?: unknown }).name === 'TimeoutError') return { maybeSent: true, reason: 'no answer in time' };
  const { cause } = error as { cause?: { code?: unknown; errors?: readonly { code?: unknown }[] } };
  // Several where a host has several addresses.
  const codes = [cause?.code, ...(cause?.errors ?? []).map((each) => each.code)].filter(
    (code) => typeof code === 'string',
  );
  const maybeSent = codes.length === 0 || codes.some((code) => !neverSent.test(code));
  return { maybeSent, reason: `no answer (${codes[0] ?? 'connection lost'})` };
}

/** The header `Retry-After` in ms, a second at least; a date in it counts as a second. */
export function retryAfterMs(header: string | null): number {
  const seconds = Number(header ?? 1);
  return Number.isFinite(seconds) ? Math.max(1, seconds) * 1000 : 1000;
}
