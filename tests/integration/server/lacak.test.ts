import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, View } from '../../support/client.ts';
import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { askBytes } from '../../support/files.ts';
import { photo, refusedFiles } from '../../support/sample-files.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let sari: Client;
let desk: View;
let call: QueuedCall;
let calls = 0;
let elapsed = 0;

beforeAll(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-lacak-'));
  server = await startTestServer({
    ...{ databaseUrl: database.url, dataDir, env: { FILES_RESERVE_MB: '1', TRUST_PROXY: '1' }, elapsed: () => elapsed },
  });
  sari = await server.logIn('sari');
  desk = await sari.desk();
});
beforeEach(async () => {
  // Everybody has all of their tries again.
  elapsed += 100 * 3_600_000;
  calls += 1;
  call = await answeredCall(server, sari, desk, `08123456700${calls}`);
  await sari.act(call, 'intake.saved', { ...intake, address: 'Jalan Melati 5' });
});
afterEach(async () => {
  server.exchange.happen(call.ended());
  await server.settled();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

/** @param from the last byte of the address it comes from */
const post = (path: string, body: object, from = 1) =>
  send(server.url, {
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { 'x-sigap': '1', 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${from}` },
  });
const digits = () => `700${calls}`;
const ask = (ticket: string, end: string, from?: number) => post('/api/lacak', { ticket, digits: end }, from);
const found = async () =>
  (await ask(call.ticketNumber, digits())).body as { pass: string; stage: string; steps: object[] };
const conversation = () => sari.do('messages', { params: { caseId: call.caseId } });

describe('a citizen who shows a ticket number and the end of the telephone number', () => {
  it('sees where it stands and until when and why then, and nothing that says who anybody is', async () => {
    const answer = await ask(` ${call.ticketNumber.toLowerCase()} `, digits());
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['set-cookie']).toBeUndefined();
    const view = answer.body as Awaited<ReturnType<typeof found>>;
    expect(view).toMatchObject({ ticketNumber: call.ticketNumber, closedAt: null, stage: 'in_work' });
    expect(view.steps.length).toBeGreaterThan(0);
    expect(view.steps[0]).toMatchObject({ name: { id: expect.any(String) }, by: { id: expect.any(String) } });
    const text = JSON.stringify({ ...view, pass: '' });
    for (const secret of ['Siti', 'Melati', 'KTP belum', 'sari', people.sari.id, call.caseId, '0812'])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
  });

  it('waits for the forwarded, is not told that there is an answer before it was told, and is told when it is over', async () => {
    const [dewi, agus] = await Promise.all([server.logIn('dewi'), server.logIn('agus')]);
    await sari.act(call, 'solution.not_found', {});
    await sari.act(call, 'case.dispatched', { dispatchNote: 'Mohon dicek' });
    expect((await found()).stage).toBe('in_work');
    await dewi.act(call, 'case.forwarded', { assigneeId: people.agus.id });
    expect((await found()).stage).toBe('forwarded');
    await agus.act(call, 'solution.given', { solution: 'Sudah diperbaiki.' });
    // The office knows it; whoever called does not, before it is said and confirmed.
    expect((await found()).stage).toBe('in_work');
    await sari.act(call, 'confirmation.saved', {});
    expect((await found()).stage).toBe('answered');
    await server.sql(
      `UPDATE case_file SET closed_at = now(), next_deadline = NULL,
         state = state || jsonb_build_object('status', 'closed', 'closedAt', 1795322123000) WHERE id = $1`,
      [call.caseId],
    );
    expect(await found()).toMatchObject({ stage: 'closed', addUntil: null, steps: [] });
  });

  it('is told the same of a ticket that is none, of another’s, and of wrong digits, after as long', async () => {
    const answers = await Promise.all([
      ask(call.ticketNumber, '0000'),
      ask('SBY-20261122-9999', digits()),
      ask('bukan nomor', digits()),
    ]);
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.problem?.type).toBe('lacak_unknown');
    expect((await ask(call.ticketNumber, '12')).status).toBe(422);
    const began = performance.now();
    await ask('SBY-20261122-9998', digits());
    expect(performance.now() - began).toBeGreaterThanOrEqual(390);
  });

  it('has few tries from one place, which keep nobody else out, and not many more from all places together', async () => {
    const tries: (string | undefined)[] = [];
    for (let one = 0; one < 8; one += 1) tries.push((await ask(call.ticketNumber, `000${one}`)).problem?.type);
    expect(tries).toEqual([...Array(6).fill('lacak_unknown'), 'lacak_wait', 'lacak_wait']);
    expect((await ask(call.ticketNumber, digits(), 2)).status).toBe(200);
    const late = await ask(call.ticketNumber, digits());
    expect([late.status, Number(late.headers['retry-after'])]).toEqual([429, 900]);
    // Another server, or this one after a restart, counts on: it is one table.
    elapsed += 900_000;
    expect((await ask(call.ticketNumber, digits())).status).toBe(200);
    const others = await Promise.all(
      Array.from({ length: 30 }, (_, index) => ask(`SBY-20261122-${7_000 + index}`, digits())),
    );
    expect(others.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
    const many = await Promise.all(Array.from({ length: 50 }, (_, one) => ask(call.ticketNumber, '0000', 10 + one)));
    // Those of before count too, but for what came back meanwhile.
    expect(many.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
  });

  it('adds a word, which lies before the agents as a message of theirs', async () => {
    const { pass } = await found();
    expect((await post('/api/lacak/words', { pass, text: 'Lampunya padam lagi, hubungi 081234567999' })).status).toBe(
      204,
    );
    const { messages } = await conversation();
    expect(messages).toMatchObject([
      { direction: 'in', channel: 'website', text: 'Lampunya padam lagi, hubungi [hidden]', unseen: true },
    ]);
    const card = await sari.do('getCase', { params: { caseId: call.caseId } });
    expect(card.conversation).toMatchObject({ unseen: 1, waitingSince: expect.any(Number) });
    expect(card.history.at(-1)?.type).toBe('message.received');
    server.log.assertNoPersonalData(['081234567999', '0812345670']);
  });

  it('adds a photo, and what is no photo is refused in words', async () => {
    const { pass } = await found();
    const add = (bytes: Uint8Array, bearer = pass) =>
      askBytes(server.url, {
        path: '/api/lacak/files?name=tiang.jpg',
        headers: { authorization: `Bearer ${bearer}` },
        body: bytes,
      });
    expect((await add(await photo())).status).toBe(204);
    expect((await add(refusedFiles['an SVG with a script'] as Buffer)).type).toBe('file_kind');
    const { files } = await sari.do('caseFiles', { params: { caseId: call.caseId } });
    expect(files.map(({ source, name, personName }) => ({ source, name, personName }))).toEqual([
      { source: 'page', name: 'tiang.jpg', personName: null },
    ]);
    expect((await conversation()).messages.map(({ text }) => text)).toEqual(['📎 tiang.jpg']);
    expect((await add(await photo(), 'x')).type).toBe('lacak_over');
    expect((await add(await photo(), server.sealer.seal('{"of":"file","caseId":"x","until":9e15}'))).type).toBe(
      'lacak_over',
    );
    for (let one = 0; one < 10; one += 1) await post('/api/lacak/words', { pass, text: `lagi ${one}` });
    expect((await post('/api/lacak/words', { pass, text: 'terlalu banyak' })).status).toBe(429);
  });

  it('a pass is worth nothing after half an hour, and a restricted ticket shows nothing', async () => {
    const { pass } = await found();
    server.clock.move(31 * 60_000);
    expect((await post('/api/lacak/words', { pass, text: 'terlambat' })).problem?.type).toBe('lacak_over');
    await server.sql('UPDATE case_file SET restricted_at = now() WHERE id = $1', [call.caseId]);
    expect((await ask(call.ticketNumber, digits())).problem?.type).toBe('lacak_unknown');
  });
});
