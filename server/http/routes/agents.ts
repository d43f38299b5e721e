import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import type { Agents } from '../../app/agents/agents.ts';
import type { WrapUps } from '../../app/agents/wrap-ups.ts';
import type { LiveCalls } from '../../app/calls/live-calls.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { Actor } from '../../app/people/policies.ts';
import type { Store } from '../../app/ports/ports.ts';
import type { LegAction, PhoneSettings } from '../../contract/people.ts';
import type { PauseReason } from '../../domain/agent/choices.ts';
import { isTelephone } from '../../domain/call/transfer.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';
import { exchangeRefusal } from './exchange-refusal.ts';
import { requireKnownReason } from './pause-reasons.ts';

export interface AgentRoutesDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly agents: Agents;
  readonly directory: Directory;
  readonly liveCalls: LiveCalls;
  readonly kickOutbox: () => void;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  readonly phoneSettings: (userId: string) => Promise<PhoneSettings>;
  readonly wrapUps: WrapUps;
  readonly reasons: readonly PauseReason[];
}

/** An agent's telephone and readiness. */
export function agentRoutes(deps: AgentRoutesDeps): Router {
  const { store, agents, directory, liveCalls } = deps;
  const router = Router();

  const extensionOf = (actor: Actor): string => {
    const extension = directory.byId(actor.userId)?.extension;
    if (!extension) throw new HttpProblem(409, 'no_telephone', 'You have no telephone.');
    return extension;
  };

  mount(router, 'people', ({ query }) => ({
    people: directory
      .all()
      .filter((person) => person.role === query.role)
      .map(({ userId, displayName }) => ({ userId, displayName, role: query.role })),
  }));

  mount(router, 'phone', ({ actor }) => {
    extensionOf(actor);
    return deps.phoneSettings(actor.userId);
  });

  mount(router, 'setState', async ({ body, actor }) => {
    extensionOf(actor);
    requireKnownReason(body, deps.reasons);
    const reason = body.state === 'ready' ? null : body.reason;
    const ask = { type: 'ask', state: body.state, reason } as const;
    const change = await store.transaction((tx) => agents.change(tx, actor.userId, ask, `ask:${randomUUID()}`));
    agents.committed(change);
    deps.kickOutbox();
    return undefined as never;
  });

  mount(router, 'pauseReasons', () => ({ reasons: [...deps.reasons] }));

  mount(router, 'wrapUp', async ({ body, actor }) => {
    const answer = await deps.wrapUps[body.action](actor.userId);
    if (answer !== 'done') throw new HttpProblem(409, answer, refusedWrapUps[answer]);
    return undefined as never;
  });

  mount(router, 'leg', async ({ params, body, actor }) => {
    const extension = extensionOf(actor);
    const call = liveCalls.get(params.callId)?.call;
    // Of a call that we placed it is the agent's own leg, from the first ring on.
    const legs = call ? [call.answered, call.dialled, ...call.offers] : [];
    const mine =
      legs.some((leg) => leg?.extension === extension) ||
      (call?.transfer && isTelephone(call.transfer.target, extension));
    if (!call || !mine) throw new HttpProblem(409, 'not_your_call', 'This call is not at your telephone.');
    const outcome = await deps.execute(commandOf(body.action, call.callId, extension));
    if (!outcome.ok) throw exchangeRefusal(outcome);
    return undefined as never;
  });

  return router;
}

const refusedWrapUps = {
  not_in_wrap_up: 'You are in no wrap-up now.',
  no_extension_left: 'The wrap-up cannot be made longer any more.',
} as const;

function commandOf(action: LegAction['action'], callId: string, extension: string): ExchangeCommand {
  switch (action) {
    case 'answer':
    case 'hangup':
      return { type: `leg.${action}`, callId, extension };
    case 'hold':
    case 'unhold':
      return { type: 'leg.hold', callId, extension, on: action === 'hold' };
    case 'mute':
    case 'unmute':
      return { type: 'leg.mute', callId, extension, on: action === 'mute' };
  }
}
