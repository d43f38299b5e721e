import { z } from 'zod';
import { line } from './case.ts';
import type { Role } from './people.ts';
import { Bilingual } from './primitives.ts';
import { route } from './route.ts';

/** Whom of those who know equally much a caller gets. */
export const queueStrategies = ['turns', 'longest_idle', 'fewest_calls'] as const;

const WrapUp = z.object({
  seconds: z.number().int().min(10).max(1_800),
  extendSeconds: z.number().int().min(10).max(600),
  extensions: z.number().int().min(0).max(10),
});

/** Of a new queue, as the exchange is to know it. The first queue has the name that the exchange gave it. */
const QueueId = z.string().regex(/^[\w.-]{1,64}$/);

const name = line(40).min(1, 'required');

const ToQueue = z.object({ queue: QueueId });
/** A number of `transfers.yaml`, by its id there. */
const ToOutside = z.object({ outside: z.string().regex(/^[A-Za-z0-9-]{1,24}$/) });
const after = { afterSeconds: z.number().int().min(10).max(7_200) };

/** What can be said of a queue; see `domain/agent/queues.ts`. */
const QueueDraft = z.object({
  name: z.object({ id: name, en: name }),
  services: z.array(z.string().max(64)).max(50),
  skills: z.array(z.string().max(24)).max(10),
  strategy: z.enum(queueStrategies),
  ringSeconds: z.number().int().min(3).max(60),
  wrapUp: WrapUp.nullable(),
  maxWaitSeconds: z.number().int().min(10).max(7_200).nullable(),
  /** Its callers are led on after so long, or at once where none of its agents is logged in. */
  overflow: z.union([ToQueue.extend(after), ToOutside.extend(after)]).nullish(),
  /** Where they are led while their service is closed; null: they are told that it is. */
  whenClosed: z.union([ToQueue, ToOutside]).nullish(),
});
export type QueueDraft = z.infer<typeof QueueDraft>;

export const newQueueId = /^[a-z][a-z0-9-]{0,39}$/;

const Skills = z.record(z.string().max(24), z.union([z.literal(1), z.literal(2), z.literal(3)]));

/** An agent, and where he takes part. `queues` null: nothing is set, so in the first one. */
const PlacedAgent = z.object({
  userId: z.uuid(),
  displayName: z.string(),
  /** Null: without a telephone he is rung in no queue. */
  extension: z.string().nullable(),
  queues: z.array(z.string()).nullable(),
  skills: Skills,
  /** In which queues, by how soon he is rung in each: 0 first. */
  places: z.array(z.object({ queue: z.string(), penalty: z.number().int() })),
});
export type PlacedAgent = z.infer<typeof PlacedAgent>;

const Named = z.object({ id: z.string(), name: Bilingual });

/**
 * Why the exchange does not have it yet: it is not connected; the file that it reads cannot be written; it said no. It is
 * given it again by itself. Null: it has it.
 */
const NotApplied = z.enum(['away', 'unwritable', 'refused']).nullable();
export type NotApplied = z.infer<typeof NotApplied>;

const QueueOverview = z.object({
  /** The exchange's own queue: always there, and for callers of whom no queue says anything. */
  first: z.string(),
  /** Whether queues can be made here; the first one's people can be chosen anyway. */
  makes: z.boolean(),
  /** Of the queues as they stand here. */
  notApplied: NotApplied,
  queues: z.array(QueueDraft.extend({ id: z.string() })),
  agents: z.array(PlacedAgent),
  services: z.array(Named),
  skills: z.array(Named),
  /** Numbers outside of the office to which callers may be led. */
  outside: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type QueueOverview = z.infer<typeof QueueOverview>;

const managers = ['admin'] as const satisfies readonly Role[];
const Applied = z.object({ notApplied: NotApplied });

export const queueApi = {
  queues: route({
    method: 'get',
    path: '/api/queues',
    summary: 'The queues, who takes part in them and with which skills',
    roles: managers,
    response: QueueOverview,
  }),
  saveQueue: route({
    method: 'put',
    path: '/api/queues/{queueId}',
    summary: 'Make or change a queue, on the exchange at once; leaves an audit row with what changed',
    roles: managers,
    params: z.object({ queueId: QueueId }),
    body: QueueDraft,
    response: Applied,
  }),
  removeQueue: route({
    method: 'delete',
    path: '/api/queues/{queueId}',
    summary: 'Take a queue away in which nobody waits; leaves an audit row',
    roles: managers,
    params: z.object({ queueId: QueueId }),
    response: Applied,
  }),
  placeAgent: route({
    method: 'put',
    path: '/api/people/{userId}/queues',
    summary: 'In which queues an agent takes part and what the agent is good at; leaves an audit row with what changed',
    roles: managers,
    params: z.object({ userId: z.uuid() }),
    body: z.object({ queues: z.array(z.string().max(64)).max(50).nullable(), skills: Skills }),
    response: Applied,
  }),
} as const;
