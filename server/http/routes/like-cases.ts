import { Router } from 'express';
import type { FindLikeCases, LikeCaseFound } from '../../app/cases/like-cases.ts';
import { ticketBrief } from '../../app/cases/ticket-brief.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { LikeCase } from '../../contract/like-cases.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import { type ReadableCaseDeps, readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';

export interface LikeCasesRoutesDeps extends ReadableCaseDeps {
  readonly find: FindLikeCases;
  readonly sops: Pick<SopRegistry, 'services' | 'choicesOf'>;
}

/** Cases like one that the asker may read. */
export function likeCasesRoutes({ find, sops, ...deps }: LikeCasesRoutesDeps): Router {
  const router = Router();
  const visible = readableCase(deps);
  const cardOf = ({ record, same, open }: LikeCaseFound): LikeCase => {
    const { caseId, ticketNumber, serviceId, openedAt, state } = record;
    const { status, kind, category, agentId } = state;
    const brief = { caseId, ticketNumber, serviceId, openedAt, status, kind, category, agentId };
    return {
      ...ticketBrief(brief, (list, code) => choiceOf(sops.choicesOf(serviceId, list), code)),
      serviceName: sops.services.find(({ id }) => id === serviceId)?.name ?? null,
      ...{ same: [...same], open },
    };
  };
  mount(router, 'likeCases', async ({ actor, params }) => {
    const { like, earlier } = await find(actor, await visible(actor, params.caseId));
    return { like: like.map(cardOf), earlier: earlier.map(cardOf) };
  });
  return router;
}
