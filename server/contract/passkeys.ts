import { z } from 'zod';
import { line } from './case.ts';
import { Me } from './people.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** As the browser's `toJSON` has it, base64url; what it says beside is not looked at. */
const Bytes = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]+$/);
const credential = { id: Bytes, rawId: Bytes, type: z.literal('public-key') };
const extensions = z.object({}).default({});

/** The answer of an authenticator to a challenge. */
export const PasskeyAnswer = z.object({
  ...credential,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: Bytes.nullish().transform((handle) => handle ?? undefined),
  }),
});

/** A new key of an authenticator. */
const NewPasskey = z.object({
  ...credential,
  clientExtensionResults: extensions,
  response: z.object({ clientDataJSON: Bytes, attestationObject: Bytes }),
});

/** What is handed to the browser as it is: `PublicKeyCredential.parse…OptionsFromJSON`. */
const Options = z.record(z.string(), z.unknown());

const PasskeyCard = z.object({
  passkeyId: z.uuid(),
  name: z.string(),
  addedAt: Moment,
  /** Null: not yet. */
  usedAt: Moment.nullable(),
});

export const passkeyApi = {
  askPasskey: route({
    method: 'post',
    path: '/api/session/passkey/challenge',
    summary: 'A challenge for a log-in with a passkey',
    roles: 'public',
    response: Options,
  }),
  logInByPasskey: route({
    method: 'post',
    path: '/api/session/passkey',
    summary: 'Log in with a passkey: it says who it is, and that it is its owner',
    roles: 'public',
    body: z.object({ answer: PasskeyAnswer }),
    response: Me,
  }),
  myPasskeys: route({
    method: 'get',
    path: '/api/me/passkeys',
    summary: 'My passkeys, oldest first',
    roles: 'any',
    response: z.object({ passkeys: z.array(PasskeyCard) }),
  }),
  beginPasskey: route({
    method: 'post',
    path: '/api/me/passkeys/challenge',
    summary: 'What a browser makes a passkey of mine with',
    roles: 'any',
    grave: true,
    response: Options,
  }),
  addPasskey: route({
    method: 'post',
    path: '/api/me/passkeys',
    summary: 'Keep a passkey of mine under a name',
    roles: 'any',
    grave: true,
    body: z.object({ name: line(60).min(1, 'required'), passkey: NewPasskey }),
    response: z.object({ passkeyId: z.uuid() }),
  }),
  removePasskey: route({
    method: 'delete',
    path: '/api/me/passkeys/{passkeyId}',
    summary: 'Let a passkey of mine log in no more',
    roles: 'any',
    grave: true,
    params: z.object({ passkeyId: z.uuid() }),
    response: null,
  }),
  askProof: route({
    method: 'post',
    path: '/api/me/proof/challenge',
    summary: 'A challenge for showing who I am with a passkey: see `proveMyself`',
    roles: 'any',
    response: Options,
  }),
} as const;
