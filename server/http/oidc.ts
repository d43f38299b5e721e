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
  /** Where the provider sends people back. */
  readonly callback: string;
}

/** What has to be kept between going to the provider and coming back; whoever knows it could take the log-in. */
export interface OidcTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why nobody came in by the provider. */
export type OidcFault = 'provider_away' | 'provider_certificate' | 'provider_refused';

/** A log-in by an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export interface Oidc {
  begin(): Promise<{ readonly url: string; readonly trip: OidcTrip } | OidcFault>;
  /** @returns the claim, as the provider says it; null: it says none */
  end(url: URL, trip: OidcTrip): Promise<{ readonly claim: string | null } | OidcFault>;
}

/** In seconds; a person stands before the button. */
const patience = 8;

export function createOidc({ issuer, clientId, clientSecret, scope, claim, callback }: OidcOptions): Oidc {
  let known: Promise<Configuration> | null = null;
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
    begin: async () => {
      try {
        const trip = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const url = buildAuthorizationUrl(await configuration(), {
          redirect_uri: callback,
          scope,
          state: trip.state,
          nonce: trip.nonce,
          code_challenge: await calculatePKCECodeChallenge(trip.verifier),
          code_challenge_method: 'S256',
        });
        return { url: url.href, trip };
      } catch (error) {
        return faultOf(error);
      }
    },
    end: async (url, { state, nonce, verifier }) => {
      try {
        const tokens = await authorizationCodeGrant(await configuration(), url, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        const said = claims?.[claim];
        // An address that nobody has looked at may be anybody's.
        const unproven = claim === 'email' && claims?.email_verified !== true;
        return { claim: typeof said === 'string' && said !== '' && !unproven ? said : null };
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

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
