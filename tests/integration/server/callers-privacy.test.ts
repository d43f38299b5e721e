import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { personalNumbersIn } from '../../support/guards/no-personal-data.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, queuedCall } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;

beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const phone = '081234567890';
const e164 = '+6281234567890';
const nik = '3578014507900001';

/** Every value of every text or JSON column of the database that is not a sealed one, with where it stands. */
async function everyText(): Promise<{ where: string; text: string }[]> {
  const columns = await server.sql<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY')
       AND column_name NOT LIKE '%\\_sealed' ORDER BY 1, 2`,
  );
  const found = await Promise.all(
    columns.map(async ({ table_name, column_name }) => {
      const rows = await server.sql<{ text: string | null }>(
        `SELECT "${column_name}"::text AS text FROM "${table_name}"`,
      );
      return rows.map(({ text }) => ({ where: `${table_name}.${column_name}`, text: text ?? '' }));
    }),
  );
  return found.flat();
}

describe('a caller whose number is no number', () => {
  it.each([
    ['withheld', null],
    ['said to be anonymous', 'anonymous'],
    ['empty', ''],
    ['10 kB of junk', 'x'.repeat(10_240)],
    ['10 kB of digits', '0812'.repeat(2_560)],
    ['an emoji', '😀'],
    ['half an emoji', '\ud83d'],
    ['a line break and a header', '08123\r\nX-Injected: yes'],
    ['a NUL', '0812\u00003456'],
    ['SQL', "'; DROP TABLE call; --"],
    ['markup', '<script>alert(1)</script>'],
  ])('is served, and gets a ticket: %s', async (_what, ani) => {
    const { exchange } = server;
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    const call = await queuedCall(server, ani);
    expect(call.ticketNumber).toMatch(/^SBY-\d{8}-0001$/);
    exchange.happen(call.offered('101'));
    const pop = await desk.until('offers', (offer) => offer.callId === call.callId);
    expect(pop).toMatchObject({ ticketNumber: call.ticketNumber, phoneMasked: null, candidates: [], tickets: [] });
    exchange.happen(call.answered('101'), call.ended());
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    const [row] = await server.sql('SELECT phone_index, phone_sealed, phone_masked, outcome FROM call');
    expect(row).toEqual({ phone_index: null, phone_sealed: null, phone_masked: null, outcome: 'answered' });
  });

  it('costs nobody else his ticket, even when the exchange sends what cannot be stored', async () => {
    const { exchange } = server;
    const good = [exchange.caller(phone), exchange.caller(phone)];
    const bad = exchange.caller(phone, { dnis: 'a\u0000b\ud83d' });
    exchange.happen(...[good[0], bad, good[1]].flatMap((call) => (call ? [call.arrived()] : [])));
    await server.settled();
    const stored = await server.sql<{ call_id: string }>(
      'SELECT call_id FROM case_file WHERE task_period IS NULL ORDER BY ticket_number',
    );
    expect(stored.map((row) => row.call_id)).toEqual(expect.arrayContaining(good.map((call) => call.callId)));
  });
});

describe('telephone numbers and NIKs', () => {
  it('are in no log line, metric or column that is not sealed, and nowhere in what a browser is shown', async () => {
    const { exchange, clock } = server;
    const [sari, rina] = await Promise.all([server.logIn('sari'), server.logIn('rina')]);
    const [desk, floor] = await Promise.all([sari.desk(), rina.open('floor')]);
    await sari.do('setState', { body: { state: 'ready' } });
    for (const round of [1, 2]) {
      const call = await answeredCall(server, sari, desk, phone);
      const params = { caseId: call.caseId };
      await sari.do('saveDraft', { params, body: { event: 'intake.saved', fields: { nik } } });
      await sari.act(params, 'intake.saved', { ...intake, nik, callerName: `Orang ${round}` });
      await sari.do('reveal', { params, body: { field: 'phone', reason: 'menelepon balik' } });
      await sari.attempt(params, 'case.corrected', { nik: `${nik}9` });
      exchange.happen(call.ended());
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
      await sari.act(params, 'recap.saved', { disposition: 'prank', recapSummary: 'Selesai' });
    }
    const lost = await queuedCall(server, '+62 812 9999 0000');
    clock.move(31_000);
    await floor.until('alerts', (alert) => alert.ticketNumber === lost.ticketNumber && alert.kind === 'breach');
    exchange.tell(exchange.caller(phone).queued());
    await server.settled();

    server.log.assertNoPersonalData([phone, e164, nik, '+62 812 9999 0000']);
    const metrics = await send(server.url, { method: 'GET', path: '/metrics' });
    expect(metrics.body).toContain('sigap_alerts_total');
    const seen = [metrics.body, desk.snapshot, desk.changes, floor.snapshot, floor.changes].map((text) =>
      JSON.stringify(text),
    );
    const texts = (await everyText()).filter(({ text }) => text !== '');
    expect(texts.length).toBeGreaterThan(200);
    for (const secret of ['81234567890', '81299990000', nik]) {
      expect(seen.filter((text) => text.includes(secret))).toEqual([]);
      expect(texts.filter(({ text }) => text.replaceAll(/[ .()-]/g, '').includes(secret))).toEqual([]);
    }
    // Moments in JSON are numbers of 13 digits and fingerprints are letters; what is left of numbers would be a person's.
    // A procedure's own text names the office's public numbers.
    const noPerson = /_index$|^(migrations|sop_version)\./;
    const numbers = texts.filter(({ where }) => !noPerson.test(where));
    const looksPersonal = numbers.filter(
      ({ text }) => personalNumbersIn(text.replaceAll(/\b1\d{12}\b/g, '')).length > 0,
    );
    expect(looksPersonal).toEqual([]);
    const [caller] = await server.sql<{ phone_sealed: string; nik_sealed: string }>(
      'SELECT phone_sealed, nik_sealed FROM caller LIMIT 1',
    );
    expect(server.sealer.open(caller?.phone_sealed ?? '')).toBe(e164);
    expect(server.sealer.open(caller?.nik_sealed ?? '')).toBe(nik);
  });

  it('are shown to one who says why, after that is written down', async () => {
    const [sari, agus] = await Promise.all([server.logIn('sari'), server.logIn('agus')]);
    const desk = await sari.desk();
    const call = await answeredCall(server, sari, desk, phone);
    const params = { caseId: call.caseId };
    const ask = (field: 'phone' | 'nik') => sari.do('reveal', { params, body: { field, reason: 'menelepon balik' } });
    expect(await ask('nik')).toMatchObject({ value: null });
    await sari.do('saveDraft', { params, body: { event: 'intake.saved', fields: { nik: '3578 0145 0790 0001' } } });
    expect(await ask('phone')).toMatchObject({ value: e164 });
    expect(await ask('nik')).toMatchObject({ value: nik });
    expect((await agus.call('reveal', { params, body: { field: 'phone', reason: 'ingin tahu' } })).status).toBe(404);
    expect(
      await server.sql(
        "SELECT person_id, action, subject, reason FROM audit_entry WHERE action LIKE 'reveal.%' ORDER BY at",
      ),
    ).toEqual(
      ['nik', 'phone', 'nik'].map((field) => ({
        person_id: people.sari.id,
        action: `reveal.${field}`,
        subject: call.caseId,
        reason: 'menelepon balik',
      })),
    );
    // Nothing is shown that could not be written down.
    await server.sql('ALTER TABLE audit_entry RENAME TO audit_away');
    const refused = await sari.call('reveal', { params, body: { field: 'phone', reason: 'menelepon balik' } });
    expect(refused.status).toBe(500);
    expect(JSON.stringify(refused.body)).not.toContain('81234567890');
    await server.sql('ALTER TABLE audit_away RENAME TO audit_entry');
    // A NIK cleared is gone.
    await sari.do('saveDraft', { params, body: { event: 'intake.saved', fields: { nik: '' } } });
    expect(await ask('nik')).toMatchObject({ value: null });
  });
});
