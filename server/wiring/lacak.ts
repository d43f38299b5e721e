import { createLacak, type LacakDeps } from '../app/lacak/lacak.ts';
import { createLapor, type LaporDeps } from '../app/lacak/lapor.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import { createPageAnswers, type PageAnswersDeps } from '../app/surveys/case-answers.ts';
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

/** The citizens' web form. */
export function createLaporWiring({ tallies, ...deps }: LaporDeps & { readonly tallies: Tallies }) {
  const allowed = createSharedAllowance({ name: 'lapor', ...laporAllowances.reports, tallies });
  return laporRoutes({ lapor: createLapor(deps), allowed });
}
