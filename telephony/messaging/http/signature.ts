import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock and ours may be apart, ms; what is older was sent before, or held back. */
const toleranceMs = 5 * 60_000;

/** @throws when the secret is shorter than 16 characters. */
export function checkSecret(secret: string): void {
  if (secret.trim().length < 16) throw new Error('the secret of an HTTP gateway needs at least 16 characters');
}

/** The header `X-Sigap-Signature` of a body: `t=<seconds>,v1=<hex of HMAC-SHA-256 over "t.body">`. */
export function signatureOf(secret: string, atMs: number, body: string | Buffer): string {
  const t = Math.floor(atMs / 1000);
  return `t=${t},v1=${mac(secret, t, body).toString('hex')}`;
}

/** Whether the body was signed with the secret, within 5 minutes of `nowMs`. */
export function isSigned(secret: string, nowMs: number, header: string, body: Buffer): boolean {
  const [, seconds, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (seconds === undefined || hex === undefined) return false;
  const t = Number(seconds);
  const genuine = timingSafeEqual(mac(secret, t, body), Buffer.from(hex, 'hex'));
  return genuine && Math.abs(nowMs - t * 1000) <= toleranceMs;
}

const mac = (secret: string, t: number, body: string | Buffer) =>
  createHmac('sha256', secret).update(`${t}.`).update(body).digest();
