import { Router } from 'express';
import type { Transferred, Transfers } from '../../app/calls/transfers.ts';
import type { TransferRefusal } from '../../domain/call/transfer.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';
import { exchangeRefusal } from './exchange-refusal.ts';

/** Handing callers on. */
export function transferRoutes({ transfers }: { readonly transfers: Transfers }): Router {
  const router = Router();
  mount(router, 'transferTargets', ({ actor }) => transfers.targets(actor));
  mount(router, 'transfer', async ({ params, body, actor }) => done(await transfers.begin(actor, params.callId, body)));
  mount(router, 'endTransfer', async ({ params, body, actor }) =>
    done(await transfers.end(actor, params.callId, body.end)),
  );
  return router;
}

function done(outcome: Transferred): never {
  if (outcome.ok) return undefined as never;
  if ('kind' in outcome) throw exchangeRefusal(outcome);
  if (outcome.why === 'not_allowed') throw new HttpProblem(403, 'not_allowed', 'Your role may not use this number.');
  throw new HttpProblem(409, outcome.why, details[outcome.why]);
}

const details = {
  not_your_call: 'This call is not at your telephone.',
  transfer_running: 'This caller is being handed on already.',
  transfer_to_oneself: 'A caller cannot be handed on to yourself.',
  transfer_to_nobody: 'There is no such telephone.',
  transfer_target_talks: 'They are talking; the caller stays with you.',
  transfer_target_unreachable: 'Their telephone cannot be reached; the caller stays with you.',
  transfer_consults_no_queue: 'A queue cannot be consulted.',
  transfer_unsupported: 'This exchange cannot do it.',
  no_transfer: 'There is no consultation under way.',
  transfer_not_answered: 'They have not answered yet.',
  transfer_joined: 'All three talk already.',
} satisfies Record<TransferRefusal, string>;
