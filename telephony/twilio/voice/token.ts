import { sdk } from '../sdk.ts';
import { identityOf } from './addresses.ts';

export interface TokenOptions {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
}

/** Seconds a token lasts; the browser asks for the next one before. */
const lifetime = 600;

/** A token by which a browser is the telephone of this one extension: it receives calls, and can place none. */
export function browserToken({ accountSid, apiKeySid, apiKeySecret }: TokenOptions, extension: string): string {
  const { AccessToken } = sdk().jwt;
  const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, {
    identity: identityOf(extension),
    ttl: lifetime,
  });
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }));
  return token.toJwt();
}
