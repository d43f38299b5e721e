import { z } from 'zod';
import { Reason } from './case.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** How the number of a case stands, for those who may block it. */
export const BlockCard = z.object({
  /** How often its tickets ended as prank or junk, and how often they must have, to be blocked. */
  pranks: z.number().int(),
  fewest: z.number().int(),
  /** Null: it is not blocked. */
  until: Moment.nullable(),
  atEmergency: z.boolean(),
});
export type BlockCard = z.infer<typeof BlockCard>;

const BlockCaller = z.object({
  days: z.number().int().min(1).max(30),
  /** Also at 112 and its like. */
  atEmergency: z.boolean(),
  reason: Reason,
});

const params = z.object({ caseId: z.uuid() });
const roles = ['supervisor'] as const;

export const blockApi = {
  blockCaller: route({
    method: 'put',
    path: '/api/cases/{caseId}/block',
    summary: 'Have nobody rung for callers of this number for a while; leaves an audit row',
    roles,
    params,
    body: BlockCaller,
    response: null,
  }),
  unblockCaller: route({
    method: 'post',
    path: '/api/cases/{caseId}/unblock',
    summary: 'Callers of this number come to the queue again; leaves an audit row',
    roles,
    params,
    body: z.object({ reason: Reason }),
    response: null,
  }),
};
