import { z } from 'zod';
import { line } from './case.ts';
import { Locale, Role } from './people.ts';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** `browser`: the console is the telephone. `desk`: a telephone of its own stands there. */
const Phone = z.enum(['browser', 'desk']);

/** Somebody who works here, or did. Moments in epoch ms. */
export const PersonCard = z.object({
  personId: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  role: Role,
  extension: z.string().nullable(),
  phone: Phone,
  locale: Locale,
  active: z.boolean(),
  /** Null: never yet. */
  lastLogInAt: Moment.nullable(),
  addedAt: Moment,
  /** Until when the password that was handed out opens the one log-in; null: the password is the person's own. */
  firstPasswordUntil: Moment.nullable(),
  /** A code or a passkey is asked at the log-in. */
  secondFactor: z.boolean(),
});
export type PersonCard = z.infer<typeof PersonCard>;

/** Left empty: none. */
const Extension = z
  .string()
  .trim()
  .regex(/^(\d{2,6})?$/, 'extension_invalid')
  .transform((extension) => (extension === '' ? null : extension))
  .nullable();

const fields = {
  displayName: line(80).min(1, 'required'),
  role: Role,
  extension: Extension,
  phone: Phone,
  locale: Locale,
};
const Username = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, { error: 'required', abort: true })
  .regex(/^[a-z0-9._-]{2,64}$/, 'username_invalid');

/** A password that is told this once, and opens one log-in until then. */
export const NewPassword = z.object({
  personId: z.uuid(),
  username: z.string(),
  password: z.string(),
  expiresAt: Moment.nullable(),
});
export type NewPassword = z.infer<typeof NewPassword>;

const Values = z
  .object({
    displayName: z.string(),
    role: z.string(),
    extension: z.string().nullable(),
    phone: z.string(),
    locale: z.string(),
  })
  .partial();

/** What was done to somebody's entry. */
export const PersonChangeCard = z.object({
  changeId: z.uuid(),
  at: Moment,
  /** Null: nobody of the office, as the command line. */
  byName: z.string().nullable(),
  way: z.enum(['console', 'import', 'undo', 'command line', 'first start']),
  kind: z.enum(['added', 'changed', 'activated', 'deactivated', 'password']),
  before: Values.nullable(),
  after: Values.nullable(),
  /** Its earlier values can be written again: the later ones still stand. */
  undoable: z.boolean(),
});
export type PersonChangeCard = z.infer<typeof PersonChangeCard>;

const managers = ['admin'] as const;
const params = z.object({ personId: z.uuid() });

export const peopleListApi = {
  peopleList: route({
    method: 'get',
    path: '/api/people/list',
    summary: 'Everybody who works here or did, as what, with which telephone, and when they last logged in',
    roles: managers,
    response: z.object({ people: z.array(PersonCard) }),
  }),
  addPerson: route({
    method: 'post',
    path: '/api/people',
    summary: 'Add somebody; the password is told this once and opens one log-in within 72 hours',
    roles: managers,
    grave: true,
    body: z.object({ username: Username, ...fields }),
    response: NewPassword,
  }),
  changePerson: route({
    method: 'put',
    path: '/api/people/{personId}',
    summary: 'Change what is said of somebody; another role or telephone ends every log-in of theirs at once',
    roles: managers,
    grave: true,
    params,
    body: z.object(fields),
    response: null,
  }),
  setPersonActive: route({
    method: 'put',
    path: '/api/people/{personId}/active',
    summary: 'Whether somebody works here: who does no more is out of every log-in and queue at once',
    roles: managers,
    grave: true,
    params,
    body: z.object({ active: z.boolean() }),
    response: null,
  }),
  resetPassword: route({
    method: 'post',
    path: '/api/people/{personId}/password',
    summary: 'Another first password for somebody else, told this once; every log-in of theirs ends',
    roles: managers,
    grave: true,
    params,
    response: NewPassword,
  }),
  personChanges: route({
    method: 'get',
    path: '/api/people/{personId}/changes',
    summary: 'What was done to somebody’s entry, by whom and when, with the values before and after; the newest first',
    roles: managers,
    params,
    response: z.object({ changes: z.array(PersonChangeCard) }),
  }),
  undoPersonChange: route({
    method: 'post',
    path: '/api/people/{personId}/changes/{changeId}/undo',
    summary: 'Write the values from before a change again, as a change of its own',
    roles: managers,
    grave: true,
    params: z.object({ personId: z.uuid(), changeId: z.uuid() }),
    response: null,
  }),
} as const;
