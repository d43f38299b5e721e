import { randomUUID } from 'node:crypto';
import type { LateStepCard, OpenAgesCard, WaitingMessagesCard } from '../../../server/contract/floor.ts';
import { applyChange, type Snapshot } from '../../../server/contract/live.ts';
import { stepTile, type Tile } from '../../../server/contract/wallboard-tiles.ts';
import { type Client, type ClientSocket, connect, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { chance } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** A Wednesday; no holiday is near, and the office has closed. */
const evening = Date.parse('2026-11-25T22:30:00+07:00');
const clock = createTestClock(evening);
const random = chance(7);
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;

let database: TestDatabase;
let server: TestServer;
let admin: Client;
let socket: ClientSocket;
/** As the screen has it: a snapshot and the changes that came since. */
let floor: Snapshot;
let wallboardId: string;
let procedure: string;
let steps: readonly string[];
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url, clock });
  admin = await server.logIn('admin');
  const known = (await admin.do('wallboards')).procedures.find(({ steps: timed }) => timed.length >= 3);
  procedure = known?.procedure ?? '';
  steps = known?.steps.map(({ step }) => step) ?? [];
  await insertCases();
  await insertMessages();
  const added = await admin.do('addWallboard', { body: { name: 'Dinding' } });
  wallboardId = added.wallboardId;
  const entered = await send(server.url, requestOf('enterWallboard', { body: { token: added.token } }));
  const cookie = (entered.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  socket = await connect(server.url, cookie, {}, { as: 'wallboard' });
  socket.on('change', (change) => {
    const next = applyChange(floor, change);
    if (next === null) throw new Error('a change is missing');
    floor = next;
  });
  floor = (await socket.emitWithAck('open', 'floor')) as Snapshot;
}, 120_000);
afterAll(async () => {
  socket?.disconnect();
  await server?.stop();
  await database?.drop();
});

/** Tickets of three weeks, open and closed ones and the office's own tasks, in steps that are late, due, done or stopped. */
async function insertCases() {
  const hour = 3_600_000;
  const rows = Array.from({ length: 240 }, (_, nth) => {
    const opened = evening - Math.floor(random() * 21 * 24 * hour);
    const runs = Array.from({ length: 1 + (nth % 3) }, (_run, index) => {
      const dueAt = evening + Math.floor((random() - 0.5) * 48 * hour);
      const verdict = one(['running', 'running', 'met', 'breached']);
      const stoppedAt = verdict === 'running' && random() < 0.3 ? dueAt + one([-hour, hour]) : null;
      return { id: `r${index}`, step: one(steps), dueAt: random() < 0.1 ? null : dueAt, verdict, stoppedAt };
    });
    return {
      ...{ id: randomUUID(), ticket: `UMUR-20261101-${1000 + nth}`, sop: random() < 0.8 ? procedure : 'lain', opened },
      ...{ closed: random() < 0.3 ? opened + hour : null, task: random() < 0.1 ? '2026-11-20' : null, runs },
    };
  });
  await server.sql(
    `INSERT INTO case_file (id, ticket_number, office_day, service_id, sop_id, sop_version, status, opened_at, closed_at, task_period, version, state)
     SELECT id, ticket, '2026-11-01', 'hotline', sop, '1', 'open', to_timestamp(opened / 1000.0), to_timestamp(closed / 1000.0), task, 1,
       jsonb_build_object('sop', jsonb_build_object('runs', runs))
     FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, ticket text, sop text, opened int8, closed int8, task text, runs jsonb)`,
    [JSON.stringify(rows)],
  );
  const alerts = rows.flatMap(({ id, runs }) =>
    runs.map((run) => ({
      id: randomUUID(),
      of: id,
      run: run.id,
      step: run.step,
      kind: one(['warning', 'breach', 'breach']),
    })),
  );
  await server.sql(
    `INSERT INTO alert (id, case_id, run_id, step, kind, urgent, notify, due_at, fired_at, late)
     SELECT id, "of", run, step, kind, false, false, at, at, false FROM (SELECT t.*,
       to_timestamp($2::int8 / 1000.0) - (random() * 40) * interval '1 hour' AS at
       FROM jsonb_to_recordset($1::jsonb) AS t(id text, "of" uuid, run text, step text, kind text)) x`,
    [JSON.stringify(alerts), evening],
  );
}

async function insertMessages() {
  const cases = await server.sql<{ id: string }>('SELECT id FROM case_file ORDER BY ticket_number LIMIT 60');
  const rows = Array.from({ length: 400 }, (_, nth) => {
    const ours = random() < 0.4;
    return {
      ...{ seq: nth + 1, of: random() < 0.95 ? one(cases).id : null, direction: ours ? 'out' : 'in' },
      ...{ person: ours && random() < 0.7 ? people.sari.id : null, aside: !ours && random() < 0.1 ? 'loop' : null },
      status: ours ? one(['queued', 'sent', 'failed']) : null,
      at: evening - (400 - nth) * 60_000,
    };
  });
  await server.sql(
    `INSERT INTO message (id, case_id, service_id, gateway, channel, direction, own_address, address_index, address_sealed,
       address_masked, body_sealed, segments, status, at, person_id, aside)
     SELECT 'm' || seq, "of", 'sms', 'test', 'sms', direction, 'office', 'i', 's', '•••', 'b', 1, status, to_timestamp(at / 1000.0), person, aside
     FROM jsonb_to_recordset($1::jsonb) AS t(seq int, "of" uuid, direction text, person uuid, aside text, status text, at int8) ORDER BY seq`,
    [JSON.stringify(rows)],
  );
}

const choose = (tiles: readonly Tile[]) =>
  admin.call('changeWallboard', {
    params: { wallboardId },
    body: { pages: [{ tiles: [...tiles], seconds: 20 }], limits: {} },
  });
const shown = <Card>(key: string): Card | undefined => floor.entries[key] as Card | undefined;
/** The card as soon as there is one for which it holds. */
const showing = async <Card>(key: string, holds: (card: Card) => boolean = () => true): Promise<Card> =>
  until(key, () => {
    const card = shown<Card>(key);
    return card !== undefined && holds(card) ? card : null;
  }) as Promise<Card>;

it('a screen that asks for none of them is shown none, and nobody counts', async () => {
  await until('the counts', () => shown('counters/today'));
  for (const key of ['waitingMessages/now', 'openAges/now', `lateSteps/${procedure}/${steps[0]}`])
    expect([key, shown(key)]).toEqual([key, undefined]);
});

it('messages that wait are those after the last word of a person of ours, of open tickets alone', async () => {
  expect((await choose(['messages'])).status).toBe(204);
  const [expected] = await server.sql<WaitingMessagesCard>(
    `SELECT count(*)::int AS messages, count(DISTINCT m.case_id)::int AS tickets,
       (extract(epoch FROM min(m.at)) * 1000)::float8 AS "oldestAt"
     FROM message m WHERE m.direction = 'in' AND m.aside IS NULL
       AND m.case_id IN (SELECT id FROM case_file WHERE closed_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM message a WHERE a.case_id = m.case_id AND a.seq > m.seq AND a.direction = 'out'
         AND a.person_id IS NOT NULL AND a.status IN ('queued', 'sent', 'delivered', 'read'))`,
  );
  expect(expected?.messages).toBeGreaterThan(20);
  expect(await showing('waitingMessages/now')).toEqual(expected);
});

it('open tickets are as old as working days have closed since the day on which they came', async () => {
  await choose(['ages']);
  const [expected] = await server.sql<{ counts: number[] }>(
    `WITH o AS (SELECT (SELECT count(*) FROM generate_series((c.opened_at AT TIME ZONE 'Asia/Jakarta')::date + 1,
         '2026-11-25'::date, interval '1 day') AS d WHERE extract(isodow FROM d) < 6) AS age
       FROM case_file c WHERE c.closed_at IS NULL AND c.task_period IS NULL)
     SELECT ARRAY[count(*) FILTER (WHERE age < 1), count(*) FILTER (WHERE age >= 1 AND age < 3),
       count(*) FILTER (WHERE age >= 3 AND age < 5), count(*) FILTER (WHERE age >= 5)]::int[] AS counts FROM o`,
  );
  expect(Math.min(...(expected?.counts ?? []))).toBeGreaterThan(0);
  expect((await showing<OpenAgesCard>('openAges/now')).counts).toEqual(expected?.counts);
  expect(shown('waitingMessages/now')).toBeUndefined();
});

const lateOf = (step: string) => `lateSteps/${procedure}/${step}`;

it('a step is late as often as runs of open tickets are over their time, and today as often as it was raised since midnight', async () => {
  const chosen = steps.slice(0, 3);
  await choose(chosen.map((step) => stepTile({ procedure, step })));
  for (const step of chosen) {
    const [expected] = await server.sql<{ today: number; now: number }>(
      `SELECT (SELECT count(*) FROM alert a WHERE a.kind = 'breach' AND a.step = $2
           AND (a.fired_at AT TIME ZONE 'Asia/Jakarta')::date = '2026-11-25'
           AND EXISTS (SELECT 1 FROM case_file c WHERE c.id = a.case_id AND c.sop_id = $1))::int AS today,
         (SELECT sum(jsonb_array_length(jsonb_path_query_array(c.state, '$.sop.runs[*] ? (@.step == $step && @.verdict == "running"
            && ((@.stoppedAt == null && @.dueAt < $now) || @.dueAt < @.stoppedAt))',
            jsonb_build_object('step', $2::text, 'now', $3::int8)))) FROM case_file c WHERE c.closed_at IS NULL AND c.sop_id = $1)::int AS now`,
      [procedure, step, evening],
    );
    const card = await showing<LateStepCard>(lateOf(step));
    expect([card.today, card.now, card.gone, card.day]).toEqual([expected?.today, expected?.now, false, '2026-11-25']);
    expect(Math.min(card.today, card.now)).toBeGreaterThan(0);
    expect(card.name?.id).toBeTruthy();
  }
});

it('a day that turns begins with none of today’s, by itself, and what is late still is', async () => {
  const before = await showing<LateStepCard>(lateOf(steps[0] ?? ''));
  clock.move(Date.parse('2026-11-25T23:59:58+07:00') - clock.now());
  // Read just before midnight: the next reading is the one that midnight brings.
  server.core.boards.changed();
  const after = await showing<LateStepCard>(lateOf(steps[0] ?? ''), ({ day }) => day === '2026-11-26');
  expect([after.today, after.now >= before.now]).toEqual([0, true]);
});

it('a step that no version in force has is told of as such, under the name it had last, and nobody chooses it anew', async () => {
  const tile = stepTile({ procedure, step: steps[0] ?? '' });
  await server.sql(`UPDATE sop_version SET status = 'retired' WHERE id = $1`, [procedure]);
  server.core.boards.changed();
  const card = await until('it is not in force here either', () => {
    server.core.boards.changed();
    const now = shown<LateStepCard>(lateOf(steps[0] ?? ''));
    return now?.gone ? now : null;
  });
  expect(card?.name?.id).toBeTruthy();
  expect(card?.now).toBeGreaterThan(0);
  expect((await choose([tile, 'ages'])).status).toBe(204);
  expect((await choose([stepTile({ procedure, step: steps[3] ?? 'none' })])).status).toBe(422);
  for (const wrong of ['step:', 'step:a', 'step:a/b/c', `step:${procedure}/`, "step:a/b'"])
    expect([wrong, (await choose([wrong as Tile])).status]).toEqual([wrong, 422]);
});
