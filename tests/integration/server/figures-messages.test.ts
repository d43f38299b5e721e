import type { QueryInput } from '../../../server/contract/api.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { chance, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

const month = { from: '2026-11-01', to: '2026-11-30', zone: 'Asia/Makassar' } as const;
const begins = Date.parse('2026-11-01T00:00:00+08:00');
const ends = Date.parse('2026-12-01T00:00:00+08:00');

interface Kept {
  readonly seq: number;
  readonly caseId: string | null;
  readonly serviceId: string;
  readonly channel: string;
  readonly direction: string;
  readonly purpose: string | null;
  readonly status: string | null;
  readonly sentAt: number | null;
  readonly at: number;
  readonly segments: number;
  readonly aside: string | null;
  readonly personId: string | null;
}

let database: TestDatabase;
let server: TestServer;
let rina: Client;
let kept: Kept[] = [];
let agents = new Map<string, string | null>();

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, begins, 40);
  const cases = await server.sql<{ id: string; service_id: string; agent_id: string | null }>(
    'SELECT id, service_id, agent_id FROM case_file ORDER BY id',
  );
  agents = new Map(cases.map(({ id, agent_id }) => [id, agent_id]));
  const random = chance(12);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  kept = Array.from({ length: 900 }, (_, index) => {
    const of = random() < 0.95 ? one(cases) : null;
    const ours = random() < 0.5;
    const status = ours ? one(['queued', 'sent', 'delivered', 'read', 'failed']) : null;
    // Some before the month and some after it: what is asked then begins or ends a wait of the month.
    const at = begins - 2 * 86_400_000 + Math.floor((index / 900) * 34 * 86_400_000 + random() * 3_600_000);
    return {
      ...{ seq: index + 1, caseId: of?.id ?? null, serviceId: of?.service_id ?? 'surabaya', at },
      ...{ channel: one(['sms', 'whatsapp', 'email']), direction: ours ? 'out' : 'in', segments: 1 + (index % 3) },
      purpose: ours ? one(['message', 'question', 'answer', 'acknowledgement', 'missed', 'consent']) : null,
      ...{
        status,
        sentAt: status && status !== 'queued' && status !== 'failed' ? at + 1_000 + (index % 70) * 1_000 : null,
      },
      aside: !ours && random() < 0.1 ? 'loop' : null,
      personId: ours && random() < 0.8 ? one([people.sari.id, people.budi.id]) : null,
    };
  });
  await server.sql(
    `INSERT INTO message (id, case_id, service_id, gateway, channel, direction, own_address, address_index, address_sealed,
       address_masked, body_sealed, purpose, segments, status, status_at, at, person_id, aside)
     SELECT 'm' || seq, "caseId", "serviceId", 'test', channel, direction, 'office', 'i', 's', '•••', 'b', purpose, segments, status,
       CASE WHEN "sentAt" IS NULL THEN '{}'::jsonb WHEN seq % 4 = 0 THEN jsonb_build_object('delivered', "sentAt")
         ELSE jsonb_build_object('queued', at, 'sent', "sentAt", 'delivered', "sentAt" + 5000) END,
       to_timestamp(at / 1000.0), "personId", aside
     FROM jsonb_to_recordset($1::jsonb) AS t(seq int, "caseId" uuid, "serviceId" text, channel text, direction text, purpose text,
       segments int, status text, "sentAt" int8, at int8, "personId" uuid, aside text) ORDER BY seq`,
    [JSON.stringify(kept)],
  );
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

type Query = Partial<QueryInput<'messageReport'>>;
const told = (query: Query = {}) => rina.do('messageReport', { query: { ...month, ...query } as never });

const gone = ({ status }: Kept) => status === 'sent' || status === 'delivered' || status === 'read';
const byPerson = (one: Kept) => ['message', 'question', 'answer'].includes(one.purpose ?? '') && gone(one);

/** The same again, message by message as each conversation went. */
function counted(which: (one: Kept) => boolean) {
  const waits: number[] = [];
  const sums = { received: 0, turns: 0, replied: 0, sent: 0, delivered: 0, failed: 0, queued: 0, parts: 0 };
  const waiting = new Map<string, number[]>();
  const hisTurn = new Set<string>();
  for (const one of kept) {
    if (one.aside !== null) continue;
    const counts = one.at >= begins && one.at < ends && which(one);
    if (one.direction === 'in') {
      sums.received += Number(counts);
      if (one.caseId === null) continue;
      if (!hisTurn.has(one.caseId) && counts) {
        sums.turns += 1;
        waiting.set(one.caseId, [...(waiting.get(one.caseId) ?? []), one.at]);
      }
      hisTurn.add(one.caseId);
      continue;
    }
    if (counts) {
      sums.sent += Number(gone(one));
      sums.delivered += Number(one.status === 'delivered' || one.status === 'read');
      sums.failed += Number(one.status === 'failed');
      sums.queued += Number(one.status === 'queued');
      sums.parts += gone(one) && one.channel === 'sms' ? one.segments : 0;
    }
    if (!byPerson(one) || one.caseId === null) continue;
    hisTurn.delete(one.caseId);
    for (const since of waiting.get(one.caseId) ?? []) waits.push((one.sentAt ?? 0) - since);
    waiting.delete(one.caseId);
  }
  sums.replied = waits.length;
  const mean = waits.length === 0 ? null : Math.round(waits.reduce((sum, ms) => sum + ms, 0) / waits.length);
  return { ...sums, mean };
}
const flat = ({ reply, ...figures }: Awaited<ReturnType<typeof told>>['whole']) => ({ ...figures, mean: reply.mean });

it('the whole is what the conversations come to, message by message', async () => {
  const expected = counted(() => true);
  expect(expected.turns).toBeGreaterThan(50);
  expect(expected.replied).toBeLessThan(expected.turns);
  expect(expected.failed).toBeGreaterThan(20);
  const { whole, untold } = await told();
  expect(flat(whole)).toEqual(expected);
  expect(untold).toBe(0);
});

const keyOf = {
  service: (one: Kept) => one.serviceId,
  channel: (one: Kept) => one.channel,
  agent: (one: Kept) => (one.direction === 'in' ? (one.caseId && agents.get(one.caseId)) || null : one.personId),
} as const;

it.each(['service', 'channel', 'agent'] as const)('by %s each is its own, and together the whole', async (by) => {
  const { byKey } = await told({ by });
  expect(byKey.length).toBeGreaterThan(by === 'service' ? 0 : 1);
  for (const { key, figures } of byKey)
    expect([key, flat(figures)]).toEqual([key, counted((one) => keyOf[by](one) === key)]);
  const { whole } = await told();
  const sum = (name: 'received' | 'turns' | 'replied' | 'sent' | 'parts') =>
    byKey.reduce((total, { figures }) => total + figures[name], 0);
  for (const name of ['received', 'turns', 'replied', 'sent', 'parts'] as const)
    expect([name, sum(name)]).toEqual([name, whole[name]]);
});

it('of one channel alone, and by day on the wall of the zone that is asked for', async () => {
  const { whole, byInterval } = await told({ channel: 'sms', interval: 'day' });
  expect(flat(whole)).toEqual(counted(({ channel }) => channel === 'sms'));
  expect(byInterval).toHaveLength(30);
  for (const { at, figures } of byInterval) {
    const expected = counted((one) => one.channel === 'sms' && one.at >= at && one.at < at + 86_400_000);
    if (figures === null) expect([at, expected.received, expected.sent]).toEqual([at, 0, 0]);
    else expect([at, flat(figures)]).toEqual([at, expected]);
  }
});

it('is taken out as it is told, and by nobody who works on cases', async () => {
  const { whole } = await told();
  const csv = await rina.call('exportReport', {
    params: { report: 'messages', format: 'csv' },
    query: { ...month, language: 'en' } as never,
  });
  expect(String(csv.body)).toContain(`"Whole",${whole.received},${whole.turns},${whole.replied},`);
  const sari = await server.logIn('sari');
  expect((await sari.call('messageReport', { query: month as never })).status).toBe(403);
});
