import { retentionClasses } from '../../../server/app/ports/retention.ts';
import { kindsOf } from '../../../server/domain/breach.ts';
import { touchedBy } from '../../../server/store/breach.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createRetentionStore } from '../../../server/store/retention.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let nadia: Client;
let wati: Client;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  [sari, nadia, wati] = await Promise.all([server.logIn('sari'), server.logIn('nadia'), server.logIn('wati')]);
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const number = '081234567890';
const nik = '3578014507900001';
const reason = 'surat permintaan warga';
const by = (value: string, more: object = {}) => ({ by: 'phone' as const, value, callerId: null, reason, ...more });

/** A call of somebody, written down, and over where nothing else is said. */
async function called(callerName: string, more: object = {}, over = true, from = number): Promise<string> {
  const call = await answeredCall(server, sari, await sari.desk(), from);
  await sari.act(call, 'intake.saved', { ...intake, callerName, address: `Gang ${callerName} 9`, ...more });
  server.exchange.happen(call.ended());
  await server.settled();
  if (over) await close(call.caseId);
  return call.caseId;
}
const close = (caseId: string) =>
  server.sql(
    `UPDATE case_file SET closed_at = now(), next_deadline = NULL, status = 'closed',
       state = state || jsonb_build_object('status', 'closed', 'closedAt', 1795322123000) WHERE id = $1`,
    [caseId],
  );
/** A call that was placed for a case, as the store writes it, with its recording. */
async function calledBack(caseId: string): Promise<string> {
  const callId = `back-${caseId}`;
  const call = { callId, exchange: 'fake', caseId };
  await server.sql(
    `INSERT INTO call (id, exchange, phone_index, phone_sealed, phone_masked, state, agent_id, arrived_at, ended_at, case_id)
     SELECT $1, 'fake', k.phone_index, k.phone_sealed, k.phone_masked, $2, $3, now(), now(), c.id
     FROM case_file c JOIN call k ON k.id = c.call_id WHERE c.id = $4`,
    [callId, JSON.stringify(call), people.sari.id, caseId],
  );
  await server.sql(
    `INSERT INTO recording (exchange, reference, call_id, started_at, length_ms) VALUES ('fake', $1, $1, now(), 61000)`,
    [callId],
  );
  return callId;
}
/** Every row of every table, as text, but for the audit. */
async function everything(): Promise<string> {
  const tables: { name: string }[] = await server.sql(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND table_name NOT IN ('audit_entry', 'erasure', 'sop_version')`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => server.sql(`SELECT to_jsonb(t)::text AS t FROM "${name}" t`)),
  );
  return JSON.stringify(rows).toLowerCase();
}
const actionsOf = async (username: 'nadia' | 'wati') =>
  (
    await server.sql<{ action: string }>('SELECT action FROM audit_entry WHERE person_id = $1 ORDER BY seq', [
      people[username].id,
    ])
  )
    .map(({ action }) => action)
    .filter((action) => action.startsWith('subject.'));

describe('a person', () => {
  it('is found by number and NIK, however written, and a number that a household shares is said before anything is done', async () => {
    const first = await called('Siti Aminah', { nik });
    // From before NIKs had fingerprints.
    await server.sql('DELETE FROM case_nik');
    for (const value of ['0812-3456-7890', '+62 812 3456 7890', '０８１２ ３４５６ ７８９０']) {
      const { people: known, cases, shared } = await nadia.do('findPerson', { body: by(value) });
      expect([known.map(({ name }) => name), cases.map(({ caseId }) => caseId), shared]).toEqual([
        ['Siti Aminah'],
        [first],
        false,
      ]);
    }
    const byNik = await nadia.do('findPerson', { body: { ...by('3578 0145 0790 0001'), by: 'nik' } });
    expect([byNik.cases.length, byNik.masked]).toEqual([1, expect.not.stringContaining('0790')]);
    const second = await called('Budi Santoso');
    const found = await nadia.do('findPerson', { body: by(number) });
    expect([found.shared, found.people.length, found.cases.length]).toEqual([true, 2, 2]);
    for (const name of ['copyPerson', 'correctPerson', 'restrictPerson', 'askErasure'] as const) {
      const body = { ...by(number), format: 'json', callerName: 'x', restricted: true } as never;
      expect((await nadia.call(name, { body })).problem?.type).toBe('shared_number');
    }
    const callerId = found.people.find(({ name }) => name === 'Budi Santoso')?.callerId ?? '';
    const copy = await nadia.call('copyPerson', {
      body: { ...by(number, { callerId }), format: 'json', language: 'id' },
    });
    expect(JSON.stringify(copy.body)).toContain('Budi Santoso');
    expect(JSON.stringify(copy.body)).not.toContain('Siti Aminah');
    expect([first === second, (await nadia.call('findPerson', { body: by('12') })).problem?.errors?.[0]?.code]).toEqual(
      [false, 'phone_invalid'],
    );
    expect(
      (await nadia.call('copyPerson', { body: { ...by('081299999999'), format: 'json', language: 'id' } })).problem
        ?.type,
    ).toBe('nobody_known');
    expect(
      (await nadia.call('findPerson', { body: { ...by(number), reason: 'aaaaa' } })).problem?.errors?.[0]?.code,
    ).toBe('reason_says_nothing');
    expect(server.log.lines().join()).not.toMatch(/81234567890|3578014507900001/);
  });

  it('gets a copy of all of it, as JSON and as a PDF for archives, in which nothing that was written acts', async () => {
    await called('Siti #pagebreak() <script>', { nik, complaint: 'KTP hilang, hubungi 0812-9999-8888' });
    const ask = (format: 'json' | 'pdf', language: 'id' | 'en' = 'id') =>
      nadia.call('copyPerson', { body: { ...by(number), format, language } });
    const json = await ask('json');
    const text = JSON.stringify(json.body);
    for (const one of ['+6281234567890', nik, 'Gang Siti', '0812-9999-8888', 'KTP hilang']) expect(text).toContain(one);
    expect(json.body).toMatchObject({
      name: 'Siti #pagebreak() <script>',
      held: [
        { class: 'identity', count: 1 },
        { class: 'contents', count: 1 },
        { class: 'calls', count: 1 },
        { class: 'history' },
      ],
    });
    for (const language of ['id', 'en'] as const) {
      const pdf = await ask('pdf', language);
      expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
      expect(String(pdf.body).slice(0, 7)).toBe('%PDF-1.');
    }
    expect(await actionsOf('nadia')).toEqual(['subject.copied', 'subject.copied', 'subject.copied']);
    expect((await sari.call('copyPerson', { body: { ...by(number), format: 'json', language: 'id' } })).status).toBe(
      403,
    );
  });

  it('is told when people of the office saw which data, and of nobody else’s', async () => {
    const [first, second] = [await called('Siti Aminah', { nik }), await called('Siti Aminah')];
    const other = await called('Budi Santoso', {}, true, '081377778888');
    const budi = await server.logIn('budi');
    const why = 'warga datang ke loket';
    for (const caseId of [first, other]) await budi.do('openCase', { params: { caseId }, body: { reason: why } });
    await budi.do('reveal', { params: { caseId: first }, body: { field: 'nik', reason: why } });
    const { body } = await nadia.call('copyPerson', { body: { ...by(number), format: 'json', language: 'id' } });
    type Look = { label: string; value: string };
    const { tickets } = body as unknown as { tickets: { looks: Look[] }[] };
    const copied = 'isi laporan, nama, alamat, dan percakapan; nomor telepon; NIK';
    const [ofFirst = [], ofSecond = []] = tickets.map(({ looks }) => [...new Set(looks.map(({ value }) => value))]);
    // By whoever wrote it down and by Budi, and by the copy itself.
    expect(ofFirst.slice(0, -1)).toEqual(expect.arrayContaining(['isi laporan, nama, alamat, dan percakapan', 'NIK']));
    expect([ofSecond.includes('NIK'), second !== first]).toEqual([false, true]);
    for (const looks of [ofFirst, ofSecond]) expect(looks.at(-1)?.startsWith(copied)).toBe(true);
    expect(JSON.stringify(body)).not.toContain(people.budi.displayName);
  });

  it('is given the calls that the office placed to them as well, with their recordings', async () => {
    await calledBack(await called('Siti Aminah'));
    const { body } = await nadia.call('copyPerson', { body: { ...by(number), format: 'json', language: 'id' } });
    const [ticket] = (body as unknown as { tickets: { calls: unknown[]; recordings: unknown[] }[] }).tickets;
    expect([ticket?.calls.length, ticket?.recordings]).toEqual([2, [expect.objectContaining({ seconds: 61 })]]);
  });

  it('is put right in contents, history, search and the list of callers', async () => {
    const [over, open] = [await called('Siti Aminnah'), await called('Siti Aminnah', {}, false)];
    const body = by(number, { callerName: 'Siti Aminah', address: 'Jl. Mawar 3' });
    expect(await nadia.do('correctPerson', { body })).toEqual({ cases: 2 });
    expect(await everything()).not.toMatch(/aminnah/);
    const { cases } = await sari.do('listCases', { body: { q: 'Mawar' } });
    expect(cases.map(({ caseId }) => caseId).sort()).toEqual([over, open].sort());
    expect((await nadia.do('findPerson', { body: by(number) })).people).toMatchObject([
      { name: 'Siti Aminah', address: 'Jl. Mawar 3' },
    ]);
    const nothing = await nadia.call('correctPerson', { body: by(number, { callerName: '' }) as never });
    expect(nothing.problem?.type).toBe('invalid');
  });

  it('is read by nobody while restricted, and found in no list', async () => {
    const caseId = await called('Siti Aminah');
    const at = { params: { caseId } } as const;
    expect(await nadia.do('restrictPerson', { body: by(number, { restricted: true }) as never })).toEqual({ cases: 1 });
    for (const client of [sari, wati]) {
      expect((await client.call('getCase', at)).problem?.type).toBe('case_restricted');
      expect((await client.call('reveal', { ...at, body: { field: 'phone', reason } })).status).toBe(403);
      expect((await client.call('messages', at)).problem?.type).toBe('case_restricted');
    }
    expect((await sari.call('openCase', { ...at, body: { reason } })).problem?.type).toBe('case_restricted');
    expect((await sari.do('listCases', { body: { q: 'Siti' } })).total).toBe(0);
    await nadia.do('restrictPerson', { body: by(number, { restricted: false }) as never });
    expect((await wati.call('getCase', at)).status).toBe(200);
    expect((await sari.do('listCases', { body: { q: 'Siti' } })).total).toBe(1);
  });
});

describe('after a breach', () => {
  it('the audit says who was touched, by whom, when and with what kinds of data', async () => {
    const [first, second] = [await called('Siti Aminah', { nik }), await called('Budi Santoso')];
    const budi = await server.logIn('budi');
    const at = (caseId: string) => ({ params: { caseId } });
    const from = Date.now() - 3_600_000;
    await budi.do('openCase', { ...at(first), body: { reason: 'warga datang ke loket' } });
    await budi.do('reveal', { ...at(first), body: { field: 'nik', reason: 'warga datang ke loket' } });
    await wati.do('getCase', at(second));
    const source = await createDataSource(database.url, 2).initialize();
    const ask = (more: object) =>
      touchedBy(source, { from, until: Date.now() + 3_600_000, personId: null, index: null, ...more });
    try {
      const ofBudi = await ask({ personId: people.budi.id });
      expect(ofBudi).toMatchObject([{ actions: ['read.reason', 'reveal.nik'], by: ['budi'] }]);
      expect(ofBudi.flatMap(({ actions }) => actions).flatMap(kindsOf)).toEqual(['contents', 'nik']);
      expect(await ask({})).toHaveLength(2);
      expect(await ask({ index: server.sealer.index(nik) })).toHaveLength(1);
      expect(await ask({ index: server.sealer.index(`+62${number.slice(1)}`) })).toHaveLength(2);
      expect([await ask({ until: from }), await ask({ index: 'x' })]).toEqual([[], []]);
      expect(JSON.stringify(await ask({}))).not.toMatch(/81234567890|3578014507/);
    } finally {
      await source.destroy();
    }
  });
});

describe('after a breach of another kind', () => {
  it('who looked at files, heard recordings or messages, or listened to a talk is found as who read is', async () => {
    const [ofFile, ofTalk, ofBack, none] = [
      await called('Siti Aminah'),
      await called('Budi Santoso'),
      await called('Rina Wijaya'),
      await called('Tono Sudirjo'),
    ];
    const back = await calledBack(ofBack);
    const [talk] = await server.sql<{ id: string }>('SELECT call_id AS id FROM case_file WHERE id = $1', [ofTalk]);
    const note = (action: string, subject: string) =>
      server.sql('INSERT INTO audit_entry (id, person_id, action, subject) VALUES (gen_random_uuid(), $1, $2, $3)', [
        people.dewi.id,
        action,
        subject,
      ]);
    await note('file.looked', `0d7d2f1c-8f0e-4c55-9a35-0f4f6a3f3a10 ${ofFile}`);
    await note('supervise.listen', `${talk?.id} 6101`);
    await note('supervise.first', `${talk?.id} caller`);
    await note('listen.recording', `${back} ${back}`);
    await note('listen.message', ofFile);
    const source = await createDataSource(database.url, 2).initialize();
    try {
      const from = Date.now() - 3_600_000;
      const filter = { from, until: from + 7_200_000, personId: people.dewi.id, index: null };
      const found = await touchedBy(source, filter);
      const tickets = await server.sql<{ id: string; ticket: string }>(
        'SELECT id, ticket_number AS ticket FROM case_file',
      );
      const idOf = new Map(tickets.map(({ id, ticket }) => [ticket, id]));
      const kinds = found.map(({ ticketNumber, actions }) => [
        idOf.get(ticketNumber),
        [...new Set(actions.flatMap(kindsOf))].sort(),
      ]);
      expect(Object.fromEntries(kinds)).toEqual({
        [ofFile]: ['files', 'voice'],
        [ofTalk]: ['voice'],
        [ofBack]: ['voice'],
      });
      expect(idOf.size).toBeGreaterThan(3);
      expect(kinds.some(([id]) => id === none)).toBe(false);
    } finally {
      await source.destroy();
    }
    const { entries } = await wati.do('listAudit', { query: { action: 'listen.recording' } });
    const [{ ticket } = { ticket: '' }] = await server.sql<{ ticket: string }>(
      'SELECT ticket_number AS ticket FROM case_file WHERE id = $1',
      [ofBack],
    );
    expect(entries.map(({ ticketNumber }) => ticketNumber)).toEqual([ticket]);
    expect((await wati.do('listAudit', { query: { ticket, action: 'listen.' } })).total).toBe(1);
  });
});

describe('what is older than the office keeps it', () => {
  it('is counted first, and then let go of page by page: cases anonymous, words of messages, recordings, drafts', async () => {
    const [old, fresh, open] = [
      await called('Siti Aminah', { nik, complaint: 'KTP hilang, hubungi 0812-9999-8888' }),
      await called('Budi Santoso'),
      await called('Rina Wijaya', {}, false),
    ];
    const at = 1795322123000;
    await server.sql('UPDATE case_file SET closed_at = to_timestamp($2 / 1000.0) WHERE id = $1', [old, at]);
    await server.sql(`UPDATE case_file SET state = state || '{"drafts": {"x.y": {"remark": "setengah jadi"}}}'`);
    await server.sql(
      `INSERT INTO recording (exchange, reference, call_id, started_at, length_ms)
       SELECT 'fake', id, id, to_timestamp($1 / 1000.0), 1000 FROM call WHERE id = (SELECT call_id FROM case_file WHERE id = $2)`,
      [at, old],
    );
    const source = await createDataSource(database.url, 2).initialize();
    try {
      const before = at + 1_000;
      const store = createRetentionStore(source, {
        sealer: server.sealer,
        sopOf: ({ sopId, sopVersion }) => server.core.sops.get(sopId, sopVersion),
      });
      const count = () => Promise.all(retentionClasses.map((of) => store.countDue(of, before)));
      expect(await count()).toEqual([1, 0, 0, 1, 1, 0]);
      expect(await everything()).toContain('aminah');
      for (const of of retentionClasses) await store.letGo(of, before, async () => true);
      expect(await count()).toEqual([0, 0, 0, 0, 0, 0]);
    } finally {
      await source.destroy();
    }
    const left = await everything();
    expect([left.includes('aminah'), left.includes('budi santoso'), left.includes('rina wijaya')]).toEqual([
      false,
      true,
      true,
    ]);
    const drafts = await server.sql("SELECT id FROM case_file WHERE state->'drafts' <> '{}' ORDER BY opened_at");
    expect(drafts).toEqual([{ id: fresh }, { id: open }]);
    expect(await wati.do('checkAudit')).toMatchObject({ brokenAt: null });
    const { entries } = await wati.do('listAudit', { query: { action: 'retention.' } });
    // The recording went with its case; of drafts the case had none left either.
    expect(entries.map(({ subject }) => subject)).toEqual(['cases 1']);
  });
});

describe('an erasure', () => {
  const words = { callerName: 'Siti Aminah', nik, complaint: 'KTP hilang, hubungi 0812-9999-8888' };

  it('is asked for by one and confirmed by another; counts, history and the chain of the audit stay whole', async () => {
    const caseId = await called('Siti Aminah', words);
    await calledBack(caseId);
    const counts = () =>
      server.sql(`SELECT count(*)::int, count(DISTINCT ticket_number)::int AS tickets, min(state->>'category') AS category,
        (SELECT count(*)::int FROM case_event) AS events, (SELECT count(*)::int FROM call) AS calls FROM case_file`);
    const before = await counts();
    const { erasureId } = await nadia.do('askErasure', { body: by(number) });
    const decide = (client: Client, confirmed = true) =>
      client.call('decideErasure', {
        params: { erasureId },
        body: { confirmed, reason: 'permintaan sah menurut hukum' },
      });
    expect((await decide(nadia)).problem?.type).toBe('four_eyes');
    expect([(await decide(sari)).status, (await nadia.do('erasures')).erasures[0]?.mine]).toEqual([403, false]);
    await expect(
      server.sql(`UPDATE erasure SET outcome = 'done', decided_by = asked_by WHERE id = $1`, [erasureId]),
    ).rejects.toThrow('four_eyes');
    expect(await everything()).toContain('siti aminah');
    expect((await decide(wati)).body).toEqual({ cases: 1 });
    const left = await everything();
    for (const gone of ['aminah', 'gang', 'hilang', '****']) expect([gone, left.includes(gone)]).toEqual([gone, false]);
    expect(await counts()).toEqual(before);
    const numbers = await server.sql(
      'SELECT 1 FROM call WHERE coalesce(phone_index, phone_sealed, phone_masked) IS NOT NULL',
    );
    expect([numbers, await server.sql('SELECT 1 FROM recording')]).toEqual([[], []]);
    for (const column of ['phone_index', 'nik_sealed', 'caller_id'])
      expect(await server.sql(`SELECT ${column} AS v FROM case_file WHERE id = $1`, [caseId])).toEqual([{ v: null }]);
    const { history, ticketNumber } = await wati.do('getCase', { params: { caseId } });
    expect([history.some(({ type }) => type === 'intake.saved'), ticketNumber.length > 0]).toEqual([true, true]);
    expect(await wati.do('checkAudit')).toMatchObject({ brokenAt: null });
    expect((await decide(wati)).problem?.type).toBe('not_found');
    // Who it was is found by it no more.
    expect(await server.sql("SELECT 1 FROM erasure WHERE person_index <> '' OR caller_id IS NOT NULL")).toEqual([]);
    expect((await nadia.do('findPerson', { body: by(number) })).cases).toEqual([]);
    expect([await actionsOf('nadia'), await actionsOf('wati')]).toEqual([
      ['subject.erasure_asked', 'subject.found'],
      ['subject.erased', 'subject.erased'],
    ]);
  });

  it('waits for what is not over, and does nothing by halves', async () => {
    const [over, open] = [await called('Siti Aminah', words), await called('Siti Aminah', words, false)];
    expect((await nadia.call('askErasure', { body: by(number) })).problem?.type).toBe('case_open');
    await close(open);
    const { erasureId } = await nadia.do('askErasure', { body: by(number) });
    await server.sql(`UPDATE case_file SET state = state || '{"closedAt": null}' WHERE id = $1`, [open]);
    const body = { confirmed: true, reason: 'permintaan sah menurut hukum' };
    const stored = () =>
      server.sql('SELECT c.*, e.* FROM case_file c JOIN case_event e ON e.case_id = c.id ORDER BY c.id, e.seq');
    const before = await stored();
    expect((await wati.call('decideErasure', { params: { erasureId }, body })).problem?.type).toBe('case_open');
    expect([await stored(), over === open]).toEqual([before, false]);
    const refusal = { params: { erasureId }, body: { ...body, confirmed: false } };
    expect(await wati.do('decideErasure', refusal)).toEqual({ cases: 0 });
    expect((await wati.do('erasures')).erasures).toMatchObject([{ outcome: 'refused', mine: false }]);
    expect(await everything()).toContain('siti aminah');
  });

  it('of one of a household leaves the other', async () => {
    await called('Siti Aminah', words);
    const other = await called('Budi Santoso');
    const { people: known } = await nadia.do('findPerson', { body: by(number) });
    const callerId = known.find(({ name }) => name === 'Siti Aminah')?.callerId ?? null;
    const { erasureId } = await nadia.do('askErasure', { body: by(number, { callerId }) });
    await wati.do('decideErasure', {
      params: { erasureId },
      body: { confirmed: true, reason: 'permintaan sah menurut hukum' },
    });
    const left = await everything();
    expect([left.includes('aminah'), left.includes('budi santoso')]).toEqual([false, true]);
    expect((await nadia.do('findPerson', { body: by(number) })).cases.map(({ caseId }) => caseId)).toEqual([other]);
  });
});
