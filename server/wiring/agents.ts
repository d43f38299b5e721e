import { type AgentsDeps, createAgents } from '../app/agents/agents.ts';
import { createQueueMembership, renewEveryMs } from '../app/agents/queue-membership.ts';
import { createQueues, type QueuesDeps } from '../app/agents/queues.ts';
import { createWrapUps, lookEveryMs } from '../app/agents/wrap-ups.ts';
import type { LiveCalls } from '../app/calls/live-calls.ts';
import type { Store } from '../app/ports/ports.ts';
import { createEvery } from '../app/shared/every.ts';
import { createOutbox } from '../app/shared/outbox.ts';
import { membershipOf } from '../domain/agent/agent.ts';
import { waits } from '../domain/call/call.ts';
import type { CoreDeps } from './core-deps.ts';

type AgentWiringDeps = Pick<
  CoreDeps,
  'clock' | 'log' | 'sops' | 'exchanges' | 'execute' | 'queue' | 'definesQueues' | 'leadsOut' | 'choices' | 'outside'
> &
  Pick<AgentsDeps, 'directory' | 'topics'> & { readonly store: Store; readonly liveCalls: Pick<LiveCalls, 'open'> };

/** Agents, the queues they take part in, and what keeps the exchange in line with both. */
export function createAgentWiring(deps: AgentWiringDeps) {
  const { store, clock, log, sops, directory, topics, exchanges, execute, choices, definesQueues } = deps;
  const kickOutbox = () => outbox.kick();
  const agents = createAgents({
    ...{ store, directory, topics, clock, reasons: choices.pauseReasons },
    queuesOf: (userId) => queues.places(userId).map(({ queue }) => queue),
  });
  const ofQueues: QueuesDeps = {
    ...{ store, sops, directory, topics, log, execute, definesQueues, kickOutbox },
    ...{ first: deps.queue, skills: choices.skills, shown: agents.republish },
    // What the exchange does not do is not offered.
    outside: deps.leadsOut ? deps.outside : [],
    staffed: (id, exchange) =>
      agents
        .all()
        .some(
          ({ userId, extension, status }) =>
            membershipOf(status) !== 'out' &&
            exchanges.ofPhone(extension) === exchange &&
            queues.places(userId).some((at) => at.queue === id),
        ),
    hasCallers: (id) => deps.liveCalls.open().some((call) => call.queue === id && waits(call)),
  };
  const queues = createQueues(ofQueues);
  const membership = createQueueMembership({ store, agents, queues, clock, exchanges, execute });
  const outbox = createOutbox({ store, log, perform: (entry) => membership.align(entry.payload.userId) });
  const wrapUps = createWrapUps({ store, agents, clock, log, kickOutbox });
  const rounds = [createEvery(renewEveryMs, membership.renew), createEvery(lookEveryMs, wrapUps.look)];
  return {
    ...{ agents, queues, membership, wrapUps, outbox },
    start: async () => {
      await queues.start();
      outbox.start();
      for (const round of rounds) round.start();
    },
    /** Renews and ends nothing any more; the outbox is ended later, when all is stored. */
    rest: async () => {
      for (const round of rounds) await round.stop();
      await queues.stop();
    },
  };
}
