import { z } from 'zod';
import { overseers } from './people.ts';
import { route } from './route.ts';

/** The means that reach a person away from the screen. */
export const contactMeans = ['sms', 'whatsapp', 'email'] as const;
export const ContactMeans = z.enum(contactMeans);
export type ContactMeans = z.infer<typeof ContactMeans>;

const Moment = z.number().int().meta({ description: 'Epoch milliseconds' });
const choice = z.array(ContactMeans).max(contactMeans.length);

/** How somebody is told of alerts. Addresses leave the server masked only. */
export const Contact = z.object({
  mobileMasked: z.string().nullable(),
  emailMasked: z.string().nullable(),
  /** Means by which escalations are taken, of those that the procedure names. */
  escalations: choice,
  /** Means by which warnings and breaches of one's own steps are told, besides the screen. */
  own: choice,
  /** `office`: the office's hours; `none`; or hours such as `21:00-06:00`. */
  quiet: z.string(),
  /** The office's own quiet hours, or `none`. */
  officeQuiet: z.string(),
  /** The means that the office has set up. */
  available: choice,
});
export type Contact = z.infer<typeof Contact>;

/** A field left out stays as it was; an empty address is forgotten. */
export const ContactChange = z.object({
  mobile: z.string().trim().max(40).optional(),
  email: z.string().trim().max(254).optional(),
  escalations: choice.optional(),
  own: choice.optional(),
  quiet: z
    .string()
    .regex(/^(office|none|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/, 'quiet_hours')
    .optional(),
});
export type ContactChange = z.infer<typeof ContactChange>;

/** One alert told to one person, or to the office's own system, by one means. */
export const NotificationCard = z.object({
  /** Null: the office's own system, or a role that nobody has. */
  personName: z.string().nullable(),
  means: z.enum(['screen', ...contactMeans, 'webhook']),
  state: z.enum(['pending', 'sent', 'delivered', 'failed', 'skipped']),
  /** Why it was skipped or failed: a word of ours, or a code of the other side. */
  reason: z.string().nullable(),
  sendAt: Moment.nullable(),
  sentAt: Moment.nullable(),
  deliveredAt: Moment.nullable(),
  attempts: z.number().int(),
});
export type NotificationCard = z.infer<typeof NotificationCard>;

const ofPerson = z.object({ personId: z.uuid() });

export const notificationApi = {
  myContact: route({
    method: 'get',
    path: '/api/me/contact',
    summary: 'How I am told of alerts',
    roles: 'any',
    response: Contact,
  }),
  changeMyContact: route({
    method: 'put',
    path: '/api/me/contact',
    summary: 'Change how I am told of alerts',
    roles: 'any',
    body: ContactChange,
    response: Contact,
  }),
  contact: route({
    method: 'get',
    path: '/api/people/{personId}/contact',
    summary: 'How somebody is told of alerts',
    roles: ['admin'],
    params: ofPerson,
    response: Contact,
  }),
  changeContact: route({
    method: 'put',
    path: '/api/people/{personId}/contact',
    summary: 'Change how somebody is told of alerts',
    roles: ['admin'],
    params: ofPerson,
    body: ContactChange,
    response: Contact,
  }),
  notifications: route({
    method: 'get',
    path: '/api/alerts/{alertId}/notifications',
    summary: 'Who was told of an alert, by what and when',
    roles: overseers,
    params: z.object({ alertId: z.string().max(200) }),
    response: z.object({ notifications: z.array(NotificationCard) }),
  }),
} as const;
