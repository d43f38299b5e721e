import { randomUUID } from 'node:crypto';
import { createLacak, type LacakDeps } from '../app/lacak/lacak.ts';
import { createLapor, type LaporDeps } from '../app/lacak/lapor.ts';
import type { Gateways } from '../app/messages/gateways.ts';
import { bytesOf, calledAs } from '../app/papers/paper-bytes.ts';
import type { FileReads, FileVault } from '../app/ports/files.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { Tallies } from '../app/ports/tallies.ts';
import { createSharedAllowance } from '../app/shared/shared-allowance.ts';
import { createPageAnswers, type PageAnswersDeps } from '../app/surveys/case-answers.ts';
import { createIkmPage } from '../app/surveys/ikm-answers.ts';
import { type LacakPageDeps, lacakPage } from '../http/lacak-page.ts';
import { lacakAllowances } from '../http/lacak-tries.ts';
import { type LaporPageDeps, laporPage } from '../http/lapor-page.ts';
import { lacakRoutes } from '../http/routes/lacak.ts';
import { laporAllowances, laporRoutes } from '../http/routes/lapor.ts';

/**
 * How letters go out at once and once: whoever waits for one asks again. Null: this office sends no mail.
 */
export function createCitizenMail({ gatewayFor }: Pick<Gateways, 'gatewayFor'>, { now }: Clock, log: Log) {
  const way = gatewayFor('email');
  if (!way) return null;
  const { gateway, from } = way;
  return (to: string, { subject, text }: { readonly subject: string; readonly text: string }): void => {
    const letter = { subject, answers: null, automatic: true };
    const message = {
      id: randomUUID(),
      writtenAt: now(),
      channel: 'email',
      from,
      to,
      text,
      template: null,
      letter,
    } as const;
    void gateway.send(message, false).then((outcome) => {
      if (outcome.ok) return;
      log.warn({ gateway: gateway.name, kind: outcome.kind, reason: outcome.reason }, 'a code did not go out');
    });
  };
}

/** The citizens' page, with a script and without; what may be asked there is counted by all servers together. */
export function createLacakWiring({
  tallies,
  page,
  vault,
  ...deps
}: Omit<LacakDeps, 'surveys' | 'ikm' | 'fileOf'> &
  PageAnswersDeps & {
    readonly store: FileReads;
    readonly vault: FileVault;
    readonly tallies: Tallies;
    readonly page: Omit<LacakPageDeps, 'lacak' | 'allowed'>;
  }) {
  const allowance = (name: keyof typeof lacakAllowances) =>
    createSharedAllowance({ name: `lacak ${name}`, ...lacakAllowances[name], tallies });
  const fileOf: LacakDeps['fileOf'] = async (paper) => {
    const bytes = await bytesOf({ store: deps.store, vault }, paper);
    return bytes && { name: `${calledAs(paper)}.pdf`, bytes };
  };
  const lacak = createLacak({ ...deps, fileOf, surveys: createPageAnswers(deps), ikm: createIkmPage(deps) });
  const allowed = {
    source: allowance('source'),
    ticketFromSource: allowance('ticketFromSource'),
    ticket: allowance('ticket'),
    code: allowance('code'),
    guess: allowance('guess'),
    added: allowance('added'),
    opened: allowance('opened'),
  };
  return { routes: lacakRoutes({ lacak, allowed }), page: lacakPage({ ...page, lacak, allowed }) };
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
