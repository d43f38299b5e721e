import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayStatus } from '../telephony/messaging/port.ts';
import type { ExchangeStatus } from '../telephony/port.ts';
import type { AlertRecord } from './app/ports/alerts.ts';
import type { MessageStore } from './app/ports/messages.ts';
import type { SentMeans } from './domain/notification/plan.ts';

/** What `/metrics` reads when it is asked. */
export interface MetricSources {
  readonly openCalls: () => number;
  readonly backlog: () => number;
  readonly pendingDeadlines: () => number;
  readonly sockets: () => number;
  /** Each one by its name. */
  readonly exchanges: () => readonly (readonly [name: string, status: ExchangeStatus])[];
  readonly databaseAvailable: () => boolean;
  readonly gateways: () => Readonly<Record<string, GatewayStatus>>;
  readonly messagesWaiting: MessageStore['backlog'];
  readonly messagesSetAside: MessageStore['setAside']['counts'];
}

/** Prometheus metrics. No label holds anything of a person. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120];
  const alerts = new Counter({
    name: 'sigap_alerts_total',
    help: 'Alerts raised',
    labelNames: ['kind', 'step'],
    registers,
  });
  const lateness = new Histogram({
    name: 'sigap_alert_lateness_seconds',
    help: 'From when an alert was due to when it was raised',
    buckets,
    registers,
  });
  const delivery = new Histogram({
    name: 'sigap_alert_delivery_seconds',
    help: 'From when an alert was raised to when a browser had shown it',
    buckets,
    registers,
  });
  const messages = new Counter({
    name: 'sigap_notifications_total',
    help: 'Messages that tell people of alerts, by what became of them; skipped are single notifications',
    labelNames: ['means', 'outcome'],
    registers,
  });
  const anomalies = new Counter({
    name: 'sigap_anomalies_total',
    help: 'Impossible things seen',
    labelNames: ['what'],
    registers,
  });

  return {
    alertRaised: ({ kind, step, firedAt, dueAt }: AlertRecord) => {
      alerts.inc({ kind, step });
      lateness.observe((firedAt - dueAt) / 1000);
    },
    alertDelivered: ({ firedAt, deliveredAt }: AlertRecord) => {
      if (deliveredAt !== null) delivery.observe((deliveredAt - firedAt) / 1000);
    },
    notified: (means: SentMeans, outcome: string, count: number) => messages.inc({ means, outcome }, count),
    anomaly: (what: string) => anomalies.inc({ what }),
    watch: (sources: MetricSources) => {
      const gauge = (name: string, help: string, read: () => number) =>
        new Gauge({
          name,
          help,
          registers,
          collect() {
            this.set(read());
          },
        });
      gauge('sigap_open_calls', 'Calls in progress', sources.openCalls);
      gauge('sigap_event_backlog', 'Calls with events still to be stored', sources.backlog);
      gauge('sigap_pending_deadlines', 'Deadlines watched', sources.pendingDeadlines);
      gauge('sigap_sockets', 'Browsers connected', sources.sockets);
      gauge('sigap_database_available', '1 when PostgreSQL answers', () => Number(sources.databaseAvailable()));
      watchExchanges(registers, sources);
      watchMessages(registers, sources);
    },
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

/** By exchange: what is wrong with one of several is said of it alone. */
function watchExchanges(registers: Registry[], { exchanges }: MetricSources): void {
  const gauge = (name: string, help: string, read: (status: ExchangeStatus) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['exchange'],
      registers,
      collect() {
        for (const [exchange, status] of exchanges()) this.set({ exchange }, read(status));
      },
    });
  gauge('sigap_exchange_connected', '1 when the exchange is connected', ({ connected }) => Number(connected));
  gauge(
    'sigap_exchange_behind_seconds',
    'How old what is heard of the exchange is',
    ({ behindMs = 0 }) => behindMs / 1000,
  );
  gauge(
    'sigap_calls_without_number',
    'Callers queued without a ticket number',
    ({ withoutNumber = 0 }) => withoutNumber,
  );
  gauge('sigap_exchange_anomalies', 'Packets of the exchange that made no sense', ({ anomalies }) => anomalies);
}

/** By gateway; what waits is counted when it is asked for, as it stands in the database. */
function watchMessages(registers: Registry[], { gateways, messagesWaiting, messagesSetAside }: MetricSources): void {
  const labelNames = ['gateway'];
  new Gauge({
    name: 'sigap_message_gateway_connected',
    help: '1 when the message gateway answers',
    labelNames,
    registers,
    collect() {
      for (const [gateway, { connected }] of Object.entries(gateways())) this.set({ gateway }, Number(connected));
    },
  });
  new Gauge({
    name: 'sigap_message_gateway_anomalies',
    help: 'Messages and reports of the gateway that made no sense',
    labelNames,
    registers,
    collect() {
      for (const [gateway, { anomalies }] of Object.entries(gateways())) this.set({ gateway }, anomalies);
    },
  });
  const counted = (name: string, help: string, read: () => Promise<readonly { gateway: string; count: number }[]>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        // While the database is away the other figures are wanted all the more.
        const found = await read().catch(() => null);
        if (!found) return;
        this.reset();
        for (const { gateway, count } of found) this.set({ gateway }, count);
      },
    });
  counted('sigap_messages_waiting', 'Messages to citizens that no gateway has taken yet', messagesWaiting);
  counted('sigap_messages_set_aside', 'Messages of citizens that could not be stored', messagesSetAside);
}
