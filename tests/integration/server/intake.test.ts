import type { IntakeRequest } from '../../../server/app/cases/intake.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  sari = await server.logIn('sari');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const report = (id: string, of: Partial<IntakeRequest> = {}): IntakeRequest => ({
  id,
  serviceId: 'whatsapp',
  receivedAt: server.clock.now(),
  text: 'KTP saya belum jadi',
  from: { address: '+6281234567890', masked: '0812-****-7890' },
  by: null,
  ...of,
});
const detail = (caseId: string) => sari.do('getCase', { params: { caseId } });

describe('a report that comes without a call', () => {
  it('is one case with one number, however often and by however many it is told', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => server.core.intake.open(report('m1'))));
    const again = await server.core.intake.open(report('m1', { text: 'lain' }));
    const next = await server.core.intake.open(report('m2'));
    expect(new Set([...opened, again].map(({ ticketNumber }) => ticketNumber)).size).toBe(1);
    expect([again.ticketNumber, next.ticketNumber].map((number) => Number(number.slice(-4)))).toEqual([1, 2]);
    const shown = await detail(next.caseId);
    expect(shown).toMatchObject({
      sop: { id: 'online' },
      status: 'open',
      complaint: 'KTP saya belum jadi',
      caller: { phoneMasked: '0812-****-7890' },
    });
    expect(shown.history.map(({ type }) => type)).toEqual(['report.received', 'ticket.numbered']);
    const [stored] = await server.sql<{ row: string }>(
      'SELECT (SELECT jsonb_agg(c) FROM case_file c)::text || (SELECT jsonb_agg(e) FROM case_event e)::text AS row',
    );
    expect(stored?.row).not.toContain('81234567890');
  });

  it('draws no number when the transaction it belongs to fails', async () => {
    const { intake } = server.core;
    await expect(intake.open(report('m3', { serviceId: 'nowhere' }))).rejects.toThrow('nowhere');
    const next = await intake.open(report('m4'));
    const after = await intake.open(report('m5'));
    expect(Number(after.ticketNumber.slice(-4)) - Number(next.ticketNumber.slice(-4))).toBe(1);
  });

  it('finds who has called from its number before, and is found by the next call', async () => {
    const call = await answeredCall(server, sari, await sari.desk(), '081311112222');
    await sari.act(call, 'intake.saved', intake);
    const from = { address: '+6281311112222', masked: '0813-****-2222' };
    const written = await server.core.intake.open(report('m6', { from, callerName: 'Siti Aminah' }));
    const context = server.core.liveCases.contextOf(written.caseId);
    expect(context.candidates.map(({ name }) => name)).toEqual(['Siti Aminah']);
    expect(context.tickets.map(({ caseId }) => caseId)).toEqual([call.caseId]);
    expect((await detail(written.caseId)).caller.callerId).toBe((await detail(call.caseId)).caller.callerId);
    const revealed = await sari.do('reveal', {
      params: { caseId: written.caseId },
      body: { field: 'phone', reason: 'menelepon balik' },
    });
    expect(revealed.value).toBe('+6281311112222');
  });

  it('is timed from when it was received, by the hours of its service', async () => {
    const receivedAt = server.clock.now() - 3_600_000;
    const { caseId } = await server.core.intake.open(report('m7', { receivedAt }));
    const read = (await detail(caseId)).steps.find(({ step }) => step === 'read');
    expect(read).toMatchObject({ startedAt: receivedAt });
    expect(read?.dueAt).toBeGreaterThanOrEqual(receivedAt + 300_000);
  });
});
