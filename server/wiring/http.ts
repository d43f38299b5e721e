import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { mayDeliver } from '../app/people/policies.ts';
import { createSecurityLog } from '../app/people/security-log.ts';
import { isUnknownVersion } from '../app/procedures/published.ts';
import type { Every } from '../app/shared/every.ts';
import type { Loop } from '../app/shared/loop.ts';
import { createHttpApp } from '../http/app.ts';
import { paceEarly } from '../http/early-pace.ts';
import { boundHalfOpen, requestLimits } from '../http/half-open.ts';
import { socketListenerOf, wallboardOf } from '../http/listener.ts';
import { pacePerPerson } from '../http/pace.ts';
import { createErrorHandler } from '../http/problem.ts';
import { createTokenDoor } from '../http/report-tokens.ts';
import { cookieName, createSession, listenerOf } from '../http/session.ts';
import { sessionTokenOf } from '../http/session-token.ts';
import { createGateway, type Gateway } from '../realtime/gateway.ts';
import { isAway, isUnstorable } from '../store/away.ts';
import { createApi } from './api.ts';
import { createHealth } from './health.ts';
import type { HttpDeps } from './http-deps.ts';
import { createCitizenMail, createLacakWiring, createLaporWiring } from './lacak.ts';
import { createLogIn } from './log-in.ts';
import { createPaperWiring } from './papers.ts';
import { createPeopleEffects } from './people-effects.ts';
import { createReportWiring } from './reports.ts';
import { createWallboardWiring } from './wallboards.ts';

/** The web server with its sockets; it listens nowhere yet. */
export function createWeb(deps: HttpDeps): {
  readonly server: Server;
  readonly gateway: Gateway;
  /** Looks at who is still in the groups of a directory; null: there is none. */
  readonly groups: Every | null;
  /** Sends the reports that are due. */
  readonly reports: Loop;
} {
  const { config, core, store, people, wiring, clock, log, metrics } = deps;
  const { directory, agents, liveAlerts, kickOutbox } = core;
  const https = config.http.publicUrl?.startsWith('https:') ?? false;
  const session = createSession({ store: deps.sessionStore, secret: config.secrets.session, secure: https });

  const leaveQueue = async (userId: string, sessionId: string) => {
    if (!directory.byId(userId)?.extension) return;
    const ask = { type: 'ask', state: 'logged-out', reason: null } as const;
    agents.committed(
      await store.transaction((tx) => agents.change(tx, userId, ask, `logout:${sessionId}:${clock.now()}`)),
    );
    kickOutbox();
  };
  /** Whoever works here no more, or as something else, is rung no more either; the others only lost their log-in. */
  const whoLeft = async (userId: string, sessionId: string) => {
    const person = await people.byId(userId);
    if (person?.role === directory.byId(userId)?.role) return;
    await leaveQueue(userId, sessionId);
    await core.listenings.endOf(userId);
    await core.refreshPeople();
  };

  const { audit, alarms, tallies, elapsed } = deps;
  const security = createSecurityLog({ audit, alarms, tallies, log, elapsed });
  const logIn = createLogIn({ ...deps, security, https, leaveQueue, endSockets: (of) => gateway.end(of) });
  const walls = createWallboardWiring({
    ...{ ...deps, session, https, security },
    published: deps.procedures.published,
    chosen: core.boards.changed,
    endSockets: (of) => gateway.end(of),
  });
  const { timeZone } = config.office;
  const programs = createTokenDoor({ tokens: deps.reportTokens, security, timeZone, session });
  const tokensOf = (request: IncomingMessage) =>
    [
      sessionTokenOf(request.headers.cookie ?? '', cookieName(https)),
      walls.tokenOf(request),
      programs.tokenOf(request),
    ].filter((token) => token !== null);
  const reports = createReportWiring(deps);
  const papers = createPaperWiring({ ...deps, ...deps.papers, security });
  const lacak = createLacakWiring({
    ...{
      store,
      sops: core.sops,
      publisher: core.publisher,
      keep: deps.files.keep,
      clock,
      sealer: deps.sealer,
      tallies,
    },
    ...{ kinds: deps.papers.kinds, vault: deps.papers.vault },
    changed: core.messages.conversations.changed,
    mail: createCitizenMail(deps.messaging.gateways, clock, log),
    page: {
      ...{ isAway, office: config.office.name, zone: config.office.timeZone, dir: deps.consoleDir },
      ...{ publicUrl: config.http.publicUrl, https },
    },
  });
  const lapor = createLaporWiring({
    ...{ store, sops: core.sops, intake: core.intake, publisher: core.publisher, clock, sealer: deps.sealer, tallies },
    mails: deps.messaging.gateways.gatewayFor('email') !== null,
    page: {
      ...{ fingerprint: deps.sealer.index, isAway, office: config.office.name, dir: deps.consoleDir },
      ...{ publicUrl: config.http.publicUrl, https },
    },
  });
  const app = createHttpApp({
    trustProxy: config.http.trustProxy,
    version: deps.version,
    https,
    session: programs.identify,
    earlyPace: paceEarly(tokensOf, deps.elapsed),
    pace: pacePerPerson(deps.elapsed),
    machines: [
      ['/', createHealth({ ...deps, warnings: () => [...logIn.warnings(), ...deps.papers.kinds.warnings] })],
      ['/', papers.page],
      ['/', lapor.page],
      ['/', lacak.page],
      ...(logIn.machines ? [['/', logIn.machines] as const] : []),
      ...deps.messaging.routers,
      ...wiring.routers,
    ],
    api: createApi(deps, {
      logIn: logIn.routes,
      walls: walls.routes,
      papers,
      lapor: lapor.routes,
      lacak: lacak.routes,
      reports,
      security,
      administration: deps.administration(
        createPeopleEffects({ core, leaveQueue, endSockets: (of) => gateway.end(of), newId: randomUUID }),
      ),
    }),
    errors: createErrorHandler({
      log,
      isAway: (error) => isAway(error) || isUnknownVersion(error),
      isUnstorable,
      refused: (request) =>
        security.say({
          event: 'refused',
          personId: listenerOf(request)?.userId ?? null,
          subject: [request.route?.path ?? '', request.reportToken?.prefix].join(' ').trim(),
        }),
    }),
    consoleDir: deps.consoleDir,
    browserPhone: wiring.browserPhone,
  });

  const server = createServer(requestLimits, app);
  boundHalfOpen(server);
  const gateway = createGateway({
    server,
    identify: walls.identify as never,
    listenerOf: socketListenerOf as (request: object) => ReturnType<typeof socketListenerOf>,
    topics: core.topics,
    liveSessions: walls.liveSessions,
    publicUrl: config.http.publicUrl,
    tokensOf,
    clock,
    elapsed: deps.elapsed,
    log,
    sessionOver: (userId, sessionId) => {
      // Who revoked it is noted there.
      if (wallboardOf(sessionId) !== null) return;
      security.note({ event: 'session.ended', personId: userId, subject: 'sockets' });
      whoLeft(userId, sessionId).catch((error: unknown) => log.warn({ err: error }, 'who left could not be noted'));
    },
    delivered: (asker, alertIds) => {
      const theirs = alertIds.filter((id) => mayDeliver(asker, liveAlerts.topicsOf(id)));
      if (theirs.length === 0) return;
      const noted = deps.notifying.notifications.shown(theirs, asker.userId, clock.now());
      Promise.all([store.markDelivered(theirs, clock.now()), noted])
        .then(([alerts]) => {
          liveAlerts.put(alerts);
          alerts.forEach(metrics.alertDelivered);
        })
        .catch((error: unknown) => log.warn({ err: error }, 'a delivery could not be noted'));
    },
  });
  return { server, gateway, groups: logIn.groups, reports: reports.sender };
}
