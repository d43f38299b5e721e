import { type Request, type Response, Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Grouped, GroupRoles } from '../../app/people/group-roles.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import { shownPath } from '../../contract/oidc.ts';
import type { Role } from '../../contract/people.ts';
import type { ProblemType } from '../../contract/problems.ts';
import type { Oidc, OidcTrip } from '../oidc.ts';
import { mount } from '../route.ts';
import { logInto, renewToken, type Tokens } from '../session.ts';

export interface OidcRoutesDeps {
  /** Null: nobody logs in by a provider. */
  readonly oidc: Oidc | null;
  /** As people's browsers know us. */
  readonly publicUrl: string | undefined;
  readonly byUsername: (username: string) => Promise<(Grouped & { readonly username: string }) | null>;
  /** What their groups at the provider make of somebody. */
  readonly groupRoles: GroupRoles;
  /** The account for when the provider is away. */
  readonly isEmergency: (person: { readonly username: string }) => boolean;
  readonly tokens: Tokens;
  readonly sealer: { seal(text: string): string; open(sealed: string): string };
  readonly secure: boolean;
  readonly security: SecurityLog;
  readonly loggedIn: (userId: string) => Promise<void>;
}

/** Whoever is asked for a second factor over there needs some time. */
const tripMs = 10 * 60_000;

/** Of a button of ours, or typed: no other site begins a log-in of somebody's, nor an image or frame anywhere. */
const isOfOurPages = ({ headers }: Request): boolean =>
  // Browsers say it over https and on this very machine; of one that says nothing `state` alone is the guard.
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined) &&
  ['navigate', undefined].includes(headers['sec-fetch-mode'] as string | undefined);

/**
 * The way to the provider and back. The browser itself goes it, so that what goes wrong is told by the log-in page. The
 * session's cookie is `strict` and stays away from what another site sends: the trip has a cookie of its own.
 */
export function oidcRoutes(deps: OidcRoutesDeps): Router {
  const { oidc, security } = deps;
  const router = Router();
  const cookie = deps.secure ? '__Host-sigap.trip' : 'sigap.trip';
  const options = { httpOnly: true, sameSite: 'lax', secure: deps.secure, path: '/' } as const;
  const refuse = (response: Response, why: ProblemType, page = '/') =>
    void response.redirect(303, `${page}?refused=${why}`);
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

  mount(router, 'goToProvider', async ({ query, request, response }) => {
    const { userId, logIn } = request.session;
    const again = query.again && userId && logIn ? { logIn, userId } : undefined;
    const page = query.again && shownPath;
    if (!isOfOurPages(request)) return refuse(response, 'provider_refused', page);
    const begun = await oidc?.begin(again);
    if (begun === undefined) return refuse(response, 'provider_away', page);
    if (typeof begun === 'string') {
      security.say({ event: 'provider.failed', personId: null, subject: begun });
      return refuse(response, begun, page);
    }
    response.cookie(cookie, deps.sealer.seal(JSON.stringify(begun.trip)), { ...options, maxAge: tripMs });
    response.redirect(303, begun.url);
  });

  mount(router, 'comeFromProvider', async ({ request, response }) => {
    const source = ipKeyGenerator(request.ip ?? '');
    const trip = tripOf(request);
    response.clearCookie(cookie, options);
    if (!oidc || !trip) return refuse(response, 'provider_refused');
    const page = trip.again && shownPath;
    const done = await oidc.end(new URL(request.originalUrl, deps.publicUrl), trip);
    if (typeof done === 'string') {
      security.say({ event: 'provider.failed', personId: null, subject: `${source} ${done}` });
      return refuse(response, done, page);
    }
    const person = done.claim === null ? null : await deps.byUsername(done.claim.toLowerCase());
    if (!person) {
      security.say({ event: 'login.failed', personId: null, subject: `${source} provider` });
      return refuse(response, 'provider_unknown_person', page);
    }
    if (trip.again && trip.again.userId !== person.id) {
      security.note({ event: 'login.failed', personId: trip.again.userId, subject: `${source} provider` });
      return refuse(response, 'provider_refused', page);
    }
    const role = deps.isEmergency(person) ? person.role : await deps.groupRoles.settle(person, done.groups);
    if (role === null) {
      security.note({ event: 'login.failed', personId: person.id, subject: `${source} groups` });
      return refuse(response, 'no_role', page);
    }
    if (trip.again) {
      const found = await deps.tokens.byLogIn(trip.again.logIn, person.id);
      if (!found) return refuse(response, 'not_logged_in', page);
      await renewToken(request, deps.tokens, true, { ...found, data: { ...found.data, locked: false } });
      return void response.redirect(303, shownPath);
    }
    await logInto(request, { userId: person.id, role: role as Role }, source, { provider: done.subject });
    security.note({ event: 'login', personId: person.id, subject: `${source} provider` });
    await deps.loggedIn(person.id);
    response.redirect(303, '/');
  });
  return router;
}
