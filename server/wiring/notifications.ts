import type { DeliveryReported } from '../../telephony/messaging/port.ts';
import { createNotifications } from '../app/alerts/notifications.ts';
import type { AlertRecord } from '../app/ports/alerts.ts';
import type { NotificationStore, Notifier } from '../app/ports/notifications.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { SendReport } from '../app/ports/report-schedules.ts';
import type { SopRegistry } from '../app/procedures/registry.ts';
import type { Config } from '../config.ts';
import { type PersonalMeans, personalMeans } from '../domain/notification/plan.ts';
import { quietHoursText } from '../domain/notification/quiet.ts';
import type { createMetrics } from '../metrics.ts';
import { createEmailNotifier } from '../notify/email.ts';
import { createGatewayNotifier } from '../notify/gateway.ts';
import { createWebhookNotifier } from '../notify/webhook.ts';
import { createNotificationStore } from '../store/notifications.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { MessagingDeps } from './core-deps.ts';

export interface NotifyingDeps {
  readonly config: Pick<Config, 'notify' | 'office' | 'http'>;
  readonly dataSource: Parameters<typeof createNotificationStore>[0];
  readonly sealer: Sealer;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<ReturnType<typeof createMetrics>, 'alertRaised' | 'notified'>;
  readonly messaging: Pick<MessagingDeps, 'gateways' | 'templates'>;
}

export interface Notifying {
  readonly notifications: NotificationStore;
  readonly officeQuiet: string;
  readonly available: readonly PersonalMeans[];
  raised(alert: AlertRecord): void;
  /** Carries reports by the office's mail server; null: none is set up. */
  readonly sendReport: SendReport | null;
  /** A gateway said what became of a message that was none to a citizen. */
  reported(report: DeliveryReported): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything that tells people of alerts away from their screens, wired. Nothing runs before `start`. */
export function createNotifying(deps: NotifyingDeps): Notifying {
  const { config, sops, clock, log, metrics } = deps;
  const { notify, office } = config;
  const store = createNotificationStore(deps.dataSource, deps.sealer);
  const email = notify.email && createEmailNotifier({ ...notify.email, console: config.http.publicUrl ?? null });
  const { gateways, templates } = deps.messaging;
  const notifiers: Notifier[] = [
    ...(email ? [email] : []),
    ...(notify.webhook ? [createWebhookNotifier({ ...notify.webhook, clock })] : []),
    ...(['sms', 'whatsapp'] as const).flatMap((channel) => {
      const found = gateways.gatewayFor(channel);
      const template = channel === 'whatsapp' ? notify.whatsappTemplate : null;
      const wording = templates.find(({ id }) => id === template)?.text ?? null;
      return found ? [createGatewayNotifier({ channel, ...found, template, wording, clock })] : [];
    }),
  ];
  const notifications = createNotifications({
    store,
    sops,
    notifiers,
    zone: office.timeZone,
    quiet: notify.quiet,
    language: office.locale,
    clock,
    log,
    counted: metrics.notified,
  });
  return {
    notifications: store,
    sendReport: email?.sendReport ?? null,
    officeQuiet: notify.quiet ? quietHoursText(notify.quiet) : 'none',
    available: personalMeans.filter((means) => notifiers.some((notifier) => notifier.means === means)),
    raised: (alert) => {
      metrics.alertRaised(alert);
      notifications.raised(alert);
    },
    reported: notifications.reported,
    start: notifications.start,
    stop: async () => {
      await notifications.stop();
      email?.close();
    },
  };
}
