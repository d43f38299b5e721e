import { createFigures } from '../app/figures/figures.ts';
import { createPlanning } from '../app/figures/planning.ts';
import { createSchedules } from '../app/figures/schedules.ts';
import { createSendReports } from '../app/figures/send-reports.ts';
import { createTakeReport } from '../app/figures/take-report.ts';
import { createServiceStandards } from '../app/reports/service-standards.ts';
import { createIkmReport } from '../app/surveys/ikm-report.ts';
import { createSatisfaction } from '../app/surveys/satisfaction.ts';
import { planningRoutes } from '../http/routes/planning.ts';
import { reportScheduleRoutes } from '../http/routes/report-schedules.ts';
import { standardRoutes } from '../http/routes/standards.ts';
import type { HttpDeps } from './http-deps.ts';

export type ReportWiring = ReturnType<typeof createReportWiring>;

/** Reports of figures: as they are read, taken out, and sent by themselves. Nothing is sent before the sender starts. */
export function createReportWiring(deps: HttpDeps) {
  const { config, core, store, clock, log, reportSchedules } = deps;
  const { sops, directory } = core;
  const timeZone = config.office.timeZone;
  const figures = createFigures({ store: deps.figures, sops, people: store.people });
  const satisfaction = createSatisfaction({ store, sops, directory });
  const ikm = createIkmReport({ store, sops });
  const { makePaper, makeWorkbook } = deps;
  const office = () => ({
    own: deps.papers.kinds.office,
    named: { name: config.office.name, code: config.office.code },
  });
  const take = createTakeReport({ figures, satisfaction, ikm, makePaper, makeWorkbook, office, clock, timeZone });
  const standards = createServiceStandards({
    ...{ figures: deps.figures, papers: deps.standardPapers, sops, makePaper, office, clock, timeZone },
  });
  const send = deps.notifying.sendReport;
  const sender = createSendReports({ store: reportSchedules, take, send, timeZone, clock, log });
  const schedules = createSchedules({
    ...{ store: reportSchedules, figures, sops, timeZone, clock, mail: send !== null },
    inTheOpen: core.words.inTheOpen,
    kick: sender.kick,
  });
  return {
    ...{ figures, satisfaction, ikm, take, sender },
    planning: planningRoutes({
      plan: createPlanning({ store: deps.figures, clock }),
      ...{ figures, services: sops.services, timeZone },
    }),
    standards: standardRoutes({ standards, directory }),
    schedules: reportScheduleRoutes({
      schedules,
      store: reportSchedules,
      mail: send !== null,
      timeZone,
      services: sops.services,
    }),
  };
}
