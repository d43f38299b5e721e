import { createLacak, type LacakDeps } from '../app/lacak/lacak.ts';
import { createLapor, type LaporDeps } from '../app/lacak/lapor.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import { createPageAnswers, type PageAnswersDeps } from '../app/surveys/case-answers.ts';
import { type LaporPageDeps, laporPage } from '../http/lapor-page.ts';
import { lacakAllowances, lacakRoutes } from '../http/routes/lacak.ts';
import { laporAllowances, laporRoutes } from '../http/routes/lapor.ts';

/** The citizens' page; what may be asked there is counted by all servers together. */
export function createLacakWiring({
  tallies,
  ...deps
}: Omit<LacakDeps, 'surveys'> & PageAnswersDeps & { readonly tallies: Tallies }) {
  const allowance = (name: keyof typeof lacakAllowances) =>
    createSharedAllowance({ name: `lacak ${name}`, ...lacakAllowances[name], tallies });
  return lacakRoutes({
    lacak: createLacak({ ...deps, surveys: createPageAnswers(deps) }),
    allowed: {
      source: allowance('source'),
      ticketFromSource: allowance('ticketFromSource'),
      ticket: allowance('ticket'),
      added: allowance('added'),
    },
  });
}

/** The citizens' web form: as a page, and what its script asks. */
export function createLaporWiring({
  tallies,
  page,
  ...deps
}: LaporDeps & {
  readonly tallies: Tallies;
  readonly page: Omit<LaporPageDeps, 'lapor' | 'allowed' | 'sealer' | 'now'>;
}) {
  const allowed = createSharedAllowance({ name: 'lapor', ...laporAllowances.reports, tallies });
  const lapor = createLapor(deps);
  return {
    routes: laporRoutes({ lapor, allowed }),
    page: laporPage({ ...page, lapor, allowed, sealer: deps.sealer, now: deps.clock.now }),
  };
}
