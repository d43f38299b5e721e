import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeGateway, type FakeGateway } from '../../support/fake-gateway.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let clock: TestClock;
let sms: FakeGateway;
let elapsed = 0;
beforeAll(async () => {
  database = await createServerDatabase();
  clock = createTestClock();
  sms = createFakeGateway({ now: clock.now });
  server = await startTestServer({
    ...{ databaseUrl: database.url, clock, gateways: [sms], env: { TRUST_PROXY: '1' }, elapsed: () => elapsed },
  });
});
beforeEach(() => {
  elapsed += 100 * 3_600_000;
});
afterAll(async () => {
  await server.stop();
  server.log.assertNoPersonalData(['081234567890', 'budi@warga.example']);
  await database.drop();
});

const opened = async () => {
  const { form } = (await (await fetch(`${server.url}/api/lapor`)).json()) as { form: string };
  clock.move(5_000);
  return form;
};
const good = {
  serviceId: 'website',
  contact: '0812 3456 7890',
  name: 'Siti',
  place: 'Jl. Mawar 3',
  text: 'Lampu mati',
};
let keys = 0;
const report = async (body: object, key = `lapor-uji-${++keys}`, from = 1) =>
  send(server.url, {
    ...{ method: 'POST', path: '/api/lapor', body: JSON.stringify({ form: await opened(), ...good, ...body }) },
    headers: {
      ...{ 'x-sigap': '1', 'content-type': 'application/json', 'idempotency-key': key },
      'x-forwarded-for': `192.0.2.${from}`,
    },
  });
const made = (answer: Awaited<ReturnType<typeof report>>) =>
  answer.body as { ticketNumber: string; pass: string; followedBy: 'digits' | 'mail' | null };
const caseOf = async (ticket: string) => {
  const rows = await server.sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [ticket]);
  return rows[0]?.id ?? '';
};

describe('the web form', () => {
  it('offers what can be reported, and on what basis the office works with it', async () => {
    const answer = await (await fetch(`${server.url}/api/lapor`)).json();
    expect(answer).toMatchObject({
      services: [
        {
          id: 'website',
          basis: { consent: false },
          subjects: expect.arrayContaining([{ code: 'ktp_el', name: expect.anything() }]),
        },
      ],
    });
  });

  it('opens a case, which is followed by the end of the telephone number and told what was said of data', async () => {
    const { ticketNumber, followedBy } = made(await report({ subject: 'ktp_el' }));
    expect(followedBy).toBe('digits');
    const rina = await server.logIn('rina');
    const card = await rina.do('getCase', { params: { caseId: await caseOf(ticketNumber) } });
    expect(card).toMatchObject({ complaint: 'KTP-el\n\nLampu mati', caller: { phoneMasked: '0812-****-7890' } });
    expect(card.history.map(({ type }) => type)).toEqual(['report.received', 'ticket.numbered', 'basis.told']);
    const followedUp = await send(server.url, {
      ...{ method: 'POST', path: '/api/lacak', body: JSON.stringify({ ticket: ticketNumber, digits: '7890' }) },
      headers: { 'x-sigap': '1', 'content-type': 'application/json' },
    });
    expect(followedUp.body).toMatchObject({ ticketNumber, closedAt: null });
  });

  it('has its citizen written to by SMS, where the number is one of a mobile telephone', async () => {
    const { ticketNumber } = made(await report({}));
    const caseId = await caseOf(ticketNumber);
    const sari = await server.logIn('sari');
    const conversation = await sari.do('messages', { params: { caseId } });
    expect(conversation.route).toMatchObject({ channel: 'sms', addressMasked: '0812-****-7890' });
    await sari.call('sendMessage', { params: { caseId }, body: { purpose: 'message', text: 'Kami kerjakan.' } });
    await until('the message', () => sms.lastTo('+6281234567890')?.text === 'Kami kerjakan.');
  });

  it('sent twice, at once or later, is one report', async () => {
    const form = await opened();
    const answers = await Promise.all([1, 2, 3].map(() => report({ form }, 'dua-kali-saja')));
    const later = await report({ form }, 'dua-kali-saja');
    expect(new Set([...answers, later].map((answer) => made(answer).ticketNumber)).size).toBe(1);
  });

  it.each([
    [{ contact: 'bukan nomor' }, 'contact', 'phone_invalid'],
    [{ contact: 'budi@' }, 'contact', 'email_address'],
    [{ serviceId: 'hotline' }, 'serviceId', 'unknown'],
    [{ subject: 'tidak_ada' }, 'subject', 'unknown'],
    [{ text: '   ' }, 'text', 'required'],
  ])('says what is wrong where: %j', async (body, field, code) => {
    const { status, problem } = await report(body);
    expect(status).toBe(422);
    expect(problem?.errors).toEqual([expect.objectContaining({ field, code })]);
  });

  it('takes an e-mail address instead, which is followed by nothing where the office sends no mail', async () => {
    expect(made(await report({ contact: 'Budi@Warga.example' })).followedBy).toBe(null);
  });

  it('is not for machines: filled in at once, where nobody sees it, or with a form of its own making', async () => {
    const { form } = (await (await fetch(`${server.url}/api/lapor`)).json()) as { form: string };
    for (const body of [{ website: 'https://toko.example' }, { form: 'karangan' }])
      expect((await report(body)).problem?.type).toBe('lapor_machine');
    clock.move(25 * 3_600_000);
    expect((await report({ form })).problem?.type).toBe('lapor_over');
  });

  it('holds back one source that does not stop, tells how long, and nobody else', async () => {
    const tried: (string | undefined)[] = [];
    let wait: unknown;
    for (let n = 0; n < 22; n += 1) {
      const answer = await report({ website: 'x' }, undefined, 7);
      tried.push(answer.problem?.type);
      wait = answer.headers['retry-after'];
    }
    expect(tried.slice(0, 20)).toEqual(Array(20).fill('lapor_machine'));
    expect(tried.slice(20)).toEqual(['lapor_wait', 'lapor_wait']);
    expect(Number(wait)).toBeGreaterThan(0);
    expect((await report({}, undefined, 8)).status).toBe(200);
  });
});
