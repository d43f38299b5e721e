import { Router } from 'express';
import type { RecordBasis } from '../../app/cases/record-basis.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem } from '../problem.ts';
import { type ReadableCaseDeps, readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';

export interface BasisRoutesDeps extends ReadableCaseDeps {
  readonly recordBasis: RecordBasis;
}

/** What a citizen was told of their data, and answered. */
export function basisRoutes({ recordBasis, ...deps }: BasisRoutesDeps): Router {
  const router = Router();
  const visible = readableCase(deps);
  mount(router, 'recordBasis', async ({ actor, params: { caseId }, body, request }) => {
    // Who is in charge of data protection notes it of any case, and reads none.
    if (actor.role !== 'privacy_officer') await visible(actor, caseId);
    const done = await recordBasis(actor, caseId, body.answer, commandId(request));
    if (done === 'not_found') throw new HttpProblem(404, done, 'There is no such case.');
    if (done === 'not_allowed') throw new HttpProblem(403, done, 'This is somebody else’s to do.');
    if (done === 'not_waited_for') throw new HttpProblem(409, done, 'It was not asked, or is answered already.');
    return { answer: done.state.basis?.answer ?? null };
  });
  return router;
}
