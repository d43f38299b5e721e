import { z } from 'zod';
import { Role } from './people.ts';
import { route } from './route.ts';

/** To whom a caller may be handed on, and how each stands now. */
export const TransferTargets = z.object({
  /** What the exchange can do. */
  can: z.object({ blind: z.boolean(), consult: z.boolean(), outside: z.boolean(), join: z.boolean() }),
  people: z.array(
    z.object({
      userId: z.uuid(),
      displayName: z.string(),
      role: Role,
      /** `away`: not ready, or at other work; the telephone can be rung all the same. */
      state: z.enum(['ready', 'talking', 'away', 'unreachable']),
    }),
  ),
  /** Numbers outside of the office that this person may use; never the numbers themselves. */
  outside: z.array(z.object({ id: z.string(), name: z.string(), emergency: z.boolean() })),
});
export type TransferTargets = z.infer<typeof TransferTargets>;

export const AskTransfer = z.object({
  /** `blind`: at once; `consult`: the caller hears music while the two talk. */
  mode: z.enum(['blind', 'consult']),
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), userId: z.uuid() }),
    z.object({ kind: z.literal('queue') }),
    z.object({ kind: z.literal('outside'), id: z.string().max(24) }),
  ]),
});
export type AskTransfer = z.infer<typeof AskTransfer>;

const agents = ['agent', 'supervisor'] as const;
const callParams = z.object({ callId: z.string().max(120) });

export const transferApi = {
  transferTargets: route({
    method: 'get',
    path: '/api/transfer-targets',
    summary: 'To whom I may hand a caller on, and how each stands now',
    roles: agents,
    response: TransferTargets,
  }),
  transfer: route({
    method: 'post',
    path: '/api/calls/{callId}/transfer',
    summary: 'Hand the caller I talk to on, at once or after a consultation',
    roles: agents,
    params: callParams,
    body: AskTransfer,
    response: null,
  }),
  endTransfer: route({
    method: 'put',
    path: '/api/calls/{callId}/transfer',
    summary: 'Bring the caller into a consultation, hand over, or take the caller back',
    roles: agents,
    params: callParams,
    body: z.object({ end: z.enum(['join', 'complete', 'cancel']) }),
    response: null,
  }),
};
