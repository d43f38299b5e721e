import { Router } from 'express';
import type { SupervisionControl } from '../../../telephony/commands.ts';
import type { Helped, Helps } from '../../app/supervision/helps.ts';
import type { Intervened, Interventions } from '../../app/supervision/interventions.ts';
import type { Listenings } from '../../app/supervision/listenings.ts';
import type { PauseReason } from '../../domain/agent/choices.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';
import { exchangeRefusal } from './exchange-refusal.ts';
import { requireKnownReason } from './pause-reasons.ts';

export interface SupervisionRoutesDeps {
  readonly listenings: Listenings;
  readonly interventions: Interventions;
  readonly helps: Helps;
  readonly reasons: readonly PauseReason[];
  readonly control: () => SupervisionControl & { readonly takeOver: boolean };
}

/** What supervisors do to conversations, callers and agents from the floor, and how agents call them. */
export function supervisionRoutes(deps: SupervisionRoutesDeps): Router {
  const { listenings, interventions, helps, control } = deps;
  const router = Router();
  mount(router, 'supervision', () => control());
  mount(router, 'listenIn', async ({ params, body, actor }) =>
    done(await listenings.listen(actor, params.callId, body.mode)),
  );
  mount(router, 'stopListening', async ({ params, actor }) => done(await listenings.stop(actor, params.callId)));
  mount(router, 'takeOver', async ({ params, actor }) => done(await interventions.takeOver(actor, params.callId)));
  mount(router, 'serveFirst', async ({ params, actor }) => done(await interventions.serveFirst(actor, params.callId)));
  mount(router, 'moveCaller', async ({ params, body, actor }) =>
    done(await interventions.move(actor, params.callId, body.userId)),
  );
  mount(router, 'forceState', async ({ params, body, actor }) => {
    requireKnownReason(body, deps.reasons);
    return done(await interventions.force(actor, params.userId, body));
  });
  mount(router, 'askHelp', async ({ params, actor }) => done(await helps.ask(actor, params.callId)));
  mount(router, 'withdrawHelp', async ({ params, actor }) => done(await helps.withdraw(actor, params.callId)));
  mount(router, 'takeHelp', async ({ params, actor }) => done(await helps.take(actor, params.callId)));
  return router;
}

type Outcome = Intervened | Helped;

function done(outcome: Outcome): never {
  if (outcome.ok) return undefined as never;
  if ('kind' in outcome) throw exchangeRefusal(outcome);
  const { why } = outcome;
  throw new HttpProblem(statuses[why as keyof typeof statuses] ?? 409, why, details[why]);
}

const statuses = { not_allowed: 403, not_found: 404, exchange_away: 503 } as const;

const details = {
  not_allowed: 'Only supervisors do this.',
  not_found: 'There is no agent with a telephone like that.',
  exchange_away: 'The exchange cannot be reached; the call goes on.',
  listen_unsupported: 'Nobody can listen at this exchange.',
  no_telephone: 'You have no telephone.',
  call_over: 'This call is over.',
  nobody_talks: 'No agent talks on this call now.',
  listen_to_oneself: 'This is your own conversation.',
  listened_already: 'Somebody else listens to this conversation, or you listen to another.',
  telephone_unreachable: 'Your telephone is not connected to the exchange.',
  in_another_call: 'Your telephone is in use.',
  listening_rings: 'Answer your telephone first.',
  not_listening: 'You do not listen to this call.',
  not_waiting: 'This caller does not wait in the queue.',
  agent_logged_out: 'This agent is not at the desk.',
  transfer_running: 'This caller is being handed on already.',
  transfer_to_nobody: 'There is nobody like that with a telephone.',
  agent_talks: 'This agent talks to somebody; the caller keeps the place in the queue.',
  agent_unreachable: 'This telephone is not connected; the caller keeps the place in the queue.',
  transfer_unsupported: 'This exchange cannot do it.',
  not_your_call: 'This call is not at your telephone.',
  no_help_asked: 'Nobody asks for help on this call any more.',
} satisfies Record<Extract<Outcome, { why: string }>['why'], string>;
