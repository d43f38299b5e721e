import { createServer, type Server } from 'node:http';
import { createCaseDetails } from '../app/cases/case-detail.ts';
import { mayDeliver } from '../app/people/policies.ts';
import type { SecondFactor } from '../app/people/second-factor.ts';
import { createSecurityLog } from '../app/people/security-log.ts';
import type { AuditStore } from '../app/ports/audit.ts';
import type { PersonRightsStore } from '../app/ports/person-rights.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import { createPersonRights } from '../app/privacy/person-rights.ts';
import { createSopPreview } from '../app/procedures/preview.ts';
import { isUnknownVersion } from '../app/procedures/published.ts';
import type { ReadSop } from '../app/procedures/read.ts';
import { createSopVersions } from '../app/procedures/versions.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import type { Config } from '../config.ts';
import type { PhoneSettings } from '../contract/people.ts';
import { faultLine } from '../domain/shared/file-fault.ts';
import { createHttpApp } from '../http/app.ts';
import { paceEarly } from '../http/early-pace.ts';
import { boundHalfOpen, requestLimits } from '../http/half-open.ts';
import { healthRoutes } from '../http/health.ts';
import { pacePerPerson } from '../http/pace.ts';
import { createErrorHandler } from '../http/problem.ts';
import { agentRoutes } from '../http/routes/agents.ts';
import { alertRoutes } from '../http/routes/alerts.ts';
import { auditRoutes } from '../http/routes/audit.ts';
import { caseRoutes, reveals } from '../http/routes/cases.ts';
import { intakeRoutes } from '../http/routes/intake.ts';
import { messageRoutes } from '../http/routes/messages.ts';
import { notificationRoutes } from '../http/routes/notifications.ts';
import { privacyRoutes } from '../http/routes/privacy.ts';
import { recordingRoutes } from '../http/routes/recordings.ts';
import { sopRoutes } from '../http/routes/sops.ts';
import { transferRoutes } from '../http/routes/transfers.ts';
import { createSession, listenerOf, sessionCookieOf } from '../http/session.ts';
import type { createMetrics } from '../metrics.ts';
import { createGateway, type Gateway } from '../realtime/gateway.ts';
import { isAway, isUnstorable } from '../store/away.ts';
import type { People } from '../store/people.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { Core } from './core.ts';
import type { ExchangeWiring } from './exchange.ts';
import { createLogIn } from './log-in.ts';
import type { MessagingWiring } from './messaging.ts';
import type { Notifying } from './notifications.ts';
import type { Sops } from './sops.ts';

export interface HttpDeps {
  readonly config: Config;
  readonly core: Core;
  readonly procedures: Sops;
  readonly readSop: ReadSop;
  readonly store: Store;
  readonly people: People;
  readonly secondFactor: SecondFactor;
  readonly audit: AuditStore;
  readonly personRights: PersonRightsStore;
  readonly sealer: Sealer;
  readonly sessionStore: SessionStore;
  readonly tallies: Tallies;
  readonly elapsed: () => number;
  readonly wiring: ExchangeWiring;
  readonly notifying: Notifying;
  readonly messaging: MessagingWiring;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly consoleDir: string;
}

/** The web server with its sockets; it listens nowhere yet. */
export function createWeb(deps: HttpDeps): { readonly server: Server; readonly gateway: Gateway } {
  const { config, core, procedures, store, people, wiring, clock, log, metrics } = deps;
  const { directory, sops, agents, liveCalls, liveCases, liveAlerts, actions, callBacks, kickOutbox } = core;
  const { reachOf } = core.messages;
  const detail = createCaseDetails({ store, liveCases, directory, sops, clock, reachOf, callBacks });
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
    await core.refreshPeople();
  };

  const security = createSecurityLog({ audit: deps.audit, log, elapsed: deps.elapsed });
  const logIn = createLogIn({ ...deps, security, https, leaveQueue, endSockets: (of) => gateway.end(of) });
  const allowance = createSharedAllowance({ name: 'reveal', ...reveals, tallies: deps.tallies });
  const app = createHttpApp({
    trustProxy: config.http.trustProxy,
    version: deps.version,
    https,
    session,
    earlyPace: paceEarly(sessionCookieOf, deps.elapsed),
    pace: pacePerPerson(deps.elapsed),
    machines: [
      [
        '/',
        healthRoutes({
          parts: () => parts(deps),
          gateways: () => gateways(core),
          warnings: () => [
            ...refusals(procedures.refused),
            ...logIn.warnings(),
            ...core.messages.warnings(),
            ...(wiring.exchange.status().warnings ?? []),
          ],
          metrics: metrics.read,
          metricsToken: config.metricsToken,
          metricsHere: !config.production,
        }),
      ],
      ...deps.messaging.routers,
      ...wiring.routers(core.callEvents.register),
    ],
    api: [
      ...logIn.routes,
      agentRoutes({
        store,
        agents,
        directory,
        liveCalls,
        kickOutbox,
        execute: wiring.exchange.execute,
        phoneSettings: (userId) => phoneSettings(deps, userId),
      }),
      transferRoutes({ transfers: core.transfers }),
      caseRoutes({
        actions,
        callBacks,
        access: core.access,
        detail,
        store,
        liveCases,
        directory,
        sops,
        security,
        reveals: allowance,
      }),
      auditRoutes({ audit: deps.audit }),
      privacyRoutes({
        rights: createPersonRights({
          store: deps.personRights,
          directory,
          shown: (records) => {
            for (const one of records) liveCases.put(one);
          },
          note: deps.audit.note,
        }),
        document: { sops, zone: config.office.timeZone, office: config.office.name },
        clock,
      }),
      intakeRoutes({ intake: core.intake, detail, sops, clock }),
      messageRoutes({ messages: core.messages, access: core.access, store, directory, sops, clock, security }),
      notificationRoutes({ ...deps.notifying, store, directory }),
      recordingRoutes({ store, exchange: wiring.exchange, log }),
      alertRoutes({ store, liveAlerts, directory, sops, clock }),
      sopRoutes({
        ...procedures,
        versions: createSopVersions({ ...procedures, office: sops, read: deps.readSop, clock }),
        preview: createSopPreview({ ...procedures, sops, clock, timeZone: config.office.timeZone }),
        services: sops.services,
        directory,
        clock,
      }),
    ],
    errors: createErrorHandler({
      log,
      isAway: (error) => isAway(error) || isUnknownVersion(error),
      isUnstorable,
      refused: (request) =>
        security.say({
          event: 'refused',
          personId: listenerOf(request)?.userId ?? null,
          subject: String(request.route?.path ?? ''),
        }),
    }),
    consoleDir: deps.consoleDir,
    browserPhone: wiring.browserPhone,
  });

  const server = createServer(requestLimits, app);
  boundHalfOpen(server);
  const gateway = createGateway({
    server,
    session: session as never,
    listenerOf: listenerOf as (request: object) => ReturnType<typeof listenerOf>,
    topics: core.topics,
    liveSessions: deps.sessionStore.live.bind(deps.sessionStore),
    publicUrl: config.http.publicUrl,
    sessionCookieOf,
    clock,
    elapsed: deps.elapsed,
    log,
    sessionOver: (userId, sessionId) => {
      security.note({ event: 'session.ended', personId: userId, subject: 'sockets' });
      whoLeft(userId, sessionId).catch((error: unknown) => log.warn({ err: error }, 'who left could not be noted'));
    },
    delivered: (actor, alertIds) => {
      const theirs = alertIds.filter((id) => mayDeliver(actor, liveAlerts.topicsOf(id)));
      if (theirs.length === 0) return;
      const noted = deps.notifying.notifications.shown(theirs, actor.userId, clock.now());
      Promise.all([store.markDelivered(theirs, clock.now()), noted])
        .then(([alerts]) => {
          liveAlerts.put(alerts);
          alerts.forEach(metrics.alertDelivered);
        })
        .catch((error: unknown) => log.warn({ err: error }, 'a delivery could not be noted'));
    },
  });
  return { server, gateway };
}

/** For whoever looks: a gateway that is away keeps nobody from working. */
const gateways = ({ messages }: Core) =>
  Object.fromEntries(Object.entries(messages.gateways.statuses()).map(([name, { connected }]) => [name, connected]));
const refusals = (refused: Sops['refused']): string[] =>
  refused.flatMap(({ file, faults }) => faults.map((fault) => faultLine(fault, file, 'en')));

async function parts({ store, wiring, core }: HttpDeps) {
  const database = await store.ping().then(
    () => true,
    () => false,
  );
  return { database, exchange: wiring.exchange.status().connected, timers: core.deadlines.running };
}

/** The browser is the telephone where the exchange has a way for it and the agent has no other telephone. */
async function phoneSettings({ people, sealer, wiring }: HttpDeps, userId: string): Promise<PhoneSettings> {
  const person = await people.byId(userId);
  const ofBrowser = person && wiring.browserPhone?.settings(person, sealer.open);
  return ofBrowser ?? { mode: 'exchange', control: wiring.exchange.phoneControl };
}
