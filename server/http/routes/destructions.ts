import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Destroy, DestroyRefusal } from '../../app/archive/destroy.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { Actor } from '../../app/people/policies.ts';
import type { Bundle, Destruction } from '../../app/ports/archive.ts';
import { FilesFault } from '../../app/ports/files.ts';
import type { Log, Store } from '../../app/ports/ports.ts';
import { uuidOf } from '../../app/shared/uuid-of.ts';
import type { BundleCard, DestructionCard } from '../../contract/archive.ts';
import { signingOf } from '../../domain/archive/destruction.ts';
import { commandId } from '../command-id.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface DestructionRoutesDeps {
  readonly store: Pick<Store, 'casesByIds'>;
  readonly destroy: Destroy;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly log: Log;
}

/** Lists of bundles whose time is over: proposed, signed by two, executed with minutes. */
export function destructionRoutes({ store, destroy, directory, log }: DestructionRoutesDeps): Router {
  const router = Router();

  const bundleCard = ({ classId: _, madeBy, ...bundle }: Bundle): BundleCard => ({
    ...bundle,
    madeByName: directory.nameOf(madeBy),
  });
  const card = ({ role, userId: personId }: Actor, of: Destruction, tickets: ReadonlyMap<string, string>) => {
    const over = of.refusedBy !== null || of.second !== null;
    const signing = signingOf({ over, first: of.first }, { role, personId });
    const state = of.refusedBy !== null ? 'refused' : of.second ? 'executed' : of.first ? 'signed' : 'proposed';
    return {
      ...{ destructionId: of.id, reason: of.reason, refusal: of.refusal, number: of.number, state },
      tickets: of.caseIds.map((caseId) => tickets.get(caseId) ?? '').sort(),
      ...{ proposedByName: directory.nameOf(of.proposedBy), proposedAt: of.proposedAt },
      signers: [of.first, of.second].flatMap((one) =>
        one ? [{ name: directory.nameOf(one.personId), role: one.role, at: one.at }] : [],
      ),
      refusedByName: of.refusedBy === null ? null : directory.nameOf(of.refusedBy),
      refusedAt: of.refusedAt,
      maySign: signing === 'first' || signing === 'last',
    } satisfies DestructionCard;
  };
  const all = async (actor: Actor) => {
    const [due, lists] = await Promise.all([destroy.due(), destroy.list()]);
    const records = await store.casesByIds([...new Set(lists.flatMap(({ caseIds }) => caseIds))]);
    const tickets = new Map(records.map(({ caseId, ticketNumber }) => [caseId, ticketNumber]));
    return { due: due.map(bundleCard), destructions: lists.map((of) => card(actor, of, tickets)) };
  };
  const answered = async (actor: Actor, answer: { readonly ok: true } | DestroyRefusal) => {
    if (!answer.ok) throw refused(answer);
    return all(actor);
  };

  mount(router, 'destructions', async ({ actor }) => all(actor));
  mount(router, 'proposeDestruction', async ({ body: { caseIds, reason }, actor, request }) => {
    const id = uuidOf(`destruction ${actor.userId} ${commandId(request)}`);
    return answered(actor, await destroy.propose(actor, id, caseIds, reason));
  });
  mount(router, 'signDestruction', async ({ params, body, actor }) =>
    answered(actor, await destroy.sign(actor, params.destructionId, body.destroys)),
  );
  mount(router, 'refuseDestruction', async ({ params, body, actor }) =>
    answered(actor, await destroy.refuse(actor, params.destructionId, body.reason)),
  );
  mount(router, 'takeMinutes', async ({ params, response }) => {
    const found = await destroy.minutes(params.destructionId);
    if (!found) throw new HttpProblem(404, 'not_found', 'There are no such minutes.');
    response.type('application/pdf').attachment(`berita-acara-${found.number.replaceAll('/', '-')}.pdf`);
    await pipeline(found.body, response).catch((error: unknown) => {
      if (!(error instanceof FilesFault)) throw error;
      log.error({ reason: error.message }, 'minutes could not be read');
    });
    return undefined;
  });
  return router;
}

function refused(answer: DestroyRefusal): HttpProblem {
  if (answer.why === 'press') return paperProblem(answer.made);
  if (answer.why === 'unknown') return new HttpProblem(404, 'not_found', 'There is no such list.');
  if (answer.why === 'somebody_else')
    return new HttpProblem(403, 'four_eyes', 'Two different people sign, and one of them is the head.');
  return new HttpProblem(409, 'archive_changed', 'The list, or a bundle of it, does not stand any more as it did.');
}
