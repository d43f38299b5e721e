import { createGroupRoles } from '../app/people/group-roles.ts';
import { createGroupWatch } from '../app/people/group-watch.ts';
import { createLogInThrottle } from '../app/people/log-in-throttle.ts';
import type { Passkeys } from '../app/people/passkeys.ts';
import type { SecondFactor } from '../app/people/second-factor.ts';
import type { SecurityLog } from '../app/people/security-log.ts';
import type { AuditStore } from '../app/ports/audit.ts';
import type { Log } from '../app/ports/ports.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import type { Config } from '../config.ts';
import type { Role } from '../contract/people.ts';
import { createLdap, type LdapFault } from '../directory/ldap.ts';
import { createDevices } from '../http/devices.ts';
import type { PersonForLogIn } from '../http/me.ts';
import { createOidc } from '../http/oidc.ts';
import { HttpProblem } from '../http/problem.ts';
import { providerLogOut } from '../http/provider-log-out.ts';
import { createPartyOf } from '../http/relying-party.ts';
import { accountRoutes } from '../http/routes/accounts.ts';
import { mySessionRoutes } from '../http/routes/my-sessions.ts';
import { oidcRoutes } from '../http/routes/oidc.ts';
import { passkeyRoutes } from '../http/routes/passkeys.ts';
import { secondFactorRoutes } from '../http/routes/second-factor.ts';
import { sessionRoutes } from '../http/routes/session.ts';
import type { Gateway } from '../realtime/gateway.ts';
import { hashPassword, TooManyPasswords, verifyPassword } from '../store/passwords.ts';
import type { People } from '../store/people.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { Core } from './core.ts';

export interface LogInDeps {
  readonly config: Config;
  readonly core: Pick<Core, 'refreshPeople'>;
  readonly people: People;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  readonly sealer: Sealer;
  readonly sessionStore: SessionStore;
  readonly tallies: Tallies;
  readonly security: SecurityLog;
  readonly audit: Pick<AuditStore, 'note'>;
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

const tooManyAttempts = (error: unknown): never => {
  if (!(error instanceof TooManyPasswords)) throw error;
  throw new HttpProblem(429, 'too_many_attempts', 'Too many attempts at one time. Wait a moment.');
};

/** How people get in, show who they are, and get out. */
export function createLogIn(deps: LogInDeps) {
  const { config, people, secondFactor, passkeys, security, https, leaveQueue, endSockets, log } = deps;
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

  const ldap = config.ldap && createLdap(config.ldap);
  const emergencyName = (config.oidc ?? config.ldap)?.emergencyAccount ?? null;
  const isEmergency = ({ username }: { readonly username: string }) => username === emergencyName;
  const elsewhere = (person: PersonForLogIn) => ldap !== null && !isEmergency(person);
  const directoryProblem = ({ id: personId }: { readonly id: string }, why: LdapFault) => {
    security.say({ event: 'directory.failed', personId, subject: why });
    const word = why === 'away' ? 'directory_away' : 'directory_certificate';
    return new HttpProblem(503, word, 'The directory that keeps passwords cannot be asked.');
  };
  const ownLine = (userId: string) => `person ${userId}`;
  const verify = async (
    person: PersonForLogIn | null,
    password: string,
    line = ownLine(person?.id ?? ''),
  ): Promise<boolean> => {
    if (ldap === null || person === null || !elsewhere(person))
      return verifyPassword(person?.passwordHash ?? null, password, line).catch(tooManyAttempts);
    const said = await ldap.check(person.username, password);
    if (said === 'right' || said === 'wrong') return said === 'right';
    throw directoryProblem(person, said);
  };
  const groupRoles = createGroupRoles({
    mapping: config.groupRoles,
    changeRole: people.changeRole,
    endSessions: people.endSessions,
    audit: deps.audit,
  });
  const roleOf = async (person: PersonForLogIn): Promise<Role> => {
    if (ldap === null || config.groupRoles === null || isEmergency(person)) return person.role as Role;
    const groups = await ldap.groupsOf(person.username);
    if (groups === 'away' || groups === 'certificate') throw directoryProblem(person, groups);
    const role = await groupRoles.settle(person, groups);
    if (role !== null) return role as Role;
    security.note({ event: 'login.failed', personId: person.id, subject: 'groups' });
    throw new HttpProblem(403, 'no_role', 'The groups that work here are others.');
  };
  const partyOf = createPartyOf(config.http.publicUrl);
  const emergencyAccount = config.oidc?.emergencyAccount ?? null;
  const owes = async (person: PersonForLogIn) => {
    if (person.passwordExpiresAt !== null && !elsewhere(person)) return 'password';
    const { required, on } = await secondFactor.state(person);
    return required && !on && !(await passkeys.isOn(person.id)) ? 'second_factor' : null;
  };
  const oidc =
    config.oidc && createOidc({ ...config.oidc, callback: `${config.http.publicUrl}/api/session/provider/back` });
  const groups =
    ldap &&
    createGroupWatch({
      people: deps.sessionStore.people.bind(deps.sessionStore),
      byId: people.byId,
      isEmergency,
      groupsOf: ldap.groupsOf,
      groupRoles,
      log,
    });
  const tokens = deps.sessionStore;
  const routes = [
    sessionRoutes({
      byUsername: people.byUsername,
      byId: people.byId,
      verify,
      spendFirstPassword: people.spendFirstPassword,
      changePassword: async (userId, password, sessionId) =>
        people.changePassword(userId, await hashPassword(password, ownLine(userId)).catch(tooManyAttempts), sessionId),
      tokens,
      throttle,
      secondFactor,
      passkeys,
      partyOf,
      roleOf,
      owes,
      security,
      devices: createDevices({ secret: config.secrets.session, secure: https }),
      office: {
        ...config.office,
        lockAfterMinutes: config.lockAfterMinutes,
        provider: config.oidc && { name: config.oidc.name },
      },
      emergencyAccount,
      isEmergency,
      elsewhere,
      loggedIn: deps.core.refreshPeople,
      loggedOut: async (userId, sessionId) => {
        endSockets({ sessionId });
        await leaveQueue(userId, sessionId);
      },
    }),
    passkeyRoutes({
      ...{ passkeys, partyOf, roleOf, owes, emergencyAccount, isEmergency, security },
      byId: people.byId,
      loggedIn: deps.core.refreshPeople,
    }),
    oidcRoutes({
      oidc,
      publicUrl: config.http.publicUrl,
      byUsername: people.byUsername,
      groupRoles,
      isEmergency,
      tokens,
      sealer: deps.sealer,
      secure: https,
      security,
      loggedIn: deps.core.refreshPeople,
    }),
    secondFactorRoutes({
      secondFactor,
      passkeys,
      partyOf,
      byId: people.byId,
      verify,
      throttle,
      security,
      tokens,
      factorSeen: people.factorSeen,
    }),
    accountRoutes({
      accounts: people.accounts,
      byId: people.byId,
      secondFactor,
      endSessions: async (userId) => {
        await people.endSessions(userId);
        endSockets({ userId });
      },
      security,
    }),
    mySessionRoutes({
      sessions: deps.sessionStore,
      tokens,
      isPasswordOf: async (userId, password) => verify(await people.byId(userId), password),
      ...{ secondFactor, passkeys, partyOf },
      throttle,
      ended: (sessionId) => endSockets({ sessionId }),
      security,
    }),
  ];
  return {
    routes,
    /** What the provider tells us by itself. */
    machines: oidc
      ? providerLogOut({
          told: oidc.told,
          end: async (subject) => {
            for (const sessionId of await deps.sessionStore.endOfProvider(subject)) endSockets({ sessionId });
          },
          security,
        })
      : null,
    /** Null: no directory keeps passwords. */
    groups,
    warnings: () => (deps.elapsed() - guessedAt < guessingShownMs ? ['somebody guesses passwords: see the audit'] : []),
  };
}
