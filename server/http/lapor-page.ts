import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Lapor, Reported } from '../app/lacak/lapor.ts';
import { createSealedToken, type Sealer } from '../app/shared/sealed-token.ts';
import type { SharedAllowance } from '../app/shared/shared-allowance.ts';
import { type LaporMade, laporApi } from '../contract/lapor.ts';
import type { LaporWord } from '../contract/lapor-words.ts';
import { cleaned } from '../contract/typed.ts';
import { bareShell, citizensPolicy, cookieOf, isOurs, type Language, languageOf } from './citizens-page.ts';
import { donePage, formPage, type LaporForm, type Written } from './lapor-html.ts';
import { invalidBy } from './problem.ts';
import { refusePlainHttp } from './session.ts';

export interface LaporPageDeps {
  readonly lapor: Lapor;
  /** Reports of one source, by whichever way they come. */
  readonly allowed: SharedAllowance;
  readonly sealer: Sealer;
  /** Of what was written, so that nobody can find it out by trying. */
  readonly fingerprint: (text: string) => string;
  readonly isAway: (error: unknown) => boolean;
  readonly office: string;
  readonly publicUrl: string | undefined;
  readonly https: boolean;
  /** The build; where it lacks the page, it is plain. */
  readonly dir: string;
  readonly now: () => number;
}

/** How long the page after the form shows its number again. */
const doneMs = 30 * 60_000;
const donePath = '/lapor/diterima';

/**
 * The citizens' web form, for every browser: written here, sent as browsers have always sent forms, answered by the way to another
 * page (303), so that reading that again sends nothing twice. Its script is a help and no condition.
 */
export function laporPage(deps: LaporPageDeps): Router {
  const { lapor, allowed, sealer, https } = deps;
  const kept = createSealedToken<Kept>({ sealer, now: deps.now, of: 'lapor done', ms: doneMs });
  const file = join(deps.dir, 'lapor.html');
  const shell = existsSync(file) ? readFileSync(file, 'utf8') : bareShell;
  const cookie = https ? '__Secure-sigap.report' : 'sigap.report';
  const router = Router();

  const send = (response: Response, status: number, page: string) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-store');
    // With no referrer at all a form of ours would come from nowhere too, and could not be told from another site's.
    response.setHeader('referrer-policy', 'same-origin');
    response.status(status).type('html').send(page);
  };
  const show = (response: Response, status: number, of: Omit<LaporForm, 'office' | 'services' | 'form'>, form = '') => {
    const { services, form: now } = lapor.choices();
    // A form that is filled in again was opened when it was opened.
    send(response, status, formPage(shell, { ...of, office: deps.office, services, form: form || now }));
  };

  const report: RequestHandler = async (request, response) => {
    const typed = typedIn(request.body);
    const { written, key, form } = typed;
    const page = { language: languageOf(typed.to || typed.language), key, written, faults: {}, problem: null };
    // Another language is asked for by the same form, so that nothing typed is lost.
    if (typed.to !== '') return show(response, 200, page, form);
    const refuse = (status: number, word: LaporWord, more: Partial<LaporForm> = {}, again = form) =>
      show(response, status, { ...page, problem: { word }, ...more }, again);
    if (!isOurs(request, deps.publicUrl)) return refuse(403, 'forged', {}, '');
    try {
      const { taken, waitMs } = await allowed.take(ipKeyGenerator(request.ip ?? ''));
      if (!taken) {
        response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
        return refuse(429, 'lapor_wait', { problem: { word: 'lapor_wait', minutes: Math.ceil(waitMs / 60_000) } });
      }
      const body = laporApi.lapor.body.safeParse({ ...written, form, website: typed.website });
      if (!body.success) return refuse(422, 'invalid', { faults: faultsOf(invalidBy(body.error).errors) });
      const id = `form:${deps.fingerprint(JSON.stringify([key, { ...body.data, form: '' }]))}`;
      const done = await lapor.report(id, body.data);
      if (done.ok) return received(response, done, page.language);
      if (done.why === 'faults') return refuse(422, 'invalid', { faults: faultsOf(done.faults) });
      return done.why === 'over' ? refuse(410, 'lapor_over', {}, '') : refuse(409, 'lapor_machine', {}, '');
    } catch (error) {
      if (!deps.isAway(error)) throw error;
      response.setHeader('retry-after', '2');
      return refuse(503, 'database_away');
    }
  };

  const received = (response: Response, { ticketNumber, followedBy }: Reported & { ok: true }, language: Language) => {
    response.cookie(cookie, kept.give({ ticketNumber, followedBy }), {
      ...{ httpOnly: true, sameSite: 'strict', secure: https, path: '/lapor', maxAge: doneMs },
    });
    // What was reported stands in no address.
    response.redirect(303, `${donePath}?bahasa=${language}`);
  };
  const doneOf = (request: Request) => kept.read(cookieOf(request, cookie));

  if (https) router.use('/lapor', refusePlainHttp);
  router.get('/lapor', (request, response) => {
    const empty = { language: languageOf(request.query.bahasa), key: randomUUID(), faults: {}, problem: null };
    show(response, 200, { ...empty, written: typedIn({}).written });
  });
  router.post('/lapor', express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 20 }), report);
  router.get(donePath, (request, response) => {
    const language = languageOf(request.query.bahasa);
    send(response, 200, donePage(shell, { language, office: deps.office, done: doneOf(request) }));
  });
  return router;
}

/** In the cookie, sealed. */
type Kept = Pick<LaporMade, 'ticketNumber' | 'followedBy'>;

const policy = citizensPolicy();

type Typed = Readonly<Record<'form' | 'key' | 'language' | 'to' | 'website', string>> & { readonly written: Written };

/** What a browser sent, as a form's script would have: other systems' line breaks are one here. */
function typedIn(body: unknown): Typed {
  const sent = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const value = sent[name];
    return typeof value === 'string' ? cleaned(value.replace(/\r\n?/g, '\n')) : '';
  };
  const [serviceId, subject, name] = [text('serviceId'), text('subject'), text('name')];
  const written = { serviceId, subject, name, contact: text('contact'), place: text('place'), text: text('text') };
  const key = /^[\w-]{8,64}$/.test(text('key')) ? text('key') : randomUUID();
  return {
    ...{ form: text('form'), key, language: text('language'), to: text('to'), website: text('website') },
    written: { ...written, consent: text('consent') === 'yes' },
  };
}

const faultsOf = (faults: readonly { readonly field: string; readonly code: string }[]): Record<string, string> =>
  Object.fromEntries(faults.map(({ field, code }) => [field, code]));
