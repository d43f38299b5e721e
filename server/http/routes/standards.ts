import { type Response, Router } from 'express';
import type { Directory } from '../../app/people/directory.ts';
import type { Actor } from '../../app/people/policies.ts';
import type { StandardPaper } from '../../app/ports/service-standards.ts';
import type { ServiceStandards, StandardRefusal } from '../../app/reports/service-standards.ts';
import { uuidOf } from '../../app/shared/uuid-of.ts';
import { type StandardPaperCard, standardMakers } from '../../contract/standards.ts';
import { commandId } from '../command-id.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface StandardRoutesDeps {
  readonly standards: ServiceStandards;
  readonly directory: Pick<Directory, 'nameOf'>;
}

/** Reports on service standards, for those who answer for how the office works. */
export function standardRoutes({ standards, directory }: StandardRoutesDeps): Router {
  const router = Router();

  const card = ({ id, report, madeBy, ...paper }: StandardPaper): StandardPaperCard => {
    const title = report.procedure === null ? null : (report.procedures[0]?.title ?? report.procedure);
    return {
      ...{ paperId: id, number: paper.number, sha256: paper.sha256, madeAt: paper.madeAt },
      ...{ from: report.from, to: report.to, corrections: report.corrections.length },
      // As the paper had it, which is in Indonesian.
      procedure: title === null ? null : { id: title, en: title },
      madeByName: directory.nameOf(madeBy),
    };
  };
  const all = async ({ role }: Actor) => ({
    procedures: standards.procedures().map(({ sopId, title }) => ({ sopId, title })),
    papers: (await standards.list()).map(card),
    mayMake: (standardMakers as readonly string[]).includes(role),
  });
  const send = (response: Response, bytes: Uint8Array, name: string): undefined => {
    response.type('application/pdf').setHeader('content-disposition', `attachment; filename="${name}.pdf"`);
    response.end(bytes);
    return undefined;
  };

  mount(router, 'serviceStandards', async ({ actor }) => all(actor));
  mount(router, 'draftStandard', async ({ query, response }) => {
    const made = await standards.draft(query);
    if (!made.ok) throw refused(made);
    return send(response, made.bytes, `konsep-standar-pelayanan-${query.from}-${query.to}`);
  });
  mount(router, 'makeStandard', async ({ body, actor, request }) => {
    const id = uuidOf(`standard ${actor.userId} ${commandId(request)}`);
    const made = await standards.make(actor.userId, id, body);
    if (!made.ok) throw refused(made);
    return all(actor);
  });
  mount(router, 'takeStandard', async ({ params: { paperId }, response }) => {
    const bytes = await standards.bytesOf(paperId);
    if (!bytes) throw new HttpProblem(404, 'not_found', 'There is no such report.');
    return send(response, bytes, `standar-pelayanan-${paperId}`);
  });
  return router;
}

const refused = (answer: StandardRefusal): HttpProblem =>
  'fault' in answer ? invalid([answer.fault]) : paperProblem(answer.made);
