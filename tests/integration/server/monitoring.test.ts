import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createMetrics } from '../../../server/metrics.ts';
import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const read = (name: string) => readFileSync(`deploy/monitoring/${name}`, 'utf8');
const rules = (parse(read('sigap.rules.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const board = JSON.parse(read('sigap-dashboard.json')) as {
  panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
};
const targets = board.panels.flatMap((panel) => panel.targets);
const legends = targets.map(({ expr, legendFormat }) => ({ expr, said: legendFormat }));
const asked = [...legends, ...rules.map(({ expr, annotations }) => ({ expr, said: annotations.summary }))];

/** The metrics that an expression reads, each with the labels that it takes for granted. */
function needed({ expr, said }: { expr: string; said: string }): { metric: string; labels: string[] }[] {
  const found = [...expr.matchAll(/\b((?:sigap|process|nodejs)_[a-z0-9_]+|up)\b(?:\{([^}]*)\})?/g)];
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const named = [...said.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, name = '']) => name);
  return found.map(([, metric = '', selector = '']) => ({
    metric,
    labels: [...selector.matchAll(/(\w+)\s*=/g)].map(([, name = '']) => name).concat(grouped, named),
  }));
}

/** Prometheus's own, added when it reads. */
const byPrometheus = new Set(['job', 'instance']);

/** What everything that we count looks like, each counted once: metric → its labels. */
async function samples(): Promise<Map<string, Set<string>>> {
  const metrics = createMetrics();
  const gateway = { connected: true, anomalies: 0 };
  metrics.watch({
    ...{
      openCalls: () => 0,
      backlog: () => 0,
      pendingDeadlines: () => 0,
      sockets: () => 0,
      databaseAvailable: () => true,
    },
    exchanges: () => [['asterisk', { connected: true, since: 0, lastHeardAt: null, anomalies: 0 }]],
    gateways: () => ({ sms: gateway as never }),
    messagesWaiting: async () => [{ gateway: 'sms', count: 0 }] as never,
    messagesSetAside: async () => [{ gateway: 'sms', count: 0 }] as never,
  });
  metrics.alertRaised({ kind: 'breach', step: 'wait', firedAt: 1, dueAt: 0, deliveredAt: 2 } as never);
  metrics.alertDelivered({ firedAt: 1, deliveredAt: 2 } as never);
  metrics.notified('email', 'sent', 1);
  metrics.anomaly('test');
  const found = new Map<string, Set<string>>();
  for (const [, name = '', labels = ''] of (await metrics.read()).text.matchAll(/^([a-z][a-z0-9_]*)(?:\{(.*)\})? /gm))
    found.set(name, new Set([...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label)));
  return found;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createServerDatabase();
});
afterAll(() => database.drop());

it('every metric of board and rules is told by a running server', async () => {
  const server = await startTestServer({ databaseUrl: database.url });
  const { body } = await send(server.url, { method: 'GET', path: '/metrics' });
  await server.stop();
  const told = new Set([...String(body).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const names = asked.flatMap(needed).map(({ metric }) => metric.replace(/_(?:bucket|sum|count)$/, ''));
  expect(names.length).toBeGreaterThan(30);
  expect([...new Set(names)].filter((name) => name !== 'up' && !told.has(name))).toEqual([]);
});

it('every label by which board and rules choose, group or name is one of its metric', async () => {
  const known = await samples();
  const strange = asked.flatMap(needed).flatMap(({ metric, labels }) => {
    const of = known.get(metric);
    if (metric === 'up') return [];
    return labels.filter((label) => !byPrometheus.has(label) && !of?.has(label)).map((label) => `${metric}{${label}}`);
  });
  expect(strange).toEqual([]);
});

it('whoever reads them finds a renamed metric and a label that is none', () => {
  expect(
    needed({ expr: 'sum by (kind) (rate(sigap_alerts_total{step="wait"}[5m])) > up', said: '{{ $labels.who }}' }),
  ).toEqual([
    { metric: 'sigap_alerts_total', labels: ['step', 'kind', 'who'] },
    { metric: 'up', labels: ['kind', 'who'] },
  ]);
});

it('every rule says in words what is wrong, what to do and how soon, under a name of its own', () => {
  expect(rules.length).toBeGreaterThan(10);
  for (const { alert, labels, annotations } of rules) {
    expect(alert).toMatch(/^Sigap[A-Z]\w+$/);
    expect(['page', 'warn']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/ \/ /);
    expect(annotations.runbook.length).toBeGreaterThan(20);
  }
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});
