import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { PasskeyStore } from '../ports/passkeys.ts';
import type { Clock } from '../ports/ports.ts';

/** The site that a passkey is of, as the browser names it. */
export interface RelyingParty {
  /** A host name. */
  readonly id: string;
  readonly origin: string;
}

/** What a challenge is for: one answered for the one is worth nothing for the other. */
type Purpose = 'add' | 'login' | 'proof';

/**
 * `passkey_refused`: forged, of another site, of somebody else, or not known; which, nobody is told. `passkey_expired`: the
 * challenge is too old, or was answered before. `passkey_copied`: its counter went back.
 */
export type PasskeyFault = 'passkey_refused' | 'passkey_expired' | 'passkey_copied';

export interface PasskeysDeps {
  readonly store: PasskeyStore;
  /** Keyed: nobody else can make one. */
  readonly fingerprint: (text: string) => string;
  readonly clock: Clock;
  /** What the browser calls us. */
  readonly name: string;
}

export type Passkeys = ReturnType<typeof createPasskeys>;

/** People walk to a drawer for their key. */
const patienceMs = 5 * 60_000;
const most = 10;

/**
 * Log-in with an authenticator (WebAuthn level 2): something one has, which checks that it is its owner. Challenges are
 * kept nowhere: each says how long it is good, is bound to its purpose and person by our key, and is spent when it was
 * answered rightly.
 */
export function createPasskeys({ store, fingerprint, clock, name }: PasskeysDeps) {
  const bound = (purpose: Purpose, personId: string | null, text: string) =>
    fingerprint(`passkey\n${purpose}\n${personId ?? ''}\n${text}`);
  const challengeFor = (purpose: Purpose, personId: string | null): string => {
    const text = `${randomBytes(24).toString('base64url')}.${(clock.now() + patienceMs).toString(36)}`;
    return `${text}.${bound(purpose, personId, text)}`;
  };
  /** Until when it is good; null: it is none of ours, or for something else. */
  const untilOf = (challenge: string, purpose: Purpose, personId: string | null): number | null => {
    const [random = '', until = '', mac = ''] = challenge.split('.');
    const wanted = Buffer.from(bound(purpose, personId, `${random}.${until}`));
    const given = Buffer.from(mac);
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? Number.parseInt(until, 36) : null;
  };
  /** What the browser says that it answered. */
  const challengeIn = (clientDataJSON: string): string => {
    try {
      const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge?: unknown };
      return Buffer.from(String(challenge), 'base64url').toString();
    } catch {
      return '';
    }
  };
  const good = (challenge: string, purpose: Purpose, personId: string | null): PasskeyFault | number => {
    const until = untilOf(challenge, purpose, personId);
    if (until === null) return 'passkey_refused';
    return until < clock.now() ? 'passkey_expired' : until;
  };
  const handleOf = (personId: string) => Buffer.from(personId);

  const ask = (purpose: Exclude<Purpose, 'add'>, personId: string | null, { id: rpID }: RelyingParty) =>
    generateAuthenticationOptions({
      rpID,
      challenge: challengeFor(purpose, personId),
      userVerification: 'required',
      timeout: patienceMs,
    });

  return {
    of: store.of,
    isOn: async (personId: string): Promise<boolean> => (await store.of(personId)).length > 0,

    /** What the browser makes a new one with. */
    begin: async (
      person: { readonly id: string; readonly username: string; readonly displayName: string },
      { id: rpID }: RelyingParty,
    ) =>
      generateRegistrationOptions({
        rpID,
        rpName: name,
        userName: person.username,
        userDisplayName: person.displayName,
        userID: new Uint8Array(handleOf(person.id)),
        challenge: challengeFor('add', person.id),
        timeout: patienceMs,
        excludeCredentials: (await store.of(person.id)).map(({ credentialId: id }) => ({ id })),
        // Kept by the authenticator under our name, so that nobody types a name at the log-in.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      }),

    add: async (
      personId: string,
      { id: expectedRPID, origin: expectedOrigin }: RelyingParty,
      named: string,
      response: RegistrationResponseJSON,
    ): Promise<PasskeyFault | 'passkey_known' | { readonly id: string }> => {
      const challenge = challengeIn(response.response.clientDataJSON);
      const until = good(challenge, 'add', personId);
      if (typeof until !== 'number') return until;
      const verified = await verifyRegistrationResponse({
        ...{ response, expectedOrigin, expectedRPID, requireUserVerification: true },
        expectedChallenge: Buffer.from(challenge).toString('base64url'),
      }).catch(() => null);
      if (!verified?.verified) return 'passkey_refused';
      if (!(await store.spend(challenge, until))) return 'passkey_expired';
      const { id: credentialId, publicKey, counter } = verified.registrationInfo.credential;
      const passkey = {
        ...{ id: randomUUID(), personId, credentialId, counter, name: named },
        publicKey: Buffer.from(publicKey).toString('base64url'),
      };
      return (await store.add(passkey, most)) ? { id: passkey.id } : 'passkey_known';
    },

    askLogIn: (party: RelyingParty) => ask('login', null, party),
    askProof: (personId: string, party: RelyingParty) => ask('proof', personId, party),

    /**
     * Whose answer it is.
     * @param personId null: at the log-in, where it says who it is
     */
    check: async (
      personId: string | null,
      { id: expectedRPID, origin: expectedOrigin }: RelyingParty,
      response: AuthenticationResponseJSON,
    ): Promise<{ readonly fault: PasskeyFault; readonly personId: string | null } | { readonly personId: string }> => {
      const challenge = challengeIn(response.response.clientDataJSON);
      const until = good(challenge, personId === null ? 'login' : 'proof', personId);
      if (typeof until !== 'number') return { fault: until, personId: null };
      const passkey = await store.byCredential(response.id);
      const handle = response.response.userHandle;
      const strange =
        !passkey ||
        (personId !== null && passkey.personId !== personId) ||
        (handle !== undefined && Buffer.from(handle, 'base64url').toString() !== passkey.personId);
      if (strange) return { fault: 'passkey_refused', personId: null };
      const credential = {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        // Compared below, after the signature: who cannot sign shall not look like a copy.
        counter: 0,
      };
      const verified = await verifyAuthenticationResponse({
        ...{ response, credential, expectedOrigin, expectedRPID, requireUserVerification: true },
        expectedChallenge: Buffer.from(challenge).toString('base64url'),
      }).catch(() => null);
      const of = { personId: passkey.personId };
      if (!verified?.verified) return { fault: 'passkey_refused', ...of };
      if (!(await store.spend(challenge, until))) return { fault: 'passkey_expired', ...of };
      if (!(await store.used(passkey.id, verified.authenticationInfo.newCounter)))
        return { fault: 'passkey_copied', ...of };
      return of;
    },

    remove: store.remove,
  };
}
