import { setTimeout as sleep } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Lacak } from '../../app/lacak/lacak.ts';
import type { SharedAllowance } from '../../app/shared/shared-allowance.ts';
import { parseEmail } from '../../domain/identity/email.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';
import { notKept } from './files.ts';

export interface LacakRoutesDeps {
  readonly lacak: Lacak;
  /** How often somebody may try, by where from and by the ticket; and what may be added to a ticket. */
  readonly allowed: Readonly<Record<keyof typeof lacakAllowances, SharedAllowance>>;
}

const anHour = 1 / 3_600;
/**
 * Four digits are ten thousand: from one place 6 tries at a ticket at once and 4 an hour take months. Whoever uses up theirs
 * keeps nobody else out; all places together have more, which only many of them use up. A household, or a village's one
 * line, asks more of several tickets than of one.
 */
export const lacakAllowances = {
  source: { most: 20, perSecond: 60 * anHour },
  ticketFromSource: { most: 6, perSecond: 4 * anHour },
  ticket: { most: 40, perSecond: 8 * anHour },
  /** Letters with a code that a ticket's address gets. */
  code: { most: 3, perSecond: 6 * anHour },
  /** Of a million, at one that was sent. */
  guess: { most: 10, perSecond: anHour },
  /** Words and files that one ticket is given. */
  added: { most: 10, perSecond: 10 * anHour },
} as const;

/** An answer that there is no such ticket takes as long as one that there is, and no try is cheap. */
const noSoonerMs = 400;

/** The citizens' page: asked by whoever shows that a ticket is theirs, and by nobody's session. */
export function lacakRoutes({ lacak, allowed }: LacakRoutesDeps): Router {
  const router = Router();

  const take = async (response: Response, what: keyof typeof allowed, key: string) => {
    const { taken, waitMs } = await allowed[what].take(key);
    if (taken) return;
    response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
    throw new HttpProblem(429, 'lacak_wait', 'Too many tries. Wait a while.');
  };
  const caseOf = (pass: string): string => {
    const caseId = lacak.caseOf(pass);
    if (caseId === null) throw new HttpProblem(401, 'lacak_over', 'The time of this pass is over.');
    return caseId;
  };

  mount(router, 'lacak', async ({ body: { ticket, digits }, request, response }) => {
    const [source, number] = [sourceOf(request), ticket.replace(/\s/g, '').toUpperCase()];
    await take(response, 'source', source);
    await take(response, 'ticketFromSource', `${source} ${number}`);
    await take(response, 'ticket', number);
    const [found] = await Promise.all([lacak.find(ticket, digits), sleep(noSoonerMs)]);
    if (!found) throw new HttpProblem(404, 'lacak_unknown', 'This number and these digits do not belong together.');
    return found;
  });
  mount(router, 'lacakCode', async ({ body: { ticket, email }, request, response }) => {
    if (!parseEmail(email))
      throw invalid([{ field: 'email', code: 'email_address', message: 'This is no e-mail address.' }]);
    const [source, number] = [sourceOf(request), ticket.replace(/\s/g, '').toUpperCase()];
    await take(response, 'source', source);
    await take(response, 'ticketFromSource', `${source} ${number}`);
    await take(response, 'code', number);
    const [challenge] = await Promise.all([lacak.askCode(ticket, email), sleep(noSoonerMs)]);
    if (challenge === null) throw new HttpProblem(409, 'no_gateway', 'This office sends no e-mail.');
    return { challenge };
  });
  mount(router, 'lacakByCode', async ({ body: { challenge, code }, response }) => {
    const id = lacak.codeId(challenge);
    if (id === null) throw new HttpProblem(401, 'lacak_over', 'The time of this code is over.');
    await take(response, 'guess', id);
    const [found] = await Promise.all([lacak.findByCode(challenge, code), sleep(noSoonerMs)]);
    if (!found) throw new HttpProblem(404, 'lacak_unknown', 'This is not the code that was sent.');
    return found;
  });
  mount(router, 'lacakWords', async ({ body: { pass, text }, request, response }) => {
    const caseId = caseOf(pass);
    await take(response, 'added', caseId);
    const said = await lacak.say(caseId, commandId(request), text);
    if (said !== 'said') throw notKept(said);
    return undefined as never;
  });
  mount(router, 'lacakAnswers', async ({ body: { pass, answers }, response }) => {
    const caseId = caseOf(pass);
    await take(response, 'added', caseId);
    if ((await lacak.answer(caseId, answers)) === 'not_asked')
      throw new HttpProblem(409, 'not_asked', 'Nothing like this is asked of this ticket now.');
    return undefined as never;
  });
  mount(router, 'lacakConsent', async ({ body: { pass, answer }, request, response }) => {
    const caseId = caseOf(pass);
    await take(response, 'added', caseId);
    const said = await lacak.consent(caseId, commandId(request), answer);
    if (said === 'not_waited_for') throw new HttpProblem(409, said, 'It was not asked, or is answered already.');
    if (said === 'not_found') throw notKept(said);
    return undefined as never;
  });
  mount(router, 'lacakFile', async ({ query, request, response }) => {
    try {
      const caseId = caseOf(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      await take(response, 'source', sourceOf(request));
      await take(response, 'added', caseId);
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

const sourceOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');
