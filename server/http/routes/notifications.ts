import { Router } from 'express';
import { readContact } from '../../app/alerts/contacts.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { Actor } from '../../app/people/policies.ts';
import type { ContactSettings, NotificationStore } from '../../app/ports/notifications.ts';
import type { Store } from '../../app/ports/ports.ts';
import type { Contact, ContactChange, ContactMeans } from '../../contract/notifications.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface NotificationRoutesDeps {
  readonly notifications: Pick<NotificationStore, 'contactOf' | 'changeContact' | 'ofAlert'>;
  readonly store: Pick<Store, 'alertById'>;
  readonly directory: Directory;
  /** The office's quiet hours, or `none`. */
  readonly officeQuiet: string;
  readonly available: readonly ContactMeans[];
}

const messages = {
  mobile_number: 'This is no mobile number, such as 0812 3456 7890.',
  email_address: 'This is no e-mail address.',
  quiet_hours: 'Hours are written like 21:00-06:00.',
} as const;

/** Where and how people of the office are told of alerts, and who was told. */
export function notificationRoutes(deps: NotificationRoutesDeps): Router {
  const { notifications, store, directory, officeQuiet, available } = deps;
  const router = Router();

  const shown = (settings: ContactSettings): Contact => ({
    ...settings,
    escalations: [...settings.escalations],
    own: [...settings.own],
    officeQuiet,
    available: [...available],
  });
  const change = async (actor: Actor, personId: string, typed: ContactChange) => {
    const read = readContact(typed);
    if ('faults' in read) throw invalid(read.faults.map((fault) => ({ ...fault, message: messages[fault.code] })));
    const audit = { personId: actor.userId, action: 'contact.changed', subject: personId, reason: null } as const;
    return shown(await notifications.changeContact(personId, read.change, audit));
  };
  const known = (personId: string) => {
    if (!directory.byId(personId)) throw new HttpProblem(404, 'not_found', 'There is nobody of this id.');
    return personId;
  };

  mount(router, 'myContact', async ({ actor }) => shown(await notifications.contactOf(actor.userId)));
  mount(router, 'changeMyContact', ({ actor, body }) => change(actor, actor.userId, body));
  mount(router, 'contact', async ({ params }) => shown(await notifications.contactOf(known(params.personId))));
  mount(router, 'changeContact', ({ actor, params, body }) => change(actor, known(params.personId), body));

  mount(router, 'notifications', async ({ params }) => {
    const alert = await store.alertById(params.alertId);
    if (!alert) throw new HttpProblem(404, 'not_found', 'There is no such alert.');
    const found = await notifications.ofAlert(alert.alertId);
    return {
      notifications: found.map(({ personId, ...rest }) => ({ ...rest, personName: directory.nameOf(personId) })),
    };
  });

  return router;
}
