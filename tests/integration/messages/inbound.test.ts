import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let clock: TestClock;
let sms: FakeGateway;
let server: TestServer;
beforeEach(async () => {
  database = await createServerDatabase();
  clock = createTestClock();
  sms = createFakeGateway({ now: clock.now });
  server = await startTestServer({ databaseUrl: database.url, clock, gateways: [sms] });
});
afterEach(async () => {
  await server.stop();
  server.log.assertNoPersonalData([siti, budi, '3578014507900001']);
  await database.drop();
});

const siti = '081234567890';
const budi = '085712345678';

const cases = () =>
  server.sql<{ id: string; ticket_number: string; linked_to: string | null; status: string }>(
    'SELECT id, ticket_number, linked_to, status FROM case_file WHERE task_period IS NULL ORDER BY ticket_number',
  );
const only = async () => {
  const found = await cases();
  expect(found).toHaveLength(1);
  return found[0] as (typeof found)[number];
};
/** But for the legal basis, which is told when the gateway takes the receipt. */
const eventsOf = async (caseId: string) =>
  (
    await server.sql<{ type: string }>(
      "SELECT type FROM case_event WHERE case_id = $1 AND type <> 'basis.told' ORDER BY seq",
      [caseId],
    )
  ).map(({ type }) => type);
const count = async (table: string) =>
  (await server.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;

describe('a message of a citizen', () => {
  it('opens a case under the procedure of its service, and the ticket number goes back', async () => {
    await sms.receive('Lampu jalan mati di Jalan Mawar', siti);
    const { id, ticket_number: ticket } = await only();
    expect(await eventsOf(id)).toEqual(['report.received', 'ticket.numbered']);
    const answer = await until('the acknowledgement', () => sms.lastTo('+6281234567890'));
    expect(answer.text).toContain(ticket);
    expect(answer.from).toBe('08111631500');
    const rina = await server.logIn('rina');
    const card = await rina.do('getCase', { params: { caseId: id } });
    expect(card).toMatchObject({ complaint: 'Lampu jalan mati di Jalan Mawar', sop: { id: 'semarang' } });
    expect(card.caller.phoneMasked).toBe('0812-****-7890');
  });

  it('is answered with the legal basis of its service, and the history says which, in what version and when', async () => {
    sms.answerWith(() => ({ ok: false, kind: 'unreachable', reason: 'away', code: null }));
    await sms.receive('Lampu jalan mati di Jalan Mawar', siti);
    const { id } = await only();
    const rina = await server.logIn('rina');
    const told = async () =>
      (await rina.do('getCase', { params: { caseId: id } })).history.filter(({ type }) => type === 'basis.told');
    expect(await told()).toEqual([]);
    clock.move(60_000);
    const at = clock.now();
    sms.answerWith(null);
    const [entry, ...more] = await until('the gateway takes it', async () => {
      const found = await told();
      return found.length > 0 && found;
    });
    expect(sms.lastTo('+6281234567890')?.text).toContain('Data dipakai untuk layanan publik ini.');
    expect([(entry?.at ?? 0) >= at, more]).toEqual([true, []]);
    expect(entry?.words.map(({ value }) => value.en)).toEqual([
      'public service (art. 20 (2) e)',
      'public-service, version 1',
    ]);
    await sms.receive('Sejak kemarin', siti);
    expect(await told()).toHaveLength(1);
  });

  it('told twice, one after the other or at once, counts once', async () => {
    const message = await sms.receive('Air mati', siti);
    await Promise.all(Array.from({ length: 20 }, () => sms.receive('Air mati', siti, { id: message.id })));
    await only();
    expect(await count('message')).toBe(2);
    await until('the acknowledgement', () => sms.sent.length === 1);
  });

  it('goes on in the open case of its sender, and is not acknowledged again', async () => {
    await sms.receive('Air mati', siti);
    await sms.receive('Sejak kemarin pagi', siti);
    await sms.receive('Ada pohon tumbang', budi);
    const [first, second, ...others] = await cases();
    expect(others).toEqual([]);
    expect(await eventsOf(first?.id ?? '')).toEqual(['report.received', 'ticket.numbered', 'message.received']);
    expect(await eventsOf(second?.id ?? '')).toHaveLength(2);
    await until('both acknowledgements', () => sms.sent.length === 2);
  });

  it('goes on in the case whose number it names, if that is its sender’s own', async () => {
    await sms.receive('Air mati', siti);
    const { id, ticket_number: ticket } = await only();
    await sms.receive(`Soal ${ticket.toLowerCase()}: sudah menyala`, siti);
    expect(await eventsOf(id)).toContain('message.received');
    await sms.receive(`Bagaimana ${ticket}?`, budi);
    expect(await cases()).toHaveLength(2);
    expect(await eventsOf(id)).toHaveLength(3);
  });

  it('to a closed case opens another that is linked to it, but thanks open none', async () => {
    await sms.receive('Air mati', siti);
    const { id, ticket_number: ticket } = await only();
    await server.sql(
      `UPDATE case_file SET status = 'closed', closed_at = now(), state = jsonb_set(state, '{closedAt}', to_jsonb($2::bigint))
       WHERE id = $1`,
      [id, clock.now()],
    );
    await sms.receive('Terima kasih banyak, Pak!', siti);
    expect(await cases()).toHaveLength(1);
    await sms.receive('Airnya mati lagi', siti);
    const [, next] = await cases();
    expect(next?.linked_to).toBe(ticket);
  });

  it.each([
    ['a photo', '', [{ url: 'https://media.example/1', contentType: 'image/jpeg' }]],
    ['a voice note', '', [{ url: 'https://media.example/2', contentType: 'audio/ogg' }]],
    ['a photo with thanks', 'Terima kasih', [{ url: 'https://media.example/3', contentType: 'image/png' }]],
    ['a call for help', '🆘', []],
    ['marks', '!!!', []],
    ['nothing that can be seen', '\u200b', []],
  ] as const)('to a closed case without words is no thanks: %s stands in the inbox', async (_, text, media) => {
    await sms.receive('Air mati', siti);
    const { id, ticket_number: ticket } = await only();
    await server.sql(
      `UPDATE case_file SET status = 'closed', closed_at = now(), state = jsonb_set(state, '{closedAt}', to_jsonb($2::bigint))
       WHERE id = $1`,
      [id, clock.now()],
    );
    const inbox = await (await server.logIn('sari')).open('inbox:agent');
    await sms.receive(text, siti, { media: [...media] });
    const card = await inbox.until('cases', (one) => one.conversation?.unseen === 1 && one.caseId !== id);
    const [, next] = await cases();
    expect([next?.linked_to, next?.status, next?.id]).toEqual([ticket, 'open', card.caseId]);
  });

  it('from a number that no library knows yet is acknowledged, and goes on in its case', async () => {
    await sms.receive('Air mati', '+628953297088863');
    await until('the acknowledgement', () => sms.lastTo('+628953297088863'));
    await sms.receive('Masih mati', '08953297088863');
    await only();
  });

  it('that says STOP ends all messages but one confirmation, until it says MULAI', async () => {
    await sms.receive('Air mati', siti);
    await until('the acknowledgement', () => sms.sent.length === 1);
    await sms.receive('stop', siti);
    await until('the confirmation', () => sms.sent.length === 2);
    await sms.receive('STOP.', siti);
    const { id } = await only();
    const sari = await server.logIn('sari');
    const refused = await sari.call('sendMessage', {
      params: { caseId: id },
      body: { text: 'Halo', purpose: 'message' },
    });
    expect(refused.problem).toMatchObject({ status: 409, type: 'stopped' });
    expect(await sari.do('messages', { params: { caseId: id } })).toMatchObject({
      optedOut: true,
      refusal: 'stopped',
    });
    await sms.receive('Mulai', siti);
    await until('the confirmation', () => sms.sent.length === 3);
    await sari.do('sendMessage', { params: { caseId: id }, body: { text: 'Halo', purpose: 'message' } });
    await until('the message', () => sms.lastTo('+6281234567890')?.text === 'Halo');
  });

  it('from a service number or a sender’s name is kept, and never answered', async () => {
    await sms.receive('Promo!', 'TELKOMSEL');
    await sms.receive('Sisa pulsa Anda', '123');
    expect(await cases()).toHaveLength(2);
    expect(await count(`message WHERE direction = 'out'`)).toBe(0);
  });

  it('leaves no number in a column, whoever wrote it', async () => {
    await sms.receive('NIK saya 3578014507900001, telepon 081234567890', siti);
    await sms.receive('Ulangi: 3578014507900001', siti);
    await until('the acknowledgement', () => sms.sent.length === 1);
    for (const table of ['message', 'case_file', 'case_event', 'outbox', 'opt_out', 'message_report']) {
      const rows = await server.sql<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      for (const { row } of rows) expect(row).not.toMatch(/81234567890|3578014507900001/);
    }
    const { id } = await only();
    const sari = await server.logIn('sari');
    const { messages } = await sari.do('messages', { params: { caseId: id } });
    expect(messages[0]?.text).toBe('NIK saya [hidden], telepon [hidden]');
    const { words } = await sari.do('reveal', {
      params: { caseId: id },
      body: { field: 'words', reason: 'mencocokkan data warga' },
    });
    expect(words.map(({ text }) => text).join()).toContain('3578014507900001');
  });
});
