import { createServer, type Server } from 'node:http';
import type { Alarms } from '../app/alerts/alarms.ts';
import { createAnswers } from '../app/answers/answers.ts';
import { createFindAnswers } from '../app/answers/find.ts';
import { createCaseDetails } from '../app/cases/case-detail.ts';
import { createFigures } from '../app/figures/figures.ts';
import type { Passkeys } from '../app/people/passkeys.ts';
import { mayDeliver } from '../app/people/policies.ts';
import type { SecondFactor } from '../app/people/second-factor.ts';
import { createSecurityLog } from '../app/people/security-log.ts';
import type { AuditStore } from '../app/ports/audit.ts';
import type { FigureStore } from '../app/ports/figures.ts';
import type { MakePaper, MakeWorkbook } from '../app/ports/papers.ts';
import type { PersonRightsStore } from '../app/ports/person-rights.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import type { WallboardStore } from '../app/ports/wallboards.ts';
import { createPersonRights } from '../app/privacy/person-rights.ts';
import { createSopPreview } from '../app/procedures/preview.ts';
import { isUnknownVersion } from '../app/procedures/published.ts';
import type { ReadSop } from '../app/procedures/read.ts';
import { createSopVersions } from '../app/procedures/versions.ts';
import type { Every } from '../app/shared/every.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import { createSatisfaction } from '../app/surveys/satisfaction.ts';
import type { Config } from '../config.ts';
import type { PhoneSettings } from '../contract/people.ts';
import type { AgentChoices } from '../domain/agent/choices.ts';
import { createHttpApp } from '../http/app.ts';
import { paceEarly } from '../http/early-pace.ts';
import { createFileAddresses } from '../http/file-address.ts';
import { boundHalfOpen, requestLimits } from '../http/half-open.ts';
import { socketListenerOf, wallboardOf } from '../http/listener.ts';
import { pacePerPerson } from '../http/pace.ts';
import { createErrorHandler } from '../http/problem.ts';
import { agentRoutes } from '../http/routes/agents.ts';
import { alarmRoutes } from '../http/routes/alarms.ts';
import { alertRoutes } from '../http/routes/alerts.ts';
import { announcementRoutes } from '../http/routes/announcements.ts';
import { answerRoutes } from '../http/routes/answers.ts';
import { auditRoutes } from '../http/routes/audit.ts';
import { basisRoutes } from '../http/routes/basis.ts';
import { blockRoutes } from '../http/routes/blocked.ts';
import { caseRoutes, reveals } from '../http/routes/cases.ts';
import { figureRoutes } from '../http/routes/figures.ts';
import { fileRoutes } from '../http/routes/files.ts';
import { intakeRoutes } from '../http/routes/intake.ts';
import { messageRoutes } from '../http/routes/messages.ts';
import { missedRoutes } from '../http/routes/missed.ts';
import { notificationRoutes } from '../http/routes/notifications.ts';
import { privacyRoutes } from '../http/routes/privacy.ts';
import { queueRoutes } from '../http/routes/queues.ts';
import { recordingRoutes } from '../http/routes/recordings.ts';
import { sopRoutes } from '../http/routes/sops.ts';
import { supervisionRoutes } from '../http/routes/supervision.ts';
import { surveyRoutes } from '../http/routes/surveys.ts';
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
import type { Files } from './files.ts';
import { createHealth } from './health.ts';
import { createLacakWiring, createLaporWiring } from './lacak.ts';
import type { LettingGo } from './letting-go.ts';
import { createLogIn } from './log-in.ts';
import type { MessagingWiring } from './messaging.ts';
import type { Notifying } from './notifications.ts';
import { createPaperWiring, type PapersWiringDeps } from './papers.ts';
import type { Sops } from './sops.ts';
import { createWallboardWiring } from './wallboards.ts';

export interface HttpDeps {
  readonly config: Config;
  readonly core: Core;
  readonly procedures: Sops;
  readonly readSop: ReadSop;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
  readonly store: Store;
  readonly people: People;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  readonly audit: AuditStore;
  readonly figures: FigureStore;
  readonly alarms: Alarms;
  readonly personRights: PersonRightsStore;
  readonly lettingGo: LettingGo;
  readonly files: Files;
  readonly papers: Pick<PapersWiringDeps, 'kinds' | 'vault' | 'workshop'>;
  readonly sealer: Sealer;
  readonly sessionStore: SessionStore;
  readonly choices: AgentChoices;
  readonly wallboards: WallboardStore;
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
export function createWeb(deps: HttpDeps): {
  readonly server: Server;
  readonly gateway: Gateway;
  /** Looks at who is still in the groups of a directory; null: there is none. */
  readonly groups: Every | null;
} {
  const { config, core, procedures, store, people, wiring, clock, log, metrics } = deps;
  const { directory, sops, agents, liveCalls, liveCases, liveAlerts, actions, callBacks, kickOutbox } = core;
  const { reachOf } = core.messages;
  const detail = createCaseDetails({
    ...{ store, liveCases, directory, sops, clock, reachOf },
    callBackFor: callBacks.offered,
    blockOf: core.blockList.of,
  });
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
  const walls = createWallboardWiring({ ...deps, session, https, security, endSockets: (of) => gateway.end(of) });
  const addresses = createFileAddresses({ sealer: deps.sealer, clock });
  const papers = createPaperWiring({ ...deps, ...deps.papers, security });
  const acting = { ...actions, ...papers.acting };
  const allowance = createSharedAllowance({ name: 'reveal', ...reveals, tallies });
  const app = createHttpApp({
    trustProxy: config.http.trustProxy,
    version: deps.version,
    https,
    session,
    earlyPace: paceEarly(sessionCookieOf, deps.elapsed),
    pace: pacePerPerson(deps.elapsed),
    machines: [
      ['/', createHealth({ ...deps, warnings: () => [...logIn.warnings(), ...deps.papers.kinds.warnings] })],
      ['/', papers.page],
      ...(logIn.machines ? [['/', logIn.machines] as const] : []),
      ...deps.messaging.routers,
      ...wiring.routers,
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
        wrapUps: core.wrapUps,
        reasons: deps.choices.pauseReasons,
      }),
      transferRoutes({ transfers: core.transfers }),
      missedRoutes({ missed: core.missed }),
      supervisionRoutes({
        ...{ listenings: core.listenings, interventions: core.interventions, helps: core.helps },
        reasons: deps.choices.pauseReasons,
        control: () => ({
          ...wiring.exchange.supervisionControl,
          takeOver: wiring.exchange.transferControl.blind,
        }),
      }),
      announcementRoutes({ doors: core.doors }),
      queueRoutes({
        ...{ queues: core.queues, directory, sops, choices: deps.choices },
        makes: wiring.exchange.definesQueues,
      }),
      blockRoutes({ blockList: core.blockList }),
      caseRoutes({
        actions: acting,
        callBacks,
        access: core.access,
        detail,
        store,
        liveCases,
        directory,
        sops,
        security,
        inTheOpen: core.words.inTheOpen,
        reveals: allowance,
      }),
      answerRoutes({
        ...{
          store,
          detail,
          access: core.access,
          directory,
          sops,
          clock,
          zone: config.office.timeZone,
          actions: acting,
        },
        answers: createAnswers({ store, clock }),
        finder: createFindAnswers({
          ...{ store, sops, directory, publisher: core.publisher, words: core.words, clock },
          ...{ office: config.office.name, zone: config.office.timeZone },
        }),
      }),
      basisRoutes({ recordBasis: core.recordBasis, access: core.access, store }),
      fileRoutes({
        ...{ store, access: core.access, directory, addresses, security, clock, log },
        ...{ keep: deps.files.keep, looks: deps.files.looks, limits: deps.files.limits },
      }),
      createLaporWiring({
        ...{ store, sops, intake: core.intake, publisher: core.publisher, clock, sealer: deps.sealer, tallies },
      }),
      ...papers.routes,
      createLacakWiring({
        ...{ store, sops, publisher: core.publisher, keep: deps.files.keep, clock, sealer: deps.sealer, tallies },
        changed: core.messages.conversations.changed,
      }),
      walls.routes,
      alarmRoutes({ alarms: deps.alarms }),
      auditRoutes({ audit: deps.audit }),
      figureRoutes({
        figures: createFigures({ store: deps.figures, sops, people: store.people }),
        timeZone: config.office.timeZone,
      }),
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
        retention: deps.lettingGo.report,
        clock,
        directory,
        addresses,
        makePaper: deps.makePaper,
      }),
      surveyRoutes({ satisfaction: createSatisfaction({ store, sops, directory }), zone: config.office.timeZone }),
      intakeRoutes({ intake: core.intake, detail, sops, clock }),
      messageRoutes({
        ...{ messages: core.messages, access: core.access, store, directory, sops, clock, security },
        inTheOpen: core.words.inTheOpen,
      }),
      notificationRoutes({ ...deps.notifying, store, directory }),
      recordingRoutes({
        ...{ store, access: core.access, states: core.recordingStates, exchange: wiring.exchange, log },
      }),
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
    identify: walls.identify as never,
    listenerOf: socketListenerOf as (request: object) => ReturnType<typeof socketListenerOf>,
    topics: core.topics,
    liveSessions: walls.liveSessions,
    publicUrl: config.http.publicUrl,
    sessionCookieOf,
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
  return { server, gateway, groups: logIn.groups };
}

/** The browser is the telephone where the exchange has a way for it and the agent has no other telephone. */
async function phoneSettings({ people, sealer, wiring }: HttpDeps, userId: string): Promise<PhoneSettings> {
  const person = await people.byId(userId);
  const ofBrowser = person && wiring.browserPhone?.settings(person, sealer.open);
  return ofBrowser ?? { mode: 'exchange', control: wiring.exchange.phoneControl };
}
