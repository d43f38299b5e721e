import { backOffMs } from '../../../telephony/back-off.ts';
import type { DeliveryReported } from '../../../telephony/messaging/port.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { lateWork } from '../../domain/notification/late-work.ts';
import { type NotifiedAlert, planNotifications, type SentMeans, sentMeans } from '../../domain/notification/plan.ts';
import { parseQuietHours, type QuietHours } from '../../domain/notification/quiet.ts';
import type { ToldAlert } from '../../domain/notification/text.ts';
import type { AlertRecord } from '../ports/alerts.ts';
import type { ClaimedMessage, Language, NotificationStore, Notifier } from '../ports/notifications.ts';
import type { Clock, Log } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createLoop } from '../shared/loop.ts';

/** Tells people of alerts by other means than the screen. The database says what is to be told, so nothing is lost. */
export interface Notifications {
  /** An alert was committed. Cheap. */
  raised(alert: AlertRecord): void;
  /** A gateway said what became of a message. */
  reported(report: DeliveryReported): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface NotificationsDeps {
  readonly store: Pick<NotificationStore, 'plan' | 'claim' | 'abandon' | 'sent' | 'failed' | 'retry' | 'reported'>;
  readonly sops: SopRegistry;
  /** One for each means that the office has set up. */
  readonly notifiers: readonly Notifier[];
  readonly zone: OfficeZone;
  /** Of whoever has not chosen his own. */
  readonly quiet: QuietHours | null;
  /** Of what goes to no person. */
  readonly language: Language;
  readonly clock: Clock;
  readonly log: Log;
  /** For the metrics. */
  readonly counted: (means: SentMeans, outcome: Outcome, count: number) => void;
}

type Outcome = 'sent' | 'delivered' | 'failed' | 'retried' | 'skipped';

const plannedAtOnce = 500;
/** A message whose server was killed while it sent is sent again after this. */
const leaseMs = 60_000;
const attemptsAtMost = 20;
const retry = { firstMs: 5_000, longestMs: 300_000 };

export function createNotifications(deps: NotificationsDeps): Notifications {
  const { store, sops, clock, log, notifiers, counted } = deps;
  const setUp = new Set(notifiers.map(({ means }) => means));

  const planner = createLoop({
    log,
    trouble: 'it could not be planned whom alerts are told to; trying again',
    round: async () => {
      const now = clock.now();
      const { alerts, skipped } = await store.plan(plannedAtOnce, now, (found, everybody, lanes) => {
        const people = everybody.map((person) => ({ ...person, quiet: quietOf(person.quiet, deps.quiet) }));
        return planNotifications(
          found.map((alert) => notified(alert, sops)),
          { people, setUp, zone: deps.zone, lanes },
          now,
        );
      });
      for (const means of skipped) counted(means, 'skipped', 1);
      if (alerts > 0) for (const sender of senders) sender.kick();
      return alerts === plannedAtOnce;
    },
  });

  // Each by itself: a mail server that hangs holds up no SMS.
  const senders = notifiers.map((notifier) =>
    createLoop({
      log,
      trouble: 'messages could not be taken to be sent; trying again',
      round: async () => {
        const { means, atOnce } = notifier;
        const { messages, skipped } = await store.claim(means, clock.now(), leaseMs, atOnce);
        if (skipped > 0) counted(means, 'skipped', skipped);
        await Promise.all(messages.map((message) => send(notifier, message)));
        return messages.length === atOnce;
      },
    }),
  );

  const send = async (notifier: Notifier, message: ClaimedMessage) => {
    const { id, to, attempts, writtenAt } = message;
    const alerts = message.alerts.map((alert) => toldOf(alert, writtenAt, sops));
    const language = message.language ?? deps.language;
    const outcome = await notifier.send({ id, to, language, alerts, writtenAt }, message.again);
    await settle(notifier.means, id, attempts, outcome).catch((error: unknown) => {
      // It stays taken; when its lease is over it is sent again under the same id.
      log.warn({ err: error, id }, 'what became of a message could not be noted');
    });
  };

  const settle = async (
    means: SentMeans,
    id: string,
    attempts: number,
    outcome: Awaited<ReturnType<Notifier['send']>>,
  ) => {
    if (outcome.ok) {
      counted(means, 'sent', 1);
      return store.sent(id, clock.now(), outcome.delivered, outcome.reference);
    }
    const { kind, code } = outcome;
    const over = kind === 'rejected' || attempts >= attemptsAtMost;
    log.warn(
      { id, means, kind, code, attempts },
      over ? 'a message is given up' : 'a message was not sent; trying again',
    );
    counted(means, over ? 'failed' : 'retried', 1);
    if (over) return store.failed(id, code ?? kind);
    const pause = Math.max(outcome.retryAfterMs ?? 0, backOffMs(retry, attempts - 1));
    return store.retry(id, clock.now() + pause, kind === 'unknown');
  };

  const loops = [planner, ...senders];
  return {
    raised: (alert) => {
      if (alert.notify) planner.kick();
    },
    reported: async ({ messageId, reference, status, errorCode, at }) => {
      if (status === 'queued' || status === 'sent') return;
      const reason = status === 'failed' ? (errorCode ?? 'failed') : null;
      const means = await store.reported({ messageId, reference }, at, reason);
      if (means) counted(means, reason === null ? 'delivered' : 'failed', 1);
    },
    start: async () => {
      await store.abandon(sentMeans.filter((means) => !setUp.has(means)));
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

const quietOf = (own: string, office: QuietHours | null): QuietHours | null =>
  own === 'office' ? office : own === 'none' ? null : parseQuietHours(own);

const notified = (alert: AlertRecord, sops: SopRegistry): NotifiedAlert => ({
  ...alert,
  actor: lateWork(sops.get(alert.sopId, alert.sopVersion), alert.step).actor,
});

/** As it stood when the message was put together: sent again it says the same. */
function toldOf(alert: ClaimedMessage['alerts'][number], writtenAt: number, sops: SopRegistry): ToldAlert {
  const step = lateWork(sops.get(alert.sopId, alert.sopVersion), alert.step);
  const endedAt = alert.endedAt !== null && alert.endedAt <= writtenAt ? alert.endedAt : null;
  return { ...alert, endedAt, stepNumber: step.number, stepName: step.name };
}
