import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import type { Archive } from '../../app/archive/archive.ts';
import type { BundleCase } from '../../app/archive/bundle-case.ts';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import type { Directory } from '../../app/people/directory.ts';
import { type Actor, mayMakePaper } from '../../app/people/policies.ts';
import type { Bundle } from '../../app/ports/archive.ts';
import type { CaseRecord } from '../../app/ports/cases.ts';
import { FilesFault } from '../../app/ports/files.ts';
import type { Log, Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import { archiveApi, type BundleCard, type CaseArchive } from '../../contract/archive.ts';
import type { Lacking } from '../../domain/archive/lacking.ts';
import { HttpProblem } from '../problem.ts';
import { readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';
import { refusal } from './action-refusals.ts';

export interface ArchiveRoutesDeps {
  readonly store: Store;
  readonly access: CaseAccess;
  readonly sops: Pick<SopRegistry, 'get'>;
  readonly archive: Archive;
  readonly bundleCase: BundleCase;
  readonly lackingOf: (caseId: string) => Promise<readonly Lacking[]>;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly log: Log;
}

/** Bundles shown of a year at once; who looks for one further back types the beginning of its number. */
const shown = 500;

/** The archive: bundles of cases, each for whoever may read its case. */
export function archiveRoutes(deps: ArchiveRoutesDeps): Router {
  const { store, access, sops, archive, bundleCase, directory, log } = deps;
  const router = Router();
  const visible = readableCase({ store, access });
  const keeps = ({ role }: Actor) => (archiveApi.takeBundle.roles as readonly string[]).includes(role);

  const card = ({ classId: _, madeBy, ...bundle }: Bundle): BundleCard => ({
    ...bundle,
    madeByName: directory.nameOf(madeBy),
  });
  const standing = async (actor: Actor, record: CaseRecord): Promise<CaseArchive> => {
    const { caseId, sopId, sopVersion, state } = record;
    const found = await store.bundleOf(caseId);
    const lacking = found ? [] : await deps.lackingOf(caseId);
    const { place: _, ...bundle } = found ?? { place: null };
    return {
      bundle: found ? card(bundle as Bundle) : null,
      lacking: lacking.map((one) => ({ ...one })),
      mayClose: !found && state.closedAt !== null && keeps(actor) && !archives(sops.get(sopId, sopVersion)),
      mayTake: found !== null && found.goneAt === null && keeps(actor),
    };
  };

  mount(router, 'caseArchive', async ({ params, actor }) => standing(actor, await visible(actor, params.caseId)));

  mount(router, 'closeBundle', async ({ params, actor }) => {
    const record = await visible(actor, params.caseId);
    const now = await standing(actor, record);
    if (now.bundle) return now;
    if (!now.mayClose || !mayMakePaper(actor))
      throw new HttpProblem(409, 'archive_not_now', 'It is not over, or its procedure has a step that archives it.');
    const closed = await bundleCase.close(actor, record.caseId);
    if (!closed.ok) throw refusal(closed);
    return standing(actor, record);
  });

  const sendTar = async (response: Response, name: string, body: AsyncIterable<Uint8Array>) => {
    response.type('application/x-tar').attachment(name);
    await pipeline(body, response).catch((error: unknown) => {
      if (!(error instanceof FilesFault)) throw error;
      log.error({ reason: error.message }, 'a bundle could not be read');
    });
    return undefined;
  };
  mount(router, 'takeBundle', async ({ params, actor, response }) => {
    const { caseId, ticketNumber } = await visible(actor, params.caseId);
    const found = await archive.take(actor, caseId);
    if (!found) throw gone();
    return sendTar(response, `${ticketNumber}.tar`, found.body);
  });
  mount(router, 'checkBundle', async ({ params, actor }) => {
    const { caseId } = await visible(actor, params.caseId);
    const checked = await archive.check(actor, caseId);
    if (!checked) throw gone();
    return { ...checked, entries: [...checked.entries], missing: [...checked.missing] };
  });

  mount(router, 'archive', async ({ query: { year, ticket } }) => {
    const days = { from: `${year}-01-01`, until: `${year}-12-31` };
    const [years, bundles] = await Promise.all([
      store.archiveYears(),
      store.bundles({ ...days, ticket, limit: shown }),
    ]);
    return { years: [...years], bundles: bundles.map(card) };
  });
  mount(router, 'exportArchive', async ({ params: { year }, actor, response }) => {
    const body = await archive.year(actor, year);
    if (!body) throw new HttpProblem(404, 'not_found', 'Nothing of that year is in the archive.');
    return sendTar(response, `arsip-${year}.tar`, body);
  });
  return router;
}

const archives = ({ steps }: ReturnType<SopRegistry['get']>): boolean =>
  steps.some(({ ends }) => ends.includes('case.archived'));

const gone = () => new HttpProblem(410, 'file_gone', 'Its bytes are not there, or not as they were.');
