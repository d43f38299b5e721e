import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Lacak } from '../app/lacak/lacak.ts';
import { passMs } from '../app/lacak/pass.ts';
import { lacakApi } from '../contract/lacak.ts';
import type { LacakWord } from '../contract/lacak-words.ts';
import { cleaned } from '../contract/typed.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { bareShell, citizensPolicy, cookieOf, emptied, isOurs, languageOf } from './citizens-page.ts';
import { type LacakForm, type LacakFound, lacakFormPage, lacakFoundPage } from './lacak-html.ts';
import { createPaperGiving } from './lacak-paper.ts';
import { findByDigits, type LacakAllowed, takeAll } from './lacak-tries.ts';
import { refusePlainHttp } from './session.ts';

export interface LacakPageDeps {
  readonly lacak: Lacak;
  readonly allowed: LacakAllowed;
  readonly isAway: (error: unknown) => boolean;
  readonly office: string;
  readonly zone: OfficeZone;
  readonly publicUrl: string | undefined;
  readonly https: boolean;
  /** The build, whose page has a script; where it lacks it, it is plain. */
  readonly dir: string;
}

const reportPath = '/lacak/laporan';
const minutesOf = (waitMs: number) => Math.ceil(waitMs / 60_000);

/**
 * Where citizens follow their reports. The build's page does it by its script; without one the same form comes here, and is answered by
 * the way to the report (303). That it is theirs is kept in a cookie for as long as a pass holds: neither number nor digits stand in an address.
 */
export function lacakPage(deps: LacakPageDeps): Router {
  const { lacak, allowed, https } = deps;
  const file = join(deps.dir, 'lacak.html');
  const built = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const shell = built === null ? bareShell : emptied(built);
  const cookie = https ? '__Secure-sigap.lacak' : 'sigap.lacak';
  const kept = { httpOnly: true, sameSite: 'strict', secure: https, path: '/lacak' } as const;
  const router = Router();

  const send = (response: Response, status: number, page: string) => {
    response.setHeader('content-security-policy', citizensPolicy());
    response.setHeader('cache-control', 'no-store');
    // With no referrer at all a form of ours could not be told from another site's.
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('x-robots-tag', 'noindex');
    response.status(status).type('html').send(page);
  };
  const form = (response: Response, status: number, of: Omit<LacakForm, 'office'>) =>
    send(response, status, lacakFormPage(shell, { ...of, office: deps.office }));
  const wait = (response: Response, waitMs: number) => {
    response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
    return { word: 'lacak_wait', minutes: minutesOf(waitMs) } as const;
  };
  /** Whatever they ask for, where the database is away it is said on the page that they are on. */
  const away = async (response: Response, work: () => Promise<void>, say: () => void): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!deps.isAway(error)) throw error;
      response.setHeader('retry-after', '2');
      say();
    }
  };

  const find: RequestHandler = async (request, response) => {
    const text = typedIn(request.body);
    const [language, ticket, digits] = [languageOf(text('language')), text('ticket').trim(), text('digits').trim()];
    const again = (status: number, more: Partial<LacakForm>) =>
      form(response, status, { language, ticket, faults: {}, problem: null, ...more });
    if (!isOurs(request, deps.publicUrl)) return again(403, { problem: { word: 'forged' } });
    const faults = {
      ...(ticket === '' || ticket.length > 40 ? { ticket: 'ticket_missing' as const } : {}),
      ...(/^\d{4}$/.test(digits) ? {} : { digits: 'digits_missing' as const }),
    };
    if (Object.keys(faults).length > 0) return again(422, { faults });
    const look = async () => {
      const tried = await findByDigits({ lacak, allowed }, request, { ticket, digits });
      if ('waitMs' in tried) return again(429, { problem: wait(response, tried.waitMs) });
      if (!tried.view) return again(404, { problem: { word: 'lacak_unknown' } });
      response.cookie(cookie, tried.view.pass, { ...kept, maxAge: passMs });
      response.redirect(303, `${reportPath}?bahasa=${language}`);
    };
    await away(response, look, () => again(503, { problem: { word: 'database_away' } }));
  };

  /** Shows the report of the pass that the browser keeps, or the way to it. */
  const show = async (
    request: Request,
    response: Response,
    { status = 200, ...of }: Partial<Pick<LacakFound, 'words' | 'key' | 'problem' | 'said'>> & { status?: number },
    language = languageOf(request.query.bahasa),
  ): Promise<void> => {
    const over = () =>
      form(response, 401, { language, ticket: '', faults: {}, problem: { word: 'over' }, words: of.words ?? '' });
    const caseId = lacak.caseOf(cookieOf(request, cookie));
    if (caseId === null) return over();
    const view = await lacak.shown(caseId);
    if (!view) return over();
    const page = { language, office: deps.office, zone: deps.zone, view };
    const empty = { key: randomUUID(), words: '', problem: null, said: false };
    send(response, status, lacakFoundPage(shell, { ...page, ...empty, ...of }));
  };

  const add: RequestHandler = async (request, response) => {
    const text = typedIn(request.body);
    const language = languageOf(text('language'));
    const words = text('words').trim();
    const key = /^[\w-]{8,64}$/.test(text('key')) ? text('key') : randomUUID();
    const back = (status: number, word: LacakWord, minutes?: number) =>
      show(
        ...[request, response, { status, words, key, problem: { word, ...(minutes !== undefined && { minutes }) } }],
        ...([language] as const),
      );
    if (!isOurs(request, deps.publicUrl)) return back(403, 'forged');
    if (text('close') !== '') {
      response.clearCookie(cookie, kept);
      return response.redirect(303, `/lacak?bahasa=${language}`);
    }
    const pass = cookieOf(request, cookie);
    const caseId = lacak.caseOf(pass);
    if (caseId === null) return back(401, 'over');
    const answer = lacakApi.lacakConsent.body.safeParse({ pass, answer: text('consent') });
    const said = lacakApi.lacakWords.body.safeParse({ pass, text: words });
    if (!answer.success && !said.success) return back(422, words === '' ? 'words_missing' : 'too_big');
    const waitMs = await takeAll(allowed, [['added', caseId]]);
    if (waitMs !== null) {
      const { word, minutes } = wait(response, waitMs);
      return back(429, word, minutes);
    }
    const id = `form:${key}`;
    const done = answer.success
      ? await lacak.consent(caseId, id, answer.data.answer)
      : await lacak.say(caseId, id, said.data?.text ?? '');
    if (done === 'said') return response.redirect(303, `${reportPath}?bahasa=${language}&terkirim=1`);
    return back(done === 'not_found' ? 401 : 409, done === 'not_found' ? 'over' : done);
  };
  const offline = (response: Response) => {
    const language = languageOf(undefined);
    form(response, 503, { language, ticket: '', faults: {}, problem: { word: 'database_away' } });
  };
  const guarded =
    (work: RequestHandler): RequestHandler =>
    (request, response, next) =>
      away(
        response,
        async () => void (await work(request, response, next)),
        () => offline(response),
      );

  if (https) router.use('/lacak', refusePlainHttp);
  router.get('/lacak', (request, response) => {
    if (built !== null && request.query.bahasa === undefined) return send(response, 200, built);
    form(response, 200, { language: languageOf(request.query.bahasa), ticket: '', faults: {}, problem: null });
  });
  const body = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 10 });
  router.post('/lacak', body, find);
  router.get(
    reportPath,
    guarded((request, response) => show(request, response, { said: request.query.terkirim === '1' })),
  );
  router.post(reportPath, body, guarded(add));
  const give = createPaperGiving({ lacak, allowed });
  /** With the pass of a page that has a script, or by the cookie of one that has none. */
  const paper: RequestHandler = async (request, response) => {
    const text = typedIn(request.body);
    const again = (status: number, problem: LacakForm['problem']) =>
      form(response, status, { language: languageOf(text('language')), ticket: '', faults: {}, problem });
    if (!isOurs(request, deps.publicUrl)) return again(403, { word: 'forged' });
    const pass = text('pass') || cookieOf(request, cookie);
    const given = await give(request, response, { pass, paperId: text('paper') });
    if (given === 'refused') again(404, { word: 'paperRefused' });
    else if (given === 'away') again(503, { word: 'database_away' });
    else if (given !== 'given') again(429, wait(response, given.waitMs));
  };
  router.post('/lacak/surat', body, guarded(paper));
  return router;
}

/** What a browser sent, by the name of the field: other systems' line breaks are one here. */
function typedIn(body: unknown): (name: string) => string {
  const sent = (body ?? {}) as Readonly<Record<string, unknown>>;
  return (name) => {
    const value = sent[name];
    return typeof value === 'string' ? cleaned(value.replace(/\r\n?/g, '\n')) : '';
  };
}
