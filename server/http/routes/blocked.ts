import { Router } from 'express';
import type { BlockList, BlockResult } from '../../app/calls/block-list.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

/** Numbers for whose callers nobody is rung. */
export function blockRoutes({ blockList }: { readonly blockList: Pick<BlockList, 'block' | 'unblock'> }): Router {
  const router = Router();
  mount(router, 'blockCaller', async ({ params, body, actor }) =>
    done(await blockList.block(actor, params.caseId, body)),
  );
  mount(router, 'unblockCaller', async ({ params, body, actor }) =>
    done(await blockList.unblock(actor, params.caseId, body.reason)),
  );
  return router;
}

function done(result: BlockResult): never {
  switch (result) {
    case 'done':
      return undefined as never;
    case 'not_allowed':
      throw new HttpProblem(403, result, 'Your role does not allow this.');
    case 'no_number':
      throw new HttpProblem(409, result, 'There is no number to block.');
    case 'too_few_pranks':
      throw new HttpProblem(409, result, 'Too few tickets of this number ended as prank or junk.');
  }
}
