import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let sms: FakeGateway;
let server: TestServer;
beforeEach(async () => {
  database = await createServerDatabase();
  const clock = createTestClock();
  sms = createFakeGateway({ now: clock.now });
  server = await startTestServer({ databaseUrl: database.url, clock, gateways: [sms] });
});
afterEach(async () => {
  await server.stop();
  server.log.assertNoPersonalData(['081234567890', '3578014507900001']);
  await database.drop();
});

/** Each hides one person's number or NIK as people dress it. */
const dressed = [
  'HP 0812 3456–7890',
  'HP ٠٨١٢٣٤٥٦٧٨٩٠',
  'NIK 357801 450790\n0001',
  'NIK ３５７８０１\u200b４５０７９００００１',
];

/** Everything of cases that lies in the clear, as a reader takes it. */
const inTheClear = async () => {
  const rows = await server.sql<{ text: string }>(
    'SELECT data::text AS text FROM case_event UNION ALL SELECT state::text FROM case_file',
  );
  return rows
    .map(({ text }) => JSON.parse(text) as unknown)
    .map((value) =>
      JSON.stringify(value)
        .normalize('NFKC')
        .replaceAll(/\\n|[\u200b\s–]/g, ''),
    )
    .join('\n');
};
const expectHidden = async () => {
  const clear = await inTheClear();
  for (const secret of ['081234567890', '٠٨١٢٣٤٥٦٧٨٩٠', '3578014507900001']) expect(clear).not.toContain(secret);
  expect(clear).toContain('[hidden]');
};
const newest = async () =>
  (
    await server.sql<{ id: string }>(
      'SELECT id FROM case_file WHERE task_period IS NULL ORDER BY opened_at DESC, id LIMIT 1',
    )
  )[0]?.id ?? '';

describe('numbers of persons among words that are typed', () => {
  it.each(dressed)(
    'are hidden in a call’s form, its draft and its recap, and revealed to one who says why: %j',
    async (words) => {
      const sari = await server.logIn('sari');
      const desk = await sari.desk();
      const call = await answeredCall(server, sari, desk, '085712345678');
      const { caseId } = call;
      const params = { caseId };
      await sari.do('saveDraft', { params, body: { event: 'intake.saved', fields: { complaint: `konsep ${words}` } } });
      await expectHidden();
      await sari.do('saveDraft', {
        params,
        body: { event: 'intake.saved', fields: { complaint: `konsep dua ${words}` } },
      });
      const act = (event: string, fields: Record<string, string>) =>
        sari.do('performAction', { params, body: { event, fields } });
      await act('intake.saved', { ...intake, complaint: `keluhan ${words}`, address: words.replace('\n', ' ') });
      await act('analysis.saved', { problemFrame: `masalah ${words}` });
      server.exchange.happen(call.ended());
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
      await act('recap.saved', { disposition: 'ghost', recapSummary: `ringkas ${words}` });
      await expectHidden();
      expect(JSON.stringify(desk.changes)).not.toMatch(/450790|3456–7890/);
      const { complaint } = await sari.do('getCase', { params });
      expect(complaint).toMatch(/^keluhan (HP|NIK) \[hidden\]$/);
      const { words: hidden } = await sari.do('reveal', {
        params,
        body: { field: 'words', reason: 'menelepon balik' },
      });
      const texts = hidden.map(({ text }) => text);
      expect(texts).toEqual(
        expect.arrayContaining(['konsep dua', 'keluhan', 'masalah', 'ringkas'].map((said) => `${said} ${words}`)),
      );
      expect(texts).not.toContain(`konsep ${words}`);
      const audits = await server.sql("SELECT action, reason FROM audit_entry WHERE action = 'reveal.words'");
      expect(audits).toEqual([{ action: 'reveal.words', reason: 'menelepon balik' }]);
    },
  );

  it('are hidden in a report taken down at the desk and in what is done to it, each once however often it is asked', async () => {
    const sari = await server.logIn('sari');
    const { services } = await sari.do('services', {});
    const serviceId = services.find(({ channel }) => channel === 'letter')?.id ?? '';
    const body = {
      serviceId,
      complaint: `Laporan ${dressed[0]}`,
      callerName: 'Siti 081234567890',
      address: 'Jl. Mawar 3',
    };
    const headers = { 'idempotency-key': 'laporan-01' };
    await sari.do('takeIntake', { body, headers });
    await sari.do('takeIntake', { body, headers });
    const params = { caseId: await newest() };
    const opened = await sari.do('getCase', { params });
    expect([opened.complaint, opened.caller.name]).toEqual(['Laporan HP [hidden]', 'Siti [hidden]']);
    await expectHidden();
    const { words: hidden } = await sari.do('reveal', { params, body: { field: 'words', reason: 'menelepon balik' } });
    const written = hidden.map(({ label, text }) => `${label.en}: ${text}`).sort();
    expect(written).toEqual(['Citizen’s name: Siti 081234567890', `The report: Laporan ${dressed[0]}`]);
    const none = await server.sql('SELECT 1 FROM hidden_words WHERE words_sealed LIKE $1', ['%081234567890%']);
    expect(none).toEqual([]);
  });

  it('are hidden in an action’s fields and a message, but neither tickets, dates, amounts nor our own numbers', async () => {
    await sms.receive(`Lapor ${dressed[2]}`, '081298765432');
    const params = { caseId: await newest() };
    const sari = await server.logIn('sari');
    const harmless = 'tiket SBY-20261122-0047 tgl 08-12-2026 09:30 Rp 1.500.000.000 UU 23/2006';
    const complaint = `${harmless} ${dressed[1]}`;
    await sari.do('performAction', {
      params,
      body: { event: 'intake.saved', fields: { complaint, category: 'other' } },
    });
    await expectHidden();
    expect((await sari.do('getCase', { params })).complaint).toBe(`${harmless} HP [hidden]`);
    const { words: hidden } = await sari.do('reveal', { params, body: { field: 'words', reason: 'menelepon balik' } });
    expect(hidden.map(({ text }) => text)).toEqual([`Lapor ${dressed[2]}`, complaint]);
    // Nor does the conversation show what the case hides, of either side.
    await sms.receive('nomor istri saya nol delapan satu dua tiga empat lima enam tujuh delapan', '081298765432');
    await sari.do('sendMessage', { params, body: { purpose: 'message', text: 'Kami hubungi 0812-3333-4444, ya' } });
    const { messages } = await sari.do('messages', { params });
    const texts = messages.map(({ text }) => text).filter((text) => text.includes('[hidden]'));
    expect(texts).toEqual(['Lapor NIK [hidden]', 'nomor istri saya [hidden]', 'Kami hubungi [hidden], ya']);
    const { words: all } = await sari.do('reveal', { params, body: { field: 'words', reason: 'menelepon balik' } });
    expect(all.slice(2).map(({ label, text }) => [label.en, text])).toEqual([
      ['Message', 'nomor istri saya nol delapan satu dua tiga empat lima enam tujuh delapan'],
      ['Message', 'Kami hubungi 0812-3333-4444, ya'],
    ]);
  });

  it('stay what they are where a form goes on from them: half written, corrected around, and told to the citizen whole', async () => {
    await sms.receive('Lapor', '081298765432');
    const params = { caseId: await newest() };
    const sari = await server.logIn('sari');
    const draft = async (event: string, fields: Record<string, string>) => {
      await sari.do('saveDraft', { params, body: { event, fields } });
      const { actions } = await sari.do('getCase', { params });
      return actions.find((action) => action.event === event)?.fields ?? [];
    };
    await draft('intake.saved', { complaint: 'HP 0812 3456 7890' });
    const again = await draft('intake.saved', { complaint: 'HP [hidden] atau 085711112222' });
    const shown = again.find(({ name }) => name === 'complaint')?.draft ?? '';
    expect(shown).toBe('HP [hidden] atau [hidden]');
    await sari.act(params, 'intake.saved', { complaint: shown, category: 'other' });
    await sari.act(params, 'case.corrected', { complaint: `Lampu padam, ${shown}` });
    await sari.act(params, 'solution.saved', { solution: 'Hubungi Bu Rini di 0813 9999 8888' });
    // What the case says goes out whole, whether it is sent along or not.
    await sari.act(params, 'answer.sent', { via: 'message' });
    await until('the answer', () => sms.sent.some(({ text }) => text.includes('Bu Rini di 0813 9999 8888')));
    const { words } = await sari.do('reveal', { params, body: { field: 'words', reason: 'menelepon balik' } });
    const whole = 'HP 0812 3456 7890 atau 085711112222';
    expect(words.map(({ text }) => text)).toEqual([
      ...[whole, whole, `Lampu padam, ${whole}`],
      'Hubungi Bu Rini di 0813 9999 8888',
    ]);
  });

  it('that were refused with their action are kept nowhere', async () => {
    await sms.receive('Lapor', '081298765432');
    const params = { caseId: await newest() };
    const sari = await server.logIn('sari');
    const fields = { solution: `Jawab ${dressed[0]}` };
    expect((await sari.call('performAction', { params, body: { event: 'answer.sent', fields } })).status).toBe(409);
    expect(await server.sql('SELECT 1 FROM hidden_words')).toEqual([]);
    expect(await sari.do('reveal', { params, body: { field: 'words', reason: 'menelepon balik' } })).toEqual({
      value: null,
      words: [],
    });
  });
});
