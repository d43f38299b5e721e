import { Router } from 'express';
import type { QueueRefusal, QueueResult, Queues } from '../../app/agents/queues.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import { newQueueId } from '../../contract/queues.ts';
import type { AgentChoices } from '../../domain/agent/choices.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface QueueRoutesDeps {
  readonly queues: Queues;
  readonly directory: Directory;
  readonly sops: Pick<SopRegistry, 'services'>;
  readonly choices: AgentChoices;
  readonly makes: boolean;
}

const statuses: Readonly<Record<QueueRefusal, 403 | 404 | 409 | 422>> = {
  not_allowed: 403,
  unknown_queue: 404,
  unknown_skill: 422,
  unknown_service: 422,
  service_taken: 409,
  queues_not_here: 409,
  queue_is_first: 409,
  queue_has_callers: 409,
  queue_is_led_to: 409,
  overflow_unknown: 422,
  outside_unknown: 422,
  overflow_round: 422,
  no_telephone: 409,
};

const words: Readonly<Record<QueueRefusal, string>> = {
  not_allowed: 'Your role does not allow this.',
  unknown_queue: 'There is no such queue.',
  unknown_skill: 'A skill is not in the list of agents.yaml.',
  unknown_service: 'A service is not in services.yaml.',
  service_taken: 'A service rings in another queue already.',
  queues_not_here: 'The exchange is not set up for queues of the administration (ASTERISK_QUEUES_FILE).',
  queue_is_first: 'The first queue stays.',
  queue_has_callers: 'Callers wait in it.',
  queue_is_led_to: 'Callers of another queue are led to it: change that one first.',
  overflow_unknown: 'The queue to which callers are led on does not exist.',
  outside_unknown: 'A number outside of the office is not in the list of transfers.yaml.',
  overflow_round: 'Callers would be led round: choose a queue that does not lead back to this one.',
  no_telephone: 'This person has no telephone.',
};

/** Queues, and who takes part in them. */
export function queueRoutes({ queues, directory, sops, choices, makes }: QueueRoutesDeps): Router {
  const router = Router();
  const told = (result: QueueResult) => {
    if (!('refusal' in result)) return result;
    throw new HttpProblem(statuses[result.refusal], result.refusal, words[result.refusal]);
  };

  mount(router, 'queues', () => ({
    first: queues.first,
    makes,
    notApplied: queues.notApplied(),
    queues: queues.all().map((queue) => ({ ...queue, services: [...queue.services], skills: [...queue.skills] })),
    agents: directory
      .all()
      .filter(({ role, extension }) => role === 'agent' || extension !== null)
      .map(({ userId, displayName, extension }) => {
        const { queues: set, skills } = queues.setOf(userId);
        const places = extension === null ? [] : [...queues.places(userId)];
        return { userId, displayName, extension, queues: set && [...set], skills: { ...skills }, places };
      }),
    services: sops.services.filter(({ channel }) => channel === 'phone').map(({ id, name }) => ({ id, name })),
    skills: [...choices.skills],
    outside: queues.outside.map(({ id, name }) => ({ id, name })),
  }));
  mount(router, 'saveQueue', async ({ actor, params: { queueId: id }, body }) => {
    if (id !== queues.first && !newQueueId.test(id))
      throw new HttpProblem(422, 'bad_queue_name', 'The name has small letters, digits and hyphens.');
    return told(await queues.save(actor, { ...body, id }));
  });
  mount(router, 'removeQueue', async ({ actor, params }) => told(await queues.remove(actor, params.queueId)));
  mount(router, 'placeAgent', async ({ actor, params, body }) => told(await queues.place(actor, params.userId, body)));
  return router;
}
