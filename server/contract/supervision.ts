import { z } from 'zod';
import { ForceState, type Role } from './people.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** Listening, whispering to the agent, taking part: as the exchange has them. */
export const listenModes = ['listen', 'whisper', 'barge'] as const;
const ListenMode = z.enum(listenModes);
export type ListenMode = z.infer<typeof ListenMode>;

/**
 * A supervisor and the conversation they listen to. Key `listenings/<listenId>`: on their own desk, and, as the office
 * has it, on the agent's and on the floor.
 */
export const ListeningCard = z.object({
  listenId: z.string(),
  callId: z.string(),
  ticketNumber: z.string().nullable(),
  agentId: z.uuid(),
  agentName: z.string(),
  supervisorId: z.uuid(),
  supervisorName: z.string(),
  mode: ListenMode,
  /** Since when they hear it; null: their telephone rings. */
  since: Moment.nullable(),
});
export type ListeningCard = z.infer<typeof ListeningCard>;

/** An agent asks for help on the conversation they have. Key `helps/<callId>`: on the agent's desk, the supervisors', the floor. */
export const HelpCard = z.object({
  callId: z.string(),
  ticketNumber: z.string().nullable(),
  agentId: z.uuid(),
  agentName: z.string(),
  askedAt: Moment,
  /** Null: nobody comes yet. */
  takenByName: z.string().nullable(),
});
export type HelpCard = z.infer<typeof HelpCard>;

/**
 * Who may be at an agent's ear: whoever leads the agents. A head or coordinator hears recordings, by a reason; an agent
 * never listens to a colleague.
 */
export const supervisors = ['supervisor'] as const satisfies readonly Role[];

const callParams = z.object({ callId: z.string().max(120) });

export const supervisionApi = {
  supervision: route({
    method: 'get',
    path: '/api/supervision',
    summary: 'What this exchange lets supervisors do',
    roles: supervisors,
    response: z.object({ listen: z.boolean(), first: z.boolean(), move: z.boolean(), takeOver: z.boolean() }),
  }),
  listenIn: route({
    method: 'put',
    path: '/api/calls/{callId}/listening',
    summary: 'Listen to a conversation with my telephone, whisper to its agent, or take part; or change between them',
    roles: supervisors,
    params: callParams,
    body: z.object({ mode: ListenMode }),
    response: null,
  }),
  stopListening: route({
    method: 'delete',
    path: '/api/calls/{callId}/listening',
    summary: 'Listen no more',
    roles: supervisors,
    params: callParams,
    response: null,
  }),
  takeOver: route({
    method: 'post',
    path: '/api/calls/{callId}/take-over',
    summary: 'Have the caller of an agent put through to my telephone',
    roles: supervisors,
    params: callParams,
    response: null,
  }),
  serveFirst: route({
    method: 'post',
    path: '/api/calls/{callId}/first',
    summary: 'Serve a caller who waits before all others',
    roles: supervisors,
    params: callParams,
    response: null,
  }),
  moveCaller: route({
    method: 'post',
    path: '/api/calls/{callId}/move',
    summary: 'Put a caller who waits through to a named agent; not answered, the caller is first in the queue',
    roles: supervisors,
    params: callParams,
    body: z.object({ userId: z.uuid() }),
    response: null,
  }),
  forceState: route({
    method: 'put',
    path: '/api/people/{userId}/state',
    summary: 'Make an agent ready, not ready, or take one out of the queue',
    roles: supervisors,
    params: z.object({ userId: z.uuid() }),
    body: ForceState,
    response: null,
  }),
  askHelp: route({
    method: 'put',
    path: '/api/calls/{callId}/help',
    summary: 'Ask the supervisors for help on the conversation I have',
    roles: ['agent'],
    params: callParams,
    response: null,
  }),
  withdrawHelp: route({
    method: 'delete',
    path: '/api/calls/{callId}/help',
    summary: 'I need no help any more',
    roles: ['agent'],
    params: callParams,
    response: null,
  }),
  takeHelp: route({
    method: 'post',
    path: '/api/calls/{callId}/help/taken',
    summary: 'I help the agent who asked',
    roles: supervisors,
    params: callParams,
    response: null,
  }),
};
