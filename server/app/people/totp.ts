import { Secret, TOTP } from 'otpauth';

/** Codes by time (RFC 6238), as every authenticator application makes them: six figures, a new one each half minute. */
const periodMs = 30_000;

/** So far a wrong clock is told from a wrong code. */
const widest = 10;

export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What a QR code carries to the application. */
export const uriOf = (secret: string, account: string, issuer: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), label: account, issuer }).toString();

export const stepAt = (now: number): number => Math.floor(now / periodMs);

/** By how many steps the maker of the code is ahead of us, or behind (negative); null: it is none of the code's near. */
export const offBy = (secret: string, code: string, now: number): number | null =>
  new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token: code, timestamp: now, window: widest });
