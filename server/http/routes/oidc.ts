import { type Request, type Response, Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { Role } from '../../contract/people.ts';
import type { ProblemType } from '../../contract/problems.ts';
import type { Oidc, OidcTrip } from '../oidc.ts';
import { mount } from '../route.ts';
import { logInto } from '../session.ts';

export interface OidcRoutesDeps {
  /** Null: nobody logs in by a provider. */
  readonly oidc: Oidc | null;
  /** As people's browsers know us. */
  readonly publicUrl: string | undefined;
  readonly byUsername: (username: string) => Promise<{ readonly id: string; readonly role: string } | null>;
  readonly sealer: { seal(text: string): string; open(sealed: string): string };
  readonly secure: boolean;
  readonly security: SecurityLog;
  readonly loggedIn: (userId: string) => Promise<void>;
}

/** Whoever is asked for a second factor over there needs some time. */
const tripMs = 10 * 60_000;

/**
 * The way to the provider and back. The browser itself goes it, so that what goes wrong is told by the log-in page. The
 * session's cookie is `strict` and stays away from what another site sends: the trip has a cookie of its own.
 */
export function oidcRoutes(deps: OidcRoutesDeps): Router {
  const { oidc, security } = deps;
  const router = Router();
  const cookie = deps.secure ? '__Host-sigap.trip' : 'sigap.trip';
  const options = { httpOnly: true, sameSite: 'lax', secure: deps.secure, path: '/' } as const;
  const refuse = (response: Response, why: ProblemType) => void response.redirect(303, `/?refused=${why}`);
  const tripOf = (request: Request): OidcTrip | null => {
    const found = (request.headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(`${cookie}=`));
    try {
      return found
        ? (JSON.parse(deps.sealer.open(decodeURIComponent(found.slice(cookie.length + 1)))) as OidcTrip)
        : null;
    } catch {
      return null;
    }
  };

  mount(router, 'goToProvider', async ({ response }) => {
    const begun = await oidc?.begin();
    if (begun === undefined) return refuse(response, 'provider_away');
    if (typeof begun === 'string') {
      security.say({ event: 'provider.failed', personId: null, subject: begun });
      return refuse(response, begun);
    }
    response.cookie(cookie, deps.sealer.seal(JSON.stringify(begun.trip)), { ...options, maxAge: tripMs });
    response.redirect(303, begun.url);
  });

  mount(router, 'comeFromProvider', async ({ request, response }) => {
    const source = ipKeyGenerator(request.ip ?? '');
    const trip = tripOf(request);
    response.clearCookie(cookie, options);
    if (!oidc || !trip) return refuse(response, 'provider_refused');
    const done = await oidc.end(new URL(request.originalUrl, deps.publicUrl), trip);
    if (typeof done === 'string') {
      security.say({ event: 'provider.failed', personId: null, subject: `${source} ${done}` });
      return refuse(response, done);
    }
    const person = done.claim === null ? null : await deps.byUsername(done.claim.toLowerCase());
    if (!person) {
      security.say({ event: 'login.failed', personId: null, subject: `${source} provider` });
      return refuse(response, 'provider_unknown_person');
    }
    await logInto(request, { userId: person.id, role: person.role as Role }, source, { provider: true });
    security.note({ event: 'login', personId: person.id, subject: `${source} provider` });
    await deps.loggedIn(person.id);
    response.redirect(303, '/');
  });
  return router;
}
