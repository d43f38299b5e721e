import express, { Router } from 'express';
import type { SecurityLog } from '../app/people/security-log.ts';

export interface ProviderLogOutDeps {
  /** Whom a token of the provider says is logged out; null: it is none of its. */
  readonly told: (token: string) => Promise<string | null>;
  /** Ends what the provider began for somebody, at once. */
  readonly end: (subject: string) => Promise<void>;
  readonly security: Pick<SecurityLog, 'say'>;
}

/**
 * The provider itself says that somebody is logged out there, has left, or is in another group (OpenID Connect Back-Channel
 * Logout 1.0, 2.5 and 2.8): signed by it, without a cookie of ours.
 */
export function providerLogOut({ told, end, security }: ProviderLogOutDeps): Router {
  const router = Router();
  router.post(
    '/oidc/logged-out',
    express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 10 }),
    async (request, response) => {
      response.setHeader('cache-control', 'no-store');
      const token: unknown = request.body?.logout_token;
      const subject = typeof token === 'string' ? await told(token) : null;
      if (subject === null) return void response.status(400).json({ error: 'invalid_request' });
      await end(subject);
      security.say({ event: 'logout', personId: null, subject: 'provider' });
      response.status(200).end();
    },
  );
  return router;
}
