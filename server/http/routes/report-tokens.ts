import { Router } from 'express';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { ReportTokenStore } from '../../app/ports/report-tokens.ts';
import { reportTokensAtMost } from '../../contract/report-tokens.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface ReportTokenRoutesDeps {
  readonly tokens: Pick<ReportTokenStore, 'add' | 'list' | 'revoke'>;
  readonly security: Pick<SecurityLog, 'note'>;
}

/** API tokens for reports: who may have one, and until when. */
export function reportTokenRoutes({ tokens, security }: ReportTokenRoutesDeps): Router {
  const router = Router();
  mount(router, 'reportTokens', async () => ({ tokens: [...(await tokens.list())] }));
  mount(router, 'addReportToken', async ({ actor, body: { days, ...of } }) => {
    const added = await tokens.add(of, { days, addedBy: actor.userId, atMost: reportTokensAtMost });
    if (!added) throw new HttpProblem(409, 'too_many_tokens', 'Revoke one that is not used any more.');
    const { prefix, ...told } = added;
    const subject = `${of.name} ${prefix}: ${of.reports.join(', ')}`;
    security.note({ event: 'token.made', personId: actor.userId, subject });
    return told;
  });
  mount(router, 'revokeReportToken', async ({ actor, params: { tokenId } }) => {
    const gone = await tokens.revoke(tokenId);
    if (gone === null) throw new HttpProblem(404, 'not_found', 'There is no such token, or it was revoked already.');
    security.note({ event: 'token.revoked', personId: actor.userId, subject: `${gone.name} ${gone.prefix}` });
    return undefined as never;
  });
  return router;
}
