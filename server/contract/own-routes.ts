import { z } from 'zod';
import {
  ChangePassword,
  LegAction,
  LogIn,
  Me,
  Office,
  PauseReasonCard,
  Person,
  PhoneSettings,
  Role,
  SetAgentState,
  WrapUpAction,
} from './people.ts';
import { route } from './route.ts';

const agents = ['agent', 'supervisor'] as const;

/** The office, who is logged in, their telephone and state, and with whom they work. */
export const ownApi = {
  office: route({
    method: 'get',
    path: '/api/office',
    summary: 'The office, for the log-in page',
    roles: 'public',
    response: Office,
  }),
  logIn: route({ method: 'post', path: '/api/session', summary: 'Log in', roles: 'public', body: LogIn, response: Me }),
  me: route({ method: 'get', path: '/api/session', summary: 'Who is logged in', roles: 'any', response: Me }),
  logOut: route({ method: 'delete', path: '/api/session', summary: 'Log out', roles: 'any', response: null }),
  changePassword: route({
    method: 'put',
    path: '/api/me/password',
    summary: 'Change my password; every other log-in of mine ends',
    roles: 'any',
    body: ChangePassword,
    response: null,
  }),
  phone: route({
    method: 'get',
    path: '/api/me/phone',
    summary: 'How my telephone is worked',
    roles: 'any',
    response: PhoneSettings,
  }),
  setState: route({
    method: 'put',
    path: '/api/me/state',
    summary: 'Ready or not ready',
    roles: agents,
    body: SetAgentState,
    response: null,
  }),
  wrapUp: route({
    method: 'post',
    path: '/api/me/wrap-up',
    summary: 'End my wrap-up before the recap is written, which stays owed, or make it longer',
    roles: agents,
    body: WrapUpAction,
    response: null,
  }),
  pauseReasons: route({
    method: 'get',
    path: '/api/pause-reasons',
    summary: 'Why an agent may be not ready, and for how long, as the office has it',
    roles: agents,
    response: z.object({ reasons: z.array(PauseReasonCard) }),
  }),
  leg: route({
    method: 'post',
    path: '/api/calls/{callId}/leg',
    summary: 'Answer, hang up, hold or mute my leg of a call, where the exchange can',
    roles: agents,
    params: z.object({ callId: z.string().max(120) }),
    body: LegAction,
    response: null,
  }),
  people: route({
    method: 'get',
    path: '/api/people',
    summary: 'People of one role',
    roles: 'any',
    query: z.object({ role: Role }),
    response: z.object({ people: z.array(Person) }),
  }),
} as const;
