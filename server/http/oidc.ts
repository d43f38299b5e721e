import { createRemoteJWKSet, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';

export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scope: string;
  /** The claim that holds the user name. */
  readonly claim: string;
  /** The claim that names the groups somebody is in. */
  readonly groups: string;
  /** Strengths of a log-in there (`acr`) that are enough; none: it is trusted. */
  readonly strengths: readonly string[];
  /** Where the provider sends people back. */
  readonly callback: string;
}

/** What has to be kept between going to the provider and coming back; whoever knows it could take the log-in. */
export interface OidcTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Of whom it is asked, where somebody who is logged in shows again who sits there. */
  readonly again?: { readonly logIn: string; readonly userId: string };
}

/** Why nobody came in by the provider. */
export type OidcFault = 'provider_away' | 'provider_certificate' | 'provider_refused' | 'provider_weak';

/** A log-in by an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export interface Oidc {
  /** @param again somebody has to log in there anew, whoever is logged in there already */
  begin(again?: OidcTrip['again']): Promise<{ readonly url: string; readonly trip: OidcTrip } | OidcFault>;
  end(url: URL, trip: OidcTrip): Promise<Identity | OidcFault>;
  /** Whom the provider has logged out, by a token of its own (OpenID Connect Back-Channel Logout 1.0); null: it is none. */
  told(token: string): Promise<string | null>;
}

/** As the provider says it. */
export interface Identity {
  /** Null: it says none. */
  readonly claim: string | null;
  /** Whom it means, whatever the person is called. */
  readonly subject: string;
  readonly groups: readonly string[];
}

/** In seconds; a person stands before the button. */
const patience = 8;
/** So long ago, in seconds, somebody may have logged in there who shows who sits here. */
const freshLogIn = 60;

export function createOidc({
  issuer,
  clientId,
  clientSecret,
  scope,
  claim,
  groups,
  strengths,
  callback,
}: OidcOptions): Oidc {
  let known: Promise<Configuration> | null = null;
  let keys: ReturnType<typeof createRemoteJWKSet> | null = null;
  /** Asked for when somebody logs in first, and kept; a provider that was away is asked again. */
  const configuration = (): Promise<Configuration> => {
    known ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: patience,
      ...(issuer.startsWith('http:') && { execute: [allowInsecureRequests] }),
    }).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  return {
    begin: async (again) => {
      try {
        const random = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const trip = { ...random, ...(again && { again }) };
        const url = buildAuthorizationUrl(await configuration(), {
          redirect_uri: callback,
          scope,
          state: trip.state,
          nonce: trip.nonce,
          code_challenge: await calculatePKCECodeChallenge(trip.verifier),
          code_challenge_method: 'S256',
          ...(strengths.length > 0 && { acr_values: strengths.join(' ') }),
          ...(again && { prompt: 'login', max_age: String(freshLogIn) }),
        });
        return { url: url.href, trip };
      } catch (error) {
        return faultOf(error);
      }
    },
    end: async (url, { state, nonce, verifier, again }) => {
      try {
        const tokens = await authorizationCodeGrant(await configuration(), url, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
          // The address of the way there is the browser's to change; when somebody logged in is signed.
          ...(again && { maxAge: freshLogIn }),
        });
        const claims = tokens.claims();
        if (strengths.length > 0 && !strengths.includes(String(claims?.acr))) return 'provider_weak';
        const said = claims?.[claim];
        // An address that nobody has looked at may be anybody's.
        const unproven = claim === 'email' && claims?.email_verified !== true;
        const named = claims?.[groups];
        return {
          claim: typeof said === 'string' && said !== '' && !unproven ? said : null,
          subject: claims?.sub ?? '',
          groups: [named].flat().filter((group) => typeof group === 'string'),
        };
      } catch (error) {
        return faultOf(error);
      }
    },
    told: async (token) => {
      try {
        const { issuer: ours, jwks_uri: address = '' } = (await configuration()).serverMetadata();
        keys ??= createRemoteJWKSet(new URL(address), { timeoutDuration: patience * 1_000 });
        const options = { issuer: ours, audience: clientId, maxTokenAge: '2 minutes', clockTolerance: 60 };
        const { payload, protectedHeader } = await jwtVerify(token, keys, options);
        // A token that says what else it is, such as one of access, is none of these; most providers name theirs `JWT` or not at all.
        if (!/^(?:(?:application\/)?logout\+jwt|jwt)$/i.test(protectedHeader.typ ?? 'JWT')) return null;
        const events = payload.events as Readonly<Record<string, unknown>> | undefined;
        // A nonce marks the token of a log-in, which shall not be taken for one of these (2.6).
        const right = typeof events?.[logOutEvent] === 'object' && payload.nonce === undefined;
        return right ? (payload.sub ?? null) : null;
      } catch {
        return null;
      }
    },
  };
}

const logOutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const ofCertificates = /CERT|UNABLE_TO_(?:VERIFY|GET)|SELF_SIGNED|ERR_TLS|ERR_SSL/;
const ofReach = /^(?:E[A-Z]+|UND_ERR_.*)$/;

/** What a fetch that failed says lies in its causes. */
function faultOf(error: unknown): OidcFault {
  let cause = error as
    | { readonly code?: unknown; readonly name?: unknown; readonly cause?: unknown }
    | null
    | undefined;
  for (let depth = 0; typeof cause === 'object' && cause !== null && depth < 6; depth += 1) {
    const code = String(cause.code ?? '');
    if (ofCertificates.test(code)) return 'provider_certificate';
    if (ofReach.test(code) || code === 'OAUTH_TIMEOUT' || cause.name === 'TimeoutError') return 'provider_away';
    // Something else answers there, or it is being mended.
    if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return 'provider_away';
    cause = cause.cause as typeof cause;
  }
  return 'provider_refused';
}
