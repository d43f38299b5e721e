import { Secret, TOTP } from 'otpauth';

/** What a telephone's application shows at this moment, epoch ms. */
export const codeAt = (secret: string, now: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: now });
