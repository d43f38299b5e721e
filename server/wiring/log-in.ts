import { createLogInThrottle } from '../app/people/log-in-throttle.ts';
import type { SecondFactor } from '../app/people/second-factor.ts';
import type { SecurityLog } from '../app/people/security-log.ts';
import type { Log } from '../app/ports/ports.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import type { Config } from '../config.ts';
import { createDevices } from '../http/devices.ts';
import { createOidc } from '../http/oidc.ts';
import { mySessionRoutes } from '../http/routes/my-sessions.ts';
import { oidcRoutes } from '../http/routes/oidc.ts';
import { secondFactorRoutes } from '../http/routes/second-factor.ts';
import { sessionRoutes } from '../http/routes/session.ts';
import type { Gateway } from '../realtime/gateway.ts';
import { hashPassword, verifyPassword } from '../store/passwords.ts';
import type { People } from '../store/people.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { Core } from './core.ts';

export interface LogInDeps {
  readonly config: Config;
  readonly core: Pick<Core, 'refreshPeople'>;
  readonly people: People;
  readonly secondFactor: SecondFactor;
  readonly sealer: Sealer;
  readonly sessionStore: SessionStore;
  readonly tallies: Tallies;
  readonly security: SecurityLog;
  readonly https: boolean;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
  readonly log: Log;
  /** Whoever is logged out is rung no more. */
  readonly leaveQueue: (userId: string, sessionId: string) => Promise<void>;
  readonly endSockets: Gateway['end'];
}

/** So long `/readyz` says that somebody guesses passwords. */
const guessingShownMs = 15 * 60_000;

/** How people get in, show who they are, and get out. */
export function createLogIn(deps: LogInDeps) {
  const { config, people, secondFactor, security, https, leaveQueue, endSockets, log } = deps;
  /** When somebody was last seen to guess passwords. */
  let guessedAt = Number.NEGATIVE_INFINITY;
  const throttle = createLogInThrottle({
    tallies: deps.tallies,
    alarm: ({ by, wrong, source }) => {
      security.note({ event: 'login.guessing', personId: null, subject: `${source} ${by} ${wrong}` });
      guessedAt = deps.elapsed();
    },
    lost: (error) => log.warn({ err: error }, 'what came of a log-in could not be counted'),
  });

  const routes = [
    sessionRoutes({
      byUsername: people.byUsername,
      byId: people.byId,
      verify: verifyPassword,
      spendFirstPassword: people.spendFirstPassword,
      changePassword: async (userId, password, sessionId) =>
        people.changePassword(userId, await hashPassword(password), sessionId),
      throttle,
      secondFactor,
      owes: async (person) => {
        if (person.passwordExpiresAt !== null) return 'password';
        const { required, on } = await secondFactor.state(person);
        return required && !on ? 'second_factor' : null;
      },
      security,
      devices: createDevices({ secret: config.secrets.session, secure: https }),
      office: {
        ...config.office,
        lockAfterMinutes: config.lockAfterMinutes,
        provider: config.oidc && { name: config.oidc.name },
      },
      emergencyAccount: config.oidc?.emergencyAccount ?? null,
      loggedIn: deps.core.refreshPeople,
      loggedOut: async (userId, sessionId) => {
        endSockets({ sessionId });
        await leaveQueue(userId, sessionId);
      },
    }),
    oidcRoutes({
      oidc:
        config.oidc && createOidc({ ...config.oidc, callback: `${config.http.publicUrl}/api/session/provider/back` }),
      publicUrl: config.http.publicUrl,
      byUsername: people.byUsername,
      sealer: deps.sealer,
      secure: https,
      security,
      loggedIn: deps.core.refreshPeople,
    }),
    secondFactorRoutes({
      secondFactor,
      byId: people.byId,
      verify: verifyPassword,
      throttle,
      security,
      prove: deps.sessionStore.prove.bind(deps.sessionStore),
      endSessions: async (userId) => {
        await people.endSessions(userId);
        endSockets({ userId });
      },
    }),
    mySessionRoutes({
      sessions: deps.sessionStore,
      isPasswordOf: async (userId, password) =>
        verifyPassword((await people.byId(userId))?.passwordHash ?? null, password),
      throttle,
      ended: (sessionId) => endSockets({ sessionId }),
      security,
    }),
  ];
  return {
    routes,
    warnings: () => (deps.elapsed() - guessedAt < guessingShownMs ? ['somebody guesses passwords: see the audit'] : []),
  };
}
