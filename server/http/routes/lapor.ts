import { Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Lapor } from '../../app/lacak/lapor.ts';
import type { SharedAllowance } from '../../app/shared/shared-allowance.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

const anHour = 1 / 3_600;
/** A village's one line reports more than a household; who has used it up is told how long to wait, and may telephone. */
export const laporAllowances = { reports: { most: 20, perSecond: 30 * anHour } } as const;

/** The citizens' web form: filled in by nobody's session. */
export function laporRoutes({ lapor, allowed }: { readonly lapor: Lapor; readonly allowed: SharedAllowance }): Router {
  const router = Router();

  mount(router, 'laporChoices', () => lapor.choices());

  mount(router, 'lapor', async ({ body, request, response }) => {
    const { taken, waitMs } = await allowed.take(ipKeyGenerator(request.ip ?? ''));
    if (!taken) {
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
      throw new HttpProblem(429, 'lapor_wait', 'Too many reports came from this connection. Wait a while.');
    }
    const done = await lapor.report(commandId(request), body);
    if (done.ok) return { ticketNumber: done.ticketNumber, pass: done.pass, followedBy: done.followedBy };
    if (done.why === 'faults')
      throw invalid(done.faults.map((fault) => ({ ...fault, message: 'This is not what is expected here.' })));
    if (done.why === 'over') throw new HttpProblem(410, 'lapor_over', 'The form was opened too long ago.');
    throw new HttpProblem(409, 'lapor_machine', 'This was not filled in as a person does.');
  });
  return router;
}
