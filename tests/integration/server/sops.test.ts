import type { RouteName } from '../../../server/contract/api.ts';
import { officeDay } from '../../../server/domain/calendar/office-day.ts';
import { printedTable } from '../../../server/domain/sop-print/table.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people, type Username } from '../../support/server-people.ts';
import { queuedCall } from '../../support/server-scenario.ts';
import { shipped, sopNames, sopText } from '../../support/sops.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let admin: Client;
let head: Client;

beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  [admin, head] = await Promise.all([server.logIn('admin'), server.logIn('wati')]);
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

/** The hotline's procedure with 3 s, not 5, to answer a ring. */
const brisk = (version: string) =>
  sopText('surabaya')
    .replace(/^version: .*/m, `version: "${version}"`)
    .replace('budget: 5 s', 'budget: 3 s');
const current = () => server.core.sops.current('surabaya').version;
const versionsOf = async (id = 'surabaya') => (await head.do('listSops')).sops.find((sop) => sop.id === id)?.versions;
const phases = async () => (await versionsOf())?.map(({ version, phase }) => `${version} ${phase}`);
const params = (version: string) => ({ sopId: 'surabaya', version });
const leadMs = 3_000;
const audited = () =>
  server.sql("SELECT person_id, action, subject, reason FROM audit_entry WHERE action LIKE 'sop.%' ORDER BY at");

describe('the versions of the procedures', () => {
  it('are shown with the services under them, each as text, as printed, as a diagram and as the graph of it', async () => {
    const { sops, refused } = await head.do('listSops');
    expect(sops.map(({ id }) => id)).toEqual([...sopNames].sort());
    expect(refused).toEqual([]);
    expect(sops.find(({ id }) => id === 'surabaya')?.services).toMatchObject([{ id: expect.any(String) }]);
    for (const { versions } of sops) {
      expect(versions).toMatchObject([{ phase: 'in-force', origin: 'shipped', publishedBy: null, inForceFrom: null }]);
    }
    const detail = await head.do('getSop', { params: params(current()) });
    expect(detail.source).toBe(sopText('surabaya'));
    expect(detail.table.id.rows).toHaveLength(17);
    // The columns of the actors stand as in the document, whatever the database does with their names.
    for (const name of sopNames) {
      const { version } = shipped(name);
      const { table } = await head.do('getSop', { params: { sopId: name, version } });
      expect(table.en.heading).toEqual(printedTable(shipped(name), 'en').heading);
      expect(table.id.rows).toEqual(printedTable(shipped(name), 'id').rows);
    }
    expect(detail.diagram.id).toMatch(/^flowchart TD\n/);
    expect(detail.graph.en.nodes).toHaveLength(detail.graph.id.nodes.length);
    expect(detail.graph.id.nodes).toContainEqual({
      id: 'step14',
      shape: 'box',
      number: 14,
      name: 'Call Center Agent merekap keluhan dan solusi',
      role: 'Call Center Agent',
      time: '3 menit',
    });
    expect((await head.call('getSop', { params: params('none') })).problem?.type).toBe('not_found');
  });

  it('that were kept before their texts were get them at the next start, with what was not known of them then', async () => {
    await server.sql("UPDATE sop_version SET source = NULL, digest = NULL, body = body::jsonb #- '{steps,3,escalate}'");
    expect((await head.do('getSop', { params: params(current()) })).source).toBeNull();
    const next = await startTestServer({ databaseUrl: database.url });
    try {
      const joined = await next.logIn('wati');
      expect((await joined.do('getSop', { params: params(current()) })).source).toBe(sopText('surabaya'));
      expect((await joined.do('listSops')).refused).toEqual([]);
      expect(next.core.sops.current('surabaya')).toEqual(shipped('surabaya'));
    } finally {
      await next.stop();
    }
  });

  it('are changed by the administrator, read by head, supervisor and coordinator, and by whoever is named or has work in them', async () => {
    const body = { source: brisk('2') };
    const version = { params: params(current()) };
    const changes = {
      validateSop: { body },
      saveSop: { body },
      publishSop: { params: params('none'), body: {} },
      retireSop: { params: params('none'), body: { reason: 'percobaan' } },
    };
    await admin.do('saveSop', { body: { source: brisk('draft.1') } });
    for (const username of Object.keys(people) as Username[]) {
      const { role } = people[username];
      const client = await server.logIn(username);
      const all = role === 'admin' || role === 'head';
      const works = all || ['agent', 'dispatcher', 'official', 'supervisor', 'coordinator', 'analyst'].includes(role);
      const { sops, refused } = await client.do('listSops');
      const own = sops.find(({ id }) => id === 'surabaya')?.versions ?? [];
      expect([role, own.some(({ phase }) => phase === 'in-force')]).toEqual([role, works]);
      expect([role, own.some(({ phase }) => phase === 'draft')]).toEqual([role, all]);
      if (!all) expect(refused).toEqual([]);
      expect([role, (await client.call('getSop', version)).status]).toEqual([role, works ? 200 : 404]);
      const draft = await client.call('getSop', { params: params('draft.1') });
      expect([role, draft.status]).toEqual([role, all ? 200 : 404]);
      const preview = await client.call('previewSop', { ...version, body: {} });
      expect([role, preview.status === 403]).toEqual([role, !all]);
      for (const [name, options] of Object.entries(changes)) {
        const answer = await client.call(name as RouteName, options as never);
        expect([role, name, answer.status === 403]).toEqual([role, name, role !== 'admin']);
      }
    }
  });

  it('are told every fault of a text, by line and with what to do, in both languages', async () => {
    const lines = sopText('surabaya').split('\n');
    const wrong = lines.map((line) =>
      line.replace('budget: 5 s', 'budget: 5 workdays').replace('budget: 60 s', 'budget: soon'),
    );
    const { faults, id } = await admin.do('validateSop', { body: { source: wrong.join('\n') } });
    expect(id).toBeNull();
    expect(faults.map(({ line }) => line)).toEqual(
      wrong.flatMap((line, index) => (line.includes('budget: soon') ? [index + 1] : [])),
    );
    for (const fault of faults) expect([fault.id.length, fault.en.length].every((length) => length > 20)).toBe(true);
    const saved = await admin.call('saveSop', { body: { source: wrong.join('\n') } });
    expect(saved.status).toBe(422);
    expect(saved.problem?.errors?.map(({ field }) => field)).toEqual(faults.map(({ line }) => `source:${line}`));
    const fine = await admin.do('validateSop', { body: { source: brisk('2') } });
    expect(fine).toEqual({ id: 'surabaya', version: '2', steps: 15, faults: [] });
  });

  it.each([
    ['no YAML at all', '{ "'],
    [
      'a text that names itself without end',
      `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n ? `b${n - 1}` : 'a'}, *${n ? `b${n - 1}` : 'a'}]`).join('\n')}`,
    ],
    ['a number', '7'],
  ])('refuse %s with a fault', async (_what, source) => {
    const { faults } = await admin.do('validateSop', { body: { source } });
    expect(faults.length).toBeGreaterThan(0);
  });

  it('do not change once they are published: the same version is told to be given another', async () => {
    const { faults } = await admin.do('validateSop', { body: { source: brisk(current()) } });
    const lines = brisk(current()).split('\n');
    const line = lines.findIndex((text) => text.startsWith('version:')) + 1;
    expect(faults).toMatchObject([{ place: 'version', line }]);
    expect((await admin.call('saveSop', { body: { source: brisk(current()) } })).status).toBe(422);
    expect(await audited()).toEqual([]);
  });

  it('are drafted, drafted again, published, and take over from the moment at which every server has them', async () => {
    const first = current();
    await admin.do('saveSop', { body: { source: sopText('surabaya').replace(/^version: .*/m, 'version: "2"') } });
    const draft = await admin.do('saveSop', { body: { source: brisk('2') } });
    expect(draft).toMatchObject({ phase: 'draft', origin: 'console', savedBy: 'admin Uji' });
    expect(await phases()).toEqual([`${first} in-force`, '2 draft']);
    const published = await admin.do('publishSop', { params: params('2'), body: {} });
    expect(published).toMatchObject({ phase: 'waiting', publishedBy: 'admin Uji' });
    expect(current()).toBe(first);
    server.clock.move(leadMs);
    expect([current(), await phases()]).toEqual(['2', [`${first} replaced`, '2 in-force']]);
    const again = await admin.call('publishSop', { params: params('2'), body: {} });
    expect([again.status, again.problem?.type]).toEqual([409, 'sop_published_already']);
    expect(await audited()).toMatchObject([
      { person_id: people.admin.id, action: 'sop.draft', subject: 'surabaya 2' },
      { action: 'sop.draft' },
      { person_id: people.admin.id, action: 'sop.publish', reason: expect.stringMatching(/^in force from \d{4}-/) },
    ]);
  });

  it('can wait for their day, which does not lie in the past', async () => {
    const first = current();
    await admin.do('saveSop', { body: { source: brisk('2') } });
    const tomorrow = server.clock.now() + 86_400_000;
    const late = await admin.call('publishSop', {
      params: params('2'),
      body: { inForceFrom: tomorrow - 2 * 86_400_000 },
    });
    expect(late.problem?.errors).toMatchObject([{ field: 'inForceFrom', code: 'in_past' }]);
    await admin.do('publishSop', { params: params('2'), body: { inForceFrom: tomorrow } });
    server.clock.move(tomorrow - server.clock.now() - 1_000);
    expect(current()).toBe(first);
    server.clock.move(1_000);
    expect(current()).toBe('2');
  });

  it('are not published without a channel by which their cases come', async () => {
    const source = sopText('semarang')
      .replace(/^version: .*/m, 'version: "2"')
      .replace(/^channels: .*/m, 'channels: [phone]');
    await admin.do('saveSop', { body: { source } });
    const answer = await admin.call('publishSop', { params: { sopId: 'semarang', version: '2' }, body: {} });
    expect([answer.status, answer.problem?.type]).toEqual([409, 'sop_channel_missing']);
    expect(answer.problem?.detail).toContain('sms');
  });

  it.each([
    ['asks for a list', '    requires: [problemFrame, ward]\n', 'wards (civil-registry)'],
    [
      'relies on a choice',
      '    requires: [problemFrame]\n    closes: { field: category, values: [ktp_el, gondola] }\n',
      'subjects.gondola (civil-registry)',
    ],
  ])(
    'are not published where one %s that the office does not have: its next start would be none',
    async (_, written, lacks) => {
      const source = sopText('semarang')
        .replace(/^version: .*/m, 'version: "3"')
        .replace(
          /^notes:$/m,
          'fields:\n  ward: { type: choice, label: { id: Kelurahan, en: Ward }, catalogue: wards }\nnotes:',
        )
        .replace('    requires: [problemFrame]\n', written);
      const asked = written.includes('ward') ? source : source.replace(/^fields:\n.*\n/m, '');
      await admin.do('saveSop', { body: { source: asked } });
      const answer = await admin.call('publishSop', { params: { sopId: 'semarang', version: '3' }, body: {} });
      expect([answer.status, answer.problem?.type]).toEqual([409, 'sop_catalogue_lacks']);
      expect(answer.problem?.detail).toContain(lacks);
    },
  );

  it('retire, but not the last one of which new cases need one; the one before it is in force again', async () => {
    const first = current();
    const reason = 'terlalu ketat';
    const last = await admin.call('retireSop', { params: params(first), body: { reason } });
    expect([last.status, last.problem?.type]).toEqual([409, 'sop_last_in_force']);
    expect(last.problem?.detail).toContain('hotline');
    await admin.do('saveSop', { body: { source: brisk('2') } });
    await admin.do('publishSop', { params: params('2'), body: {} });
    server.clock.move(leadMs);
    expect(await admin.do('retireSop', { params: params('2'), body: { reason } })).toMatchObject({
      phase: 'retired',
      retiredBy: 'admin Uji',
    });
    expect([current(), await phases()]).toEqual([first, [`${first} in-force`, '2 retired']]);
    expect((await admin.call('retireSop', { params: params('2'), body: { reason } })).problem?.type).toBe(
      'sop_retired_already',
    );
    expect(await audited()).toMatchObject([{}, {}, { action: 'sop.retire', subject: 'surabaya 2', reason }]);
  });
});

describe('a version published in mid-case', () => {
  it('leaves the case under the version with which it began, on both servers; new cases of both run under it', async () => {
    const first = current();
    // Not the first server's clock: what comes into force does so by the moment, whoever looks.
    const other = await startTestServer({ databaseUrl: database.url, clock: createTestClock(server.clock.now()) });
    try {
      const [sari, rina] = await Promise.all([server.logIn('sari'), other.logIn('rina')]);
      const desk = await sari.desk();
      const begun = await queuedCall(server, '081234567890');
      await admin.do('saveSop', { body: { source: brisk('2') } });
      await admin.do('publishSop', { params: params('2'), body: {} });
      await until('the other server has it', () => other.core.sops.get('surabaya', '2'));
      expect(other.core.sops.current('surabaya').version).toBe(first);
      for (const each of [server, other]) each.clock.move(leadMs);
      expect([current(), other.core.sops.current('surabaya').version]).toEqual(['2', '2']);

      server.exchange.happen(begun.offered('101'));
      server.clock.move(4_000);
      server.exchange.happen(begun.answered('101'));
      await desk.until('cases', (entry) => entry.caseId === begun.caseId && entry.status === 'open');
      const old = await rina.do('getCase', { params: { caseId: begun.caseId } });
      expect(old.sop.version).toBe(first);
      expect(old.steps.find(({ step }) => step === 'answer')).toMatchObject({ verdict: 'met' });
      server.exchange.happen(begun.ended());

      const fresh = await queuedCall(other, '081234567891');
      const joko = await server.logIn('joko');
      expect((await joko.do('getCase', { params: { caseId: fresh.caseId } })).sop.version).toBe('2');
      const next = await queuedCall(server, '081234567892');
      server.exchange.happen(next.offered('102'));
      server.clock.move(4_000);
      server.exchange.happen(next.answered('102'));
      const late = await until('its answer is stored', async () => {
        const { steps, sop } = await rina.do('getCase', { params: { caseId: next.caseId } });
        const run = steps.find(({ step }) => step === 'answer');
        return run?.endedAt ? { version: sop.version, verdict: run.verdict } : undefined;
      });
      expect(late).toEqual({ version: '2', verdict: 'breached' });
    } finally {
      await other.stop();
    }
  });

  it('is previewed against the cases of the last month, or of the days asked for', async () => {
    const dayNow = () => officeDay(server.clock.now(), 'Asia/Jakarta');
    const from = dayNow();
    const answerAfter = async (ms: number) => {
      const call = await queuedCall(server, null);
      server.exchange.happen(call.offered('101'));
      server.clock.move(ms);
      server.exchange.happen(call.answered('101'), call.ended());
      await until('it is over', async () => {
        const [row] = await server.sql<{ over: boolean }>(
          "SELECT state->'sop'->>'live' = 'false' AND state->'sop'->>'answered' = 'true' AS over FROM case_file WHERE id = $1",
          [call.caseId],
        );
        return row?.over;
      });
    };
    for (const ms of [1_000, 4_000, 4_500, 6_000]) await answerAfter(ms);
    await admin.do('saveSop', { body: { source: brisk('2') } });
    const empty = await head.do('previewSop', { params: params('2'), body: {} });
    expect(empty).toMatchObject({ cases: 0, total: 0, base: current() });
    const preview = await head.do('previewSop', { params: params('2'), body: { from } });
    expect(preview).toMatchObject({ from, until: dayNow(), cases: 4, total: 4 });
    const answer = preview.steps.find(({ step }) => step === 'answer');
    expect(answer).toMatchObject({
      base: { runs: 4, met: 3, breached: 1 },
      candidate: { runs: 4, met: 1, breached: 3 },
      change: 200,
      sentence: {
        id: 'dengan 3 s, bukan 5 s: 200 % lebih banyak pelanggaran (1 → 3)',
        en: 'with 3 s instead of 5 s, 200 % more breaches (1 → 3)',
      },
    });
    for (const { step, base, candidate } of preview.steps) if (step !== 'answer') expect(candidate).toEqual(base);
    // While it is made, whoever asked for it is told how far it is, and nobody else.
    const progress = (who: Client, version = '2') => who.do('previewProgress', { params: params(version) });
    const dataSource = await createDataSource(database.url, 1).initialize();
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE case_event IN ACCESS EXCLUSIVE MODE');
    const slow = head.do('previewSop', { params: params('2'), body: { from } });
    await until('it has begun', async () => (await progress(head))?.total === 4);
    expect([await progress(head), await progress(admin), await progress(head, '3')]).toEqual([
      { done: 0, total: 4 },
      null,
      null,
    ]);
    await runner.rollbackTransaction();
    await runner.release();
    await dataSource.destroy();
    expect((await slow).cases).toBe(4);
    expect(await progress(head)).toBeNull();
    const wrong = await head.call('previewSop', { params: params('2'), body: { from, until: '2000-01-01' } });
    expect(wrong.problem?.errors).toMatchObject([{ field: 'until', code: 'before_from' }]);
  });
});
