import { Router } from 'express';
import type { Directory } from '../../app/people/directory.ts';
import type { MakePaper } from '../../app/ports/papers.ts';
import type { Clock } from '../../app/ports/ports.ts';
import { type DocumentDeps, personDocument } from '../../app/privacy/person-document.ts';
import { personPaper } from '../../app/privacy/person-paper.ts';
import type { Done, PersonRights, Refusal } from '../../app/privacy/person-rights.ts';
import type { RetentionReport } from '../../contract/privacy.ts';
import type { FileAddresses } from '../file-address.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface PrivacyRoutesDeps {
  readonly rights: PersonRights;
  readonly document: DocumentDeps;
  readonly retention: () => Promise<RetentionReport>;
  readonly clock: Clock;
  readonly makePaper: MakePaper;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly addresses: FileAddresses;
}

/** What persons ask of the office, for whoever is in charge of data protection. */
export function privacyRoutes({
  rights,
  document,
  retention,
  clock,
  makePaper,
  directory,
  addresses,
}: PrivacyRoutesDeps): Router {
  const router = Router();

  mount(router, 'findPerson', async ({ body, actor }) => done(await rights.find(actor, body)));
  mount(router, 'copyPerson', async ({ body, actor, response }) => {
    const { format, language } = body;
    const now = clock.now();
    const copy = personDocument(document, done(await rights.file(actor, body)), language, now);
    const send = (type: string, bytes: string | Buffer) => {
      response.type(type).setHeader('content-disposition', `attachment; filename="data.${format}"`);
      response.send(bytes);
    };
    if (format === 'json') {
      send('application/json; charset=utf-8', `${JSON.stringify(copy, null, 2)}\n`);
      return undefined;
    }
    const officer = directory.nameOf(actor.userId) ?? '';
    const made = await makePaper(personPaper(copy, { language, officer, now, zone: document.zone }));
    if (!made.ok) throw paperProblem(made);
    send('application/pdf', Buffer.from(made.bytes));
    return undefined;
  });
  mount(router, 'copyPersonFiles', async ({ body, actor }) => {
    const cases = done(await rights.file(actor, body));
    return {
      files: cases.flatMap(({ record: { ticketNumber }, files }) =>
        files.map(({ id: fileId, name, bytes, at }) => {
          const { url } = addresses.give({ fileId, what: 'save', userId: actor.userId, copy: true });
          return { fileId, ticketNumber, name, bytes, at, url };
        }),
      ),
    };
  });
  mount(router, 'correctPerson', async ({ body, actor }) => {
    const { callerName, address } = body;
    const fields = { ...(callerName && { callerName }), ...(address && { address }) };
    return { cases: done(await rights.correct(actor, body, fields)) };
  });
  mount(router, 'restrictPerson', async ({ body, actor }) => ({
    cases: done(await rights.restrict(actor, body, body.restricted)),
  }));
  mount(router, 'askErasure', async ({ body, actor }) => ({ erasureId: done(await rights.ask(actor, body)) }));
  mount(router, 'retention', retention);
  mount(router, 'erasures', async ({ actor }) => ({ erasures: [...(await rights.erasures(actor))] }));
  mount(router, 'decideErasure', async ({ params, body, actor }) => {
    const decided = await rights.decide(actor, params.erasureId, body.confirmed, body.reason);
    if (decided === 'not_found') throw new HttpProblem(404, 'not_found', 'Nobody waits for this decision.');
    if (decided === 'four_eyes') throw new HttpProblem(403, 'four_eyes', 'Somebody else has to confirm it.');
    if (decided === 'case_open') throw refusals.case_open();
    return decided;
  });
  return router;
}

const field = (code: 'phone_invalid' | 'invalid' | 'email_address') => () =>
  invalid([{ field: 'value', code, message: 'This is no whole number or address.' }]);
const refusals: Readonly<Record<Refusal, () => HttpProblem>> = {
  number_invalid: field('phone_invalid'),
  nik_invalid: field('invalid'),
  email_invalid: field('email_address'),
  shared_number: () =>
    new HttpProblem(409, 'shared_number', 'Several people are known by this number: say whose data are meant.'),
  nobody_known: () => new HttpProblem(404, 'nobody_known', 'Nobody is known by it.'),
  case_open: () => new HttpProblem(409, 'case_open', 'A case of theirs is not over.'),
};

function done<T>(result: Done<T>): T {
  if (!result.ok) throw refusals[result.why]();
  return result.value;
}
