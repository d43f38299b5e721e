import type { AddressInfo } from 'node:net';
import { oneExchange } from '../../telephony/exchanges.ts';
import { createAlarms } from '../app/alerts/alarms.ts';
import { createOfficeCalendar } from '../app/calendar/office-calendar.ts';
import { createServiceHours } from '../app/calendar/service-hours.ts';
import { createYearTables } from '../app/calendar/year-tables.ts';
import { createPasskeys } from '../app/people/passkeys.ts';
import { createSecondFactor } from '../app/people/second-factor.ts';
import type { FileWorkshop } from '../app/ports/files.ts';
import type { MakePaper, MakeWorkbook } from '../app/ports/papers.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { CertifiedSigning } from '../app/ports/signing.ts';
import type { MessageTemplate } from '../app/ports/templates.ts';
import type { ReadSop } from '../app/procedures/read.ts';
import { stopwatch } from '../clock.ts';
import type { Config } from '../config.ts';
import { noOffice } from '../domain/papers/office.ts';
import type { Service } from '../domain/service/service.ts';
import { sessionLimits } from '../http/session.ts';
import { createMetrics } from '../metrics.ts';
import type { Shutdown } from '../shutdown.ts';
import { createAlarmStore } from '../store/alarms.ts';
import { createAuditStore } from '../store/audit.ts';
import { isAway } from '../store/away.ts';
import { createBoardFigures } from '../store/board-figures.ts';
import { createCalendarStore } from '../store/calendar.ts';
import type { createDataSource } from '../store/data-source.ts';
import { createDestructionStore } from '../store/destructions.ts';
import { createFigureStore } from '../store/figures/store.ts';
import { createPaperTemplates } from '../store/papers.ts';
import { createPasskeyStore } from '../store/passkeys.ts';
import { generateRecoveryCode } from '../store/passwords.ts';
import { createPastCases } from '../store/past-cases.ts';
import { createPeople } from '../store/people.ts';
import { createPeopleList } from '../store/people-list.ts';
import { createPersonRights } from '../store/person-rights.ts';
import { createReportSchedules } from '../store/report-schedules.ts';
import { createReportTokens } from '../store/report-tokens.ts';
import { createSecondFactors } from '../store/second-factors.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import { createStandardPapers } from '../store/service-standards.ts';
import { createSessionStore } from '../store/session-store.ts';
import { createSopVersionStore } from '../store/sop-versions.ts';
import { createStore } from '../store/store.ts';
import { createTallies } from '../store/tallies.ts';
import { createWallboards } from '../store/wallboards.ts';
import { readAgentChoices } from './agent-choices.ts';
import { type Core, createCore } from './core.ts';
import type { ExchangeWiring } from './exchange.ts';
import { createFiles, createFileVault, forgetBlob } from './files.ts';
import { createWeb } from './http.ts';
import { createLettingGo } from './letting-go.ts';
import { createLists } from './lists.ts';
import type { MessagingWiring } from './messaging.ts';
import { createNotifying } from './notifications.ts';
import { readOutsideNumbers } from './outside-numbers.ts';
import { openPaperKinds, unknownStepPapers, unsignedStepPapers } from './paper-kinds.ts';
import { demoOffice } from './papers.ts';
import { createAdministration } from './people.ts';
import { readServices } from './services.ts';
import type { readSopFiles } from './sop-file.ts';
import { openSops } from './sops.ts';

export interface ServerDeps {
  readonly config: Config;
  /** Migrated. */
  readonly dataSource: ReturnType<typeof createDataSource>;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** What limits are counted by, in milliseconds that never step; absent: the machine's. */
  readonly elapsed?: () => number;
  readonly log: Log;
  /** Reads the procedures at hand. */
  readonly readSopFiles: typeof readSopFiles;
  /** Reads what editors of procedures write. */
  readonly readSop: ReadSop;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
  /** Null: nobody signs papers by a certificate. */
  readonly signing: CertifiedSigning | null;
  /** Reads what strangers send. */
  readonly workshop: FileWorkshop;
  readonly wiring: ExchangeWiring;
  readonly messaging: (services: readonly Service[]) => MessagingWiring;
  readonly templates: readonly MessageTemplate[];
  readonly version: string;
  /** The built console. */
  readonly consoleDir: string;
}

export interface SigapServer {
  readonly core: Core;
  /**
   * Starts the parts in the order in which they need each other.
   * @param ending hears of each part that runs how to end it, so that what ran before can end after it
   * @param connect false: the exchange is left alone
   * @returns where it listens
   */
  start(ending: Shutdown['add'], connect?: boolean): Promise<AddressInfo>;
}

/**
 * A whole server but for its database and what starts it.
 * @throws FileFault of a file of the office's own; whatever the database says
 */
export async function createServer(deps: ServerDeps): Promise<SigapServer> {
  const { config, dataSource, sealer, clock, log, wiring, templates, version, consoleDir } = deps;
  const { dataDir, office } = config;
  const { exchange, queue } = wiring;
  const exchanges = wiring.exchanges ?? oneExchange(exchange);
  const procedures = await openSops({
    store: createSopVersionStore(dataSource),
    cases: createPastCases(dataSource),
    dataDir,
    readFiles: deps.readSopFiles,
    clock,
    log,
  });
  const { sops, calendars, lists, warnings, checkCatalogues } = readServices({
    dataDir,
    zone: office.timeZone,
    sops: procedures,
  });
  const officeCalendar = createOfficeCalendar({
    ...{ store: createCalendarStore(dataSource), calendars, clock, zone: office.timeZone, log },
    changed: () => core.recount(),
  });
  await officeCalendar.load();
  const catalogues = createLists({
    ...{ dataSource, sops, lists, clock, log },
    changed: (version) => core.system.lists(version),
  });
  await catalogues.officeLists.load();
  await checkCatalogues(catalogues.inUse);
  const silent = sops.services.filter(({ basis }) => basis === null).map(({ id }) => id);
  if (silent.length > 0)
    log.warn(
      { services: silent },
      'these services tell citizens no legal basis (UU 27/2022, art. 21): see services.yaml',
    );
  for (const { en, id, urgency } of warnings(clock.now())) if (urgency !== 'later') log.warn({ id }, en);
  const kinds = await openPaperKinds({
    ...{ dataDir, makePaper: deps.makePaper, log, store: createPaperTemplates(dataSource) },
    otherwise: config.production ? noOffice : demoOffice,
  });
  const inForce = procedures.published.inForce();
  const served = inForce.filter(({ id }) => sops.services.some(({ sopId }) => sopId === id));
  for (const one of unsignedStepPapers(served, kinds))
    kinds.warn(one, 'a step ends by a paper that nobody may sign: name who holds the role in papers/office.yaml');
  for (const { sop, step, paper } of unknownStepPapers(inForce, kinds))
    log.error(
      { sop, step, paper },
      'a step ends by a paper that nobody has written: put its file into the folder papers',
    );
  const choices = readAgentChoices(dataDir);
  const store = createStore({ dataSource, sealer, officeCode: office.code });
  const metrics = createMetrics();
  const messaging = deps.messaging(sops.services);
  const messages = { gateways: messaging.gateways, templates, language: office.locale };
  const notifying = createNotifying({ config, dataSource, sealer, sops, messaging: messages, clock, log, metrics });
  const wallboards = createWallboards(dataSource);
  const core = createCore({
    store,
    boards: { ...createBoardFigures(dataSource), tiles: wallboards.tiles },
    ...{ published: procedures.published, calendar: () => calendars.calendar('office') },
    clock,
    log,
    sops,
    timeZone: office.timeZone,
    queue,
    definesQueues: exchange.definesQueues,
    leadsOut: exchange.leadsOut,
    choices,
    exchanges,
    execute: exchange.execute,
    dialling: { dials: exchange.dials, countries: config.callCountries },
    messaging: { ...messages, reportedElsewhere: notifying.reported },
    outside: readOutsideNumbers(dataDir),
    transferControl: () => exchange.transferControl,
    supervisionControl: () => exchange.supervisionControl,
    recordingControl: () => exchange.recordingControl,
    listeningShown: config.listeningShown,
    isAway,
    emit: (change) => web.gateway.send(change),
    alertRaised: notifying.raised,
    raiseAlarm: (alarm) => alarms.raise(alarm),
    anomaly: metrics.anomaly,
  });
  const vault = createFileVault(config);
  const files = createFiles({ config, core, store, vault, workshop: deps.workshop, messaging, clock, log });
  const lettingGo = createLettingGo({
    ...{ config, dataSource, sealer, sops, exchange, messaging, clock, log },
    files: { store: vault.store, forget: forgetBlob(vault) },
  });
  const alarms = createAlarms({ store: createAlarmStore(dataSource), topics: core.topics, log });
  const web = createWeb({
    config,
    core,
    procedures,
    readSop: (text) =>
      deps.readSop(
        text,
        kinds.all.map(({ id }) => id),
      ),
    makePaper: deps.makePaper,
    makeWorkbook: deps.makeWorkbook,
    store,
    people: createPeople(dataSource),
    administration: (effects) => createAdministration({ store: createPeopleList(dataSource), sealer, clock }, effects),
    secondFactor: createSecondFactor({
      store: createSecondFactors(dataSource),
      sealer,
      clock,
      newCode: generateRecoveryCode,
      issuer: `Sigap ${office.name}`,
      required: config.secondFactorFor,
    }),
    passkeys: createPasskeys({
      store: createPasskeyStore(dataSource),
      fingerprint: sealer.index,
      clock,
      name: `Sigap ${office.name}`,
    }),
    audit: createAuditStore(dataSource),
    figures: createFigureStore(dataSource),
    reportSchedules: createReportSchedules(dataSource, sealer),
    standardPapers: createStandardPapers(dataSource),
    calendar: {
      calendar: officeCalendar,
      yearTables: createYearTables(officeCalendar),
      serviceHours: createServiceHours(calendars.definitions, officeCalendar),
      ...{ definitions: calendars.definitions, warnings },
      usedBy: (id) =>
        sops.services.filter(({ hours }) => calendars.calendar(hours).definition.id === id).map(({ name }) => name),
    },
    catalogues: catalogues.routes,
    alarms,
    personRights: createPersonRights({ dataSource, sealer, sops }),
    lettingGo,
    files,
    papers: {
      signing: deps.signing,
      ...{ kinds, vault, workshop: deps.workshop },
      destructions: createDestructionStore(dataSource, {
        sealer,
        sopOf: ({ sopId, sopVersion }) => sops.get(sopId, sopVersion),
      }),
    },
    sealer,
    sessionStore: createSessionStore(
      dataSource,
      sessionLimits,
      (error) => log.warn({ err: error }, 'sessions could not be tended'),
      config.secondFactorFor,
      config.ldap?.emergencyAccount ?? null,
    ),
    choices,
    wallboards,
    reportTokens: createReportTokens(dataSource),
    tallies: createTallies(
      dataSource,
      sealer.index,
      (error) => log.warn({ err: error }, 'tallies could not be tended'),
      deps.elapsed,
    ),
    elapsed: deps.elapsed ?? stopwatch,
    wiring,
    notifying,
    messaging,
    metrics,
    clock,
    log,
    version,
    consoleDir,
  });
  metrics.watch({
    openCalls: () => core.liveCalls.open().length,
    backlog: () => core.callEvents.backlog,
    pendingDeadlines: () => core.deadlines.pending,
    sockets: () => web.gateway.sockets,
    databaseAvailable: () => core.system.now.database.available,
    exchanges: () => exchanges.names.map((name) => [name, exchanges.named(name).status()]),
    gateways: core.messages.gateways.statuses,
    messagesWaiting: store.messages.backlog,
    messagesSetAside: store.messages.setAside.counts,
  });

  return {
    core,
    start: async (ending, connect = true) => {
      procedures.published.start();
      ending('versions of procedures', procedures.published.stop);
      core.system.lists(catalogues.officeLists.version());
      await core.start();
      ending('use cases', core.stop, 10_000);
      officeCalendar.start();
      ending('holidays', officeCalendar.stop, 10_000);
      catalogues.officeLists.start();
      ending('lists of choices', catalogues.officeLists.stop, 10_000);
      await notifying.start();
      ending('notifications', notifying.stop);
      web.reports.start();
      ending('reports by e-mail', web.reports.stop, 10_000);
      alarms.start();
      ending('alarms', alarms.stop);
      if (web.groups) {
        web.groups.start();
        ending('groups of the directory', web.groups.stop);
      }
      lettingGo.start();
      ending('retention', lettingGo.stop);
      files.start();
      ending('files', files.stop);
      await new Promise<void>((resolve, reject) => {
        web.server.once('error', reject);
        web.server.listen(config.http.port, config.http.host, resolve);
      });
      ending('web server', () => web.gateway.close());
      const { event, register } = core.callEvents;
      const { takeOver } = core;
      const { missedSince } = core.hearing;
      const menuOf = (dnis: string) => sops.hotlineOf(dnis).menu;
      const asked = wiring.asked?.({ register, menuOf });
      if (asked) {
        await asked.start();
        ending('questions of the dialplan', asked.stop);
      }
      const menus = sops.services.flatMap(({ id, menu }) => (menu ? [id] : []));
      if (connect)
        exchange.start({ event, register, takeOver, missedSince, queueOf: core.queues.queueOf, menuOf, menus });
      ending('exchange', exchange.stop);
      return web.server.address() as AddressInfo;
    },
  };
}
