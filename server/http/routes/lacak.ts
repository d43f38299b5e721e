import { setTimeout as sleep } from 'node:timers/promises';
import { type Response, Router } from 'express';
import type { Lacak } from '../../app/lacak/lacak.ts';
import { parseEmail } from '../../domain/identity/email.ts';
import { commandId } from '../command-id.ts';
import { findByDigits, type LacakAllowed, noSoonerMs, sourceOf, takeAll, tryAt } from '../lacak-tries.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';
import { notKept } from './files.ts';

export interface LacakRoutesDeps {
  readonly lacak: Lacak;
  readonly allowed: LacakAllowed;
}

/** The citizens' page: asked by whoever shows that a ticket is theirs, and by nobody's session. */
export function lacakRoutes({ lacak, allowed }: LacakRoutesDeps): Router {
  const router = Router();

  const wait = (response: Response, waitMs: number): never => {
    response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
    throw new HttpProblem(429, 'lacak_wait', 'Too many tries. Wait a while.');
  };
  const take = async (response: Response, ...takings: Parameters<typeof takeAll>[1]) => {
    const waitMs = await takeAll(allowed, takings);
    if (waitMs !== null) wait(response, waitMs);
  };
  const caseOf = (pass: string): string => {
    const caseId = lacak.caseOf(pass);
    if (caseId === null) throw new HttpProblem(401, 'lacak_over', 'The time of this pass is over.');
    return caseId;
  };

  mount(router, 'lacak', async ({ body, request, response }) => {
    const tried = await findByDigits({ lacak, allowed }, request, body);
    if ('waitMs' in tried) return wait(response, tried.waitMs);
    if (!tried.view)
      throw new HttpProblem(404, 'lacak_unknown', 'This number and these digits do not belong together.');
    return tried.view;
  });
  mount(router, 'lacakCode', async ({ body: { ticket, email }, request, response }) => {
    if (!parseEmail(email))
      throw invalid([{ field: 'email', code: 'email_address', message: 'This is no e-mail address.' }]);
    const [source, ofSource, number] = tryAt(sourceOf(request), ticket);
    await take(response, source, ofSource, ['code', number]);
    const [challenge] = await Promise.all([lacak.askCode(ticket, email), sleep(noSoonerMs)]);
    if (challenge === null) throw new HttpProblem(409, 'no_gateway', 'This office sends no e-mail.');
    return { challenge };
  });
  mount(router, 'lacakByCode', async ({ body: { challenge, code }, response }) => {
    const id = lacak.codeId(challenge);
    if (id === null) throw new HttpProblem(401, 'lacak_over', 'The time of this code is over.');
    await take(response, ['guess', id]);
    const [found] = await Promise.all([lacak.findByCode(challenge, code), sleep(noSoonerMs)]);
    if (!found) throw new HttpProblem(404, 'lacak_unknown', 'This is not the code that was sent.');
    return found;
  });
  mount(router, 'lacakWords', async ({ body: { pass, text }, request, response }) => {
    const caseId = caseOf(pass);
    await take(response, ['added', caseId]);
    const said = await lacak.say(caseId, commandId(request), text);
    if (said !== 'said') throw notKept(said);
    return undefined as never;
  });
  mount(router, 'lacakAnswers', async ({ body: { pass, answers }, response }) => {
    const caseId = caseOf(pass);
    await take(response, ['added', caseId]);
    if ((await lacak.answer(caseId, answers)) === 'not_asked')
      throw new HttpProblem(409, 'not_asked', 'Nothing like this is asked of this ticket now.');
    return undefined as never;
  });
  mount(router, 'lacakIkm', async ({ body: { pass, answers }, response }) => {
    const caseId = caseOf(pass);
    await take(response, ['added', caseId]);
    if ((await lacak.answerIkm(caseId, answers)) === 'not_asked')
      throw new HttpProblem(409, 'not_asked', 'Nothing like this is asked of this ticket now.');
    return undefined as never;
  });
  mount(router, 'lacakConsent', async ({ body: { pass, answer }, request, response }) => {
    const caseId = caseOf(pass);
    await take(response, ['added', caseId]);
    const said = await lacak.consent(caseId, commandId(request), answer);
    if (said === 'not_waited_for') throw new HttpProblem(409, said, 'It was not asked, or is answered already.');
    if (said === 'not_found') throw notKept(said);
    return undefined as never;
  });
  mount(router, 'lacakFile', async ({ query, request, response }) => {
    try {
      const caseId = caseOf(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      await take(response, ['source', sourceOf(request)]);
      await take(response, ['added', caseId]);
      const bytes = request.iterator({ destroyOnReturn: false });
      const kept = await lacak.add(caseId, commandId(request), query.name, bytes);
      if (!kept.ok) throw notKept(kept.why);
    } finally {
      request.resume();
    }
    return undefined as never;
  });
  return router;
}
