import type { Alarms } from '../app/alerts/alarms.ts';
import type { AdministrationDeps, PeopleAdministration } from '../app/people/administration.ts';
import type { Passkeys } from '../app/people/passkeys.ts';
import type { SecondFactor } from '../app/people/second-factor.ts';
import type { AuditStore } from '../app/ports/audit.ts';
import type { FigureStore } from '../app/ports/figures.ts';
import type { MakePaper, MakeWorkbook } from '../app/ports/papers.ts';
import type { PersonRightsStore } from '../app/ports/person-rights.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { ReportScheduleStore } from '../app/ports/report-schedules.ts';
import type { ReportTokenStore } from '../app/ports/report-tokens.ts';
import type { StandardPaperStore } from '../app/ports/service-standards.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import type { WallboardStore } from '../app/ports/wallboards.ts';
import type { ReadSop } from '../app/procedures/read.ts';
import type { Config } from '../config.ts';
import type { AgentChoices } from '../domain/agent/choices.ts';
import type { CalendarRoutesDeps } from '../http/routes/calendar.ts';
import type { CatalogueRoutesDeps } from '../http/routes/catalogues.ts';
import type { createMetrics } from '../metrics.ts';
import type { People } from '../store/people.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { Core } from './core.ts';
import type { ExchangeWiring } from './exchange.ts';
import type { Files } from './files.ts';
import type { LettingGo } from './letting-go.ts';
import type { MessagingWiring } from './messaging.ts';
import type { Notifying } from './notifications.ts';
import type { PapersWiringDeps } from './papers.ts';
import type { Sops } from './sops.ts';

/** What the web server is made from. */
export interface HttpDeps {
  readonly config: Config;
  readonly core: Core;
  readonly procedures: Sops;
  readonly readSop: ReadSop;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
  readonly store: Store;
  readonly people: People;
  readonly administration: (effects: AdministrationDeps['effects']) => PeopleAdministration;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  readonly audit: AuditStore;
  readonly figures: FigureStore;
  readonly reportSchedules: ReportScheduleStore;
  readonly reportTokens: ReportTokenStore;
  readonly standardPapers: StandardPaperStore;
  readonly calendar: Pick<
    CalendarRoutesDeps,
    'calendar' | 'yearTables' | 'serviceHours' | 'definitions' | 'usedBy' | 'warnings'
  >;
  readonly catalogues: Omit<CatalogueRoutesDeps, 'directory'>;
  readonly alarms: Alarms;
  readonly personRights: PersonRightsStore;
  readonly lettingGo: LettingGo;
  readonly files: Files;
  readonly papers: Pick<PapersWiringDeps, 'kinds' | 'vault' | 'workshop' | 'destructions' | 'signing'>;
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
