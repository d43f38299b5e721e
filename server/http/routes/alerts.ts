import { Router } from 'express';
import { alertCard } from '../../app/alerts/alert-card.ts';
import type { LiveAlerts } from '../../app/alerts/live-alerts.ts';
import type { Directory } from '../../app/people/directory.ts';
import { mayAcknowledge } from '../../app/people/policies.ts';
import type { AlertRecord } from '../../app/ports/alerts.ts';
import type { Clock, Store } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import { lateWork } from '../../domain/notification/late-work.ts';
import { heardBy } from '../../domain/notification/recipients.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface AlertRoutesDeps {
  readonly store: Pick<Store, 'listAlerts' | 'alertById' | 'acknowledge'>;
  readonly liveAlerts: LiveAlerts;
  readonly directory: Directory;
  readonly sops: SopRegistry;
  readonly clock: Clock;
}

const pageSize = 100;

/** Alerts: the list of what was late, and taking note. */
export function alertRoutes({ store, liveAlerts, directory, sops, clock }: AlertRoutesDeps): Router {
  const router = Router();
  const sopOf = (alert: AlertRecord) => sops.get(alert.sopId, alert.sopVersion);

  const concerns = (alert: AlertRecord) => ({
    personId: alert.personId,
    actor: lateWork(sopOf(alert), alert.step).actor,
    heardBy: alert.level && heardBy(alert.level, directory.all()).map(({ userId }) => userId),
  });

  mount(router, 'listAlerts', async ({ query }) => {
    const offset = (query.page - 1) * pageSize;
    const { alerts, total } = await store.listAlerts({ limit: pageSize, offset, unacknowledged: false });
    return { alerts: alerts.map((alert) => alertCard(alert, sopOf(alert), directory)), total };
  });

  mount(router, 'acknowledge', async ({ params, actor }) => {
    const known = await store.alertById(params.alertId);
    if (!known || !mayAcknowledge(actor, concerns(known))) {
      throw new HttpProblem(404, 'not_found', 'There is no such alert.');
    }
    const alert = (await store.acknowledge(known.alertId, actor.userId, clock.now())) ?? known;
    liveAlerts.put([alert]);
    return alertCard(alert, sopOf(alert), directory);
  });

  return router;
}
