import { createAnswers } from '../app/answers/answers.ts';
import { createFindAnswers } from '../app/answers/find.ts';
import { createCaseDetails } from '../app/cases/case-detail.ts';
import { createCaseViews } from '../app/cases/case-views.ts';
import { createFindLikeCases } from '../app/cases/like-cases.ts';
import { createBehind } from '../app/figures/behind.ts';
import type { PeopleAdministration } from '../app/people/administration.ts';
import { createPeopleImport } from '../app/people/import-people.ts';
import type { SecurityLog } from '../app/people/security-log.ts';
import { createPersonRights } from '../app/privacy/person-rights.ts';
import { createSopPreview } from '../app/procedures/preview.ts';
import { createSopVersions } from '../app/procedures/versions.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import type { PhoneSettings } from '../contract/people.ts';
import type { HttpAppDeps } from '../http/app.ts';
import { createFileAddresses } from '../http/file-address.ts';
import { agentRoutes } from '../http/routes/agents.ts';
import { alarmRoutes } from '../http/routes/alarms.ts';
import { alertRoutes } from '../http/routes/alerts.ts';
import { announcementRoutes } from '../http/routes/announcements.ts';
import { answerRoutes } from '../http/routes/answers.ts';
import { auditRoutes } from '../http/routes/audit.ts';
import { basisRoutes } from '../http/routes/basis.ts';
import { blockRoutes } from '../http/routes/blocked.ts';
import { calendarRoutes } from '../http/routes/calendar.ts';
import { caseViewRoutes } from '../http/routes/case-views.ts';
import { caseRoutes, reveals } from '../http/routes/cases.ts';
import { catalogueRoutes } from '../http/routes/catalogues.ts';
import { figureRoutes } from '../http/routes/figures.ts';
import { fileRoutes } from '../http/routes/files.ts';
import { intakeRoutes } from '../http/routes/intake.ts';
import { likeCasesRoutes } from '../http/routes/like-cases.ts';
import { messageRoutes } from '../http/routes/messages.ts';
import { missedRoutes } from '../http/routes/missed.ts';
import { notificationRoutes } from '../http/routes/notifications.ts';
import { peopleImportRoutes } from '../http/routes/people-import.ts';
import { peopleListRoutes } from '../http/routes/people-list.ts';
import { privacyRoutes } from '../http/routes/privacy.ts';
import { queueRoutes } from '../http/routes/queues.ts';
import { recordingRoutes } from '../http/routes/recordings.ts';
import { reportTokenRoutes } from '../http/routes/report-tokens.ts';
import { sopRoutes } from '../http/routes/sops.ts';
import { supervisionRoutes } from '../http/routes/supervision.ts';
import { surveyRoutes } from '../http/routes/surveys.ts';
import { transferRoutes } from '../http/routes/transfers.ts';
import type { HttpDeps } from './http-deps.ts';
import type { createPaperWiring } from './papers.ts';
import type { ReportWiring } from './reports.ts';

type Api = HttpAppDeps['api'];

/** What else the routes share. */
export interface ApiParts {
  readonly logIn: Api;
  readonly walls: Api[number];
  readonly papers: Pick<ReturnType<typeof createPaperWiring>, 'acting' | 'routes'>;
  readonly lapor: Api[number];
  readonly lacak: Api[number];
  readonly reports: ReportWiring;
  readonly security: SecurityLog;
  readonly administration: PeopleAdministration;
}

/** Every route of the REST interface, with what it works with. */
export function createApi(deps: HttpDeps, parts: ApiParts): Api {
  const { logIn, walls, papers, lapor, lacak, reports, security, administration } = parts;
  const { config, core, procedures, store, wiring, clock, log, tallies } = deps;
  const { directory, sops, agents, liveCalls, liveCases, liveAlerts, actions, callBacks, kickOutbox } = core;
  const { reachOf } = core.messages;
  const detail = createCaseDetails({
    ...{ store, liveCases, directory, sops, kinds: deps.papers.kinds, clock, reachOf },
    callBackFor: callBacks.offered,
    blockOf: core.blockList.of,
  });
  const addresses = createFileAddresses({ sealer: deps.sealer, clock });
  const acting = { ...actions, ...papers.acting };
  const allowance = createSharedAllowance({ name: 'reveal', ...reveals, tallies });
  return [
    ...logIn,
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
    calendarRoutes({ ...deps.calendar, directory, clock }),
    catalogueRoutes({ ...deps.catalogues, directory }),
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
    likeCasesRoutes({
      ...{ store, access: core.access, sops },
      find: createFindLikeCases({ store, sops, access: core.access }),
    }),
    caseViewRoutes({
      views: createCaseViews({ store, sops, directory, inTheOpen: core.words.inTheOpen, clock }),
      directory,
    }),
    basisRoutes({ recordBasis: core.recordBasis, access: core.access, store }),
    fileRoutes({
      ...{ store, access: core.access, directory, addresses, security, clock, log },
      ...{ keep: deps.files.keep, looks: deps.files.looks, limits: deps.files.limits },
    }),
    lapor,
    ...papers.routes,
    lacak,
    walls,
    peopleListRoutes({ administration }),
    peopleImportRoutes({ people: createPeopleImport(administration) }),
    reportTokenRoutes({ tokens: deps.reportTokens, security }),
    alarmRoutes({ alarms: deps.alarms }),
    auditRoutes({ audit: deps.audit }),
    figureRoutes({
      ...{ figures: reports.figures, take: reports.take, timeZone: config.office.timeZone },
      behind: createBehind({ store: deps.figures, sops, people: store.people }),
    }),
    reports.planning,
    reports.schedules,
    reports.standards,
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
    surveyRoutes({ satisfaction: reports.satisfaction, ikm: reports.ikm, zone: config.office.timeZone }),
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
  ];
}

/** The browser is the telephone where the exchange has a way for it and the agent has no other telephone. */
async function phoneSettings({ people, sealer, wiring }: HttpDeps, userId: string): Promise<PhoneSettings> {
  const person = await people.byId(userId);
  const ofBrowser = person && wiring.browserPhone?.settings(person, sealer.open);
  return ofBrowser ?? { mode: 'exchange', control: wiring.exchange.phoneControl };
}
