import { type Request, Router } from 'express';
import { caseCard } from '../../app/cases/case-card.ts';
import type { CaseCommands, CommandResult, Extras } from '../../app/cases/case-commands.ts';
import type { CaseDetails } from '../../app/cases/case-detail.ts';
import type { LiveCases } from '../../app/cases/live-cases.ts';
import { ticketBrief } from '../../app/cases/ticket-brief.ts';
import type { Directory } from '../../app/people/directory.ts';
import { type Actor, mayList, mayReveal, maySee } from '../../app/people/policies.ts';
import type { CaseRecord, Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { CaseCommand } from '../../domain/case/commands.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface CaseRoutesDeps {
  readonly commands: CaseCommands;
  readonly detail: CaseDetails;
  readonly store: Pick<Store, 'caseById' | 'callerById' | 'listCases' | 'unseal' | 'transaction'>;
  readonly liveCases: LiveCases;
  readonly directory: Directory;
  readonly sops: SopRegistry;
}

const pageSize = 50;

/** Cases: what people read of them and do to them. */
export function caseRoutes(deps: CaseRoutesDeps): Router {
  const { commands, detail, store, liveCases, directory, sops } = deps;
  const router = Router();
  const cardOf = (record: CaseRecord) =>
    caseCard(
      record,
      sops.get(record.sopId, record.sopVersion),
      liveCases.contextOf(record.caseId),
      directory,
      liveCases.conversationOf(record.caseId),
    );

  const run = async (actor: Actor, request: Request, caseId: string, command: CaseCommand, extras?: Extras) =>
    cardOf(recordOf(await commands.execute(actor, caseId, command, commandId(request), extras)));

  const visible = async (actor: Actor, caseId: string): Promise<CaseRecord> => {
    const record = await store.caseById(caseId);
    // A case one may not see looks like one that is not there.
    if (!record || !maySee(actor, record, sops.get(record.sopId, record.sopVersion)))
      throw new HttpProblem(404, 'not_found', 'There is no such case.');
    return record;
  };

  mount(router, 'listCases', async ({ query, actor }) => {
    if (!mayList(actor)) {
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    }
    const { q, status, page } = query;
    const filter = {
      ...(q ? { q } : {}),
      ...(status ? { status } : {}),
      limit: pageSize,
      offset: (page - 1) * pageSize,
    };
    const { cases, total } = await store.listCases(filter);
    return {
      cases: cases.map((brief) => ({ ...ticketBrief(brief), agentName: directory.nameOf(brief.agentId) })),
      total,
    };
  });

  mount(router, 'getCase', async ({ params, actor }) => {
    return detail(await visible(actor, params.caseId), actor);
  });

  mount(router, 'saveDraft', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'save-draft' }, { draft: body, nik: body.nik }),
  );
  mount(router, 'saveIntake', ({ params, body, actor, request }) => {
    const { nik, callerName, kind, category, complaint } = body;
    const fields = { callerName, kind, category, complaint, address: body.address ?? null };
    return run(actor, request, params.caseId, { type: 'save-intake', fields }, { nik });
  });
  mount(router, 'chooseCaller', async ({ params, body, actor, request }) => {
    const { callerId } = body;
    const caller = callerId === null ? null : await store.callerById(callerId);
    if (callerId !== null && !caller)
      throw invalid([{ field: 'callerId', code: 'unknown', message: 'No such caller.' }]);
    const command = {
      type: 'choose-caller',
      callerId,
      callerName: caller?.name ?? null,
      address: caller?.address ?? null,
    } as const;
    return run(actor, request, params.caseId, command);
  });
  mount(router, 'saveAnalysis', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'save-analysis', problemFrame: body.problemFrame }),
  );
  mount(router, 'saveSolution', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'save-solution', solution: body.solution }),
  );
  mount(router, 'noSolution', ({ params, actor, request }) =>
    run(actor, request, params.caseId, { type: 'no-solution' }),
  );
  mount(router, 'dispatch', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'dispatch', note: body.note }),
  );
  mount(router, 'forward', ({ params, body, actor, request }) => {
    const { officialId, note } = body;
    const official = directory.byId(officialId);
    if (official?.role !== 'official' && official?.role !== 'head') {
      throw invalid([{ field: 'officialId', code: 'unknown', message: 'No such official.' }]);
    }
    return run(actor, request, params.caseId, { type: 'forward', officialId, note: note || null });
  });
  mount(router, 'answer', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'answer', solution: body.solution }),
  );
  mount(router, 'confirm', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'confirm', ...body }),
  );
  mount(router, 'recap', ({ params, body, actor, request }) =>
    run(actor, request, params.caseId, { type: 'recap', ...body }),
  );

  mount(router, 'reveal', async ({ params, body, actor }) => {
    const record = await visible(actor, params.caseId);
    const { caseId } = record;
    if (!mayReveal(actor, record, sops.get(record.sopId, record.sopVersion)))
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const { field, reason } = body;
    await store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: `reveal.${field}`, subject: caseId, reason }),
    );
    return { value: await store.unseal(caseId, field) };
  });

  return router;
}

function recordOf(result: CommandResult): CaseRecord {
  if (result.ok) return result.record;
  switch (result.kind) {
    case 'not-found':
      throw new HttpProblem(404, 'not_found', 'There is no such case.');
    case 'forbidden':
      throw new HttpProblem(403, 'not_allowed', 'This case is not yours to change.');
    case 'rejected':
      throw new HttpProblem(409, result.rejection, 'This cannot be done to the case now.');
    case 'invalid':
      throw invalid([{ field: result.field, code: result.code, message: 'This is not valid.' }]);
  }
}
