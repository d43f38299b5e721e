import { Router } from 'express';
import type { CaseViews, KnownView, ViewRefusal } from '../../app/cases/case-views.ts';
import type { Directory } from '../../app/people/directory.ts';
import { type Actor, mayShareViews } from '../../app/people/policies.ts';
import type { CaseView, ViewFilter } from '../../contract/case-views.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface CaseViewRoutesDeps {
  readonly views: CaseViews;
  readonly directory: Pick<Directory, 'nameOf'>;
}

/** Saved views of the list of tickets. */
export function caseViewRoutes({ views, directory }: CaseViewRoutesDeps): Router {
  const router = Router();
  const cardOf = (actor: Actor, { viewId, name, ownerId, shared, mayChange, q, chosen, gone }: KnownView): CaseView => {
    const { mine, ...rest } = chosen;
    return {
      ...{ viewId, name, shared, ownerName: directory.nameOf(ownerId), mine: ownerId === actor.userId, mayChange },
      filter: { ...(rest as ViewFilter), ...(q !== '' && { q }), ...(mine !== undefined && { mine: true }) },
      gone: [...gone],
    };
  };
  mount(router, 'caseViews', async ({ actor }) => {
    const all = await views.list(actor);
    if (all === null) throw refused('not_allowed');
    return { views: all.map((one) => cardOf(actor, one)), mayShare: mayShareViews(actor) };
  });
  mount(router, 'saveCaseView', async ({ actor, params: { viewId }, body: { name, shared, filter } }) => {
    const { q = '', mine, ...rest } = filter;
    const chosen = { ...rest, ...(mine && { mine: 'true' }) };
    const texts = Object.entries(chosen).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    const saved = await views.save(actor, { viewId, name, shared, q, chosen: Object.fromEntries(texts) });
    if ('refusal' in saved) throw refused(saved.refusal);
    return { view: cardOf(actor, saved) };
  });
  mount(router, 'deleteCaseView', async ({ actor, params }) => {
    const why = await views.delete(actor, params.viewId);
    if (why !== null) throw refused(why);
    return undefined;
  });
  return router;
}

function refused(why: ViewRefusal): HttpProblem {
  switch (why) {
    case 'not_allowed':
      return new HttpProblem(403, why, 'Your role does not allow this.');
    case 'not_found':
      return new HttpProblem(404, why, 'There is no such view of yours.');
    case 'too_many_views':
      return new HttpProblem(409, why, 'There are too many views. Delete first what is not used any more.');
    default:
      return invalid([{ ...why, message: why.code }]);
  }
}
