import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let sari: Client;
let desk: View;
let call: QueuedCall;
let elapsed = 0;
beforeAll(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-lacak-'));
  server = await startTestServer({
    ...{ databaseUrl: database.url, dataDir, env: { FILES_RESERVE_MB: '1', TRUST_PROXY: '1' }, elapsed: () => elapsed },
  });
  sari = await server.logIn('sari');
  desk = await sari.desk();
  call = await answeredCall(server, sari, desk, '081234567001');
  await sari.act(call, 'intake.saved', { ...intake, address: 'Jalan Melati 5' });
});
beforeEach(() => {
  // Everybody has all of their tries again.
  elapsed += 100 * 3_600_000;
});
afterAll(async () => {
  server.exchange.happen(call.ended());
  await server.settled();
  await server.stop();
  server.log.assertNoPersonalData(['081234567001']);
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

interface Asked {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: number;
}
const get = async (path: string, { cookie = '' }: Asked = {}) => {
  const answer = await fetch(`${server.url}${path}`, { headers: { cookie } });
  return { answer, html: await answer.text() };
};
/** As a browser without a script sends a form. */
const post = async (path: string, fields: Record<string, string>, { cookie = '', headers, from = 1 }: Asked = {}) => {
  const answer = await fetch(`${server.url}${path}`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
    headers: { ...(headers ?? { origin: server.url }), cookie, 'x-forwarded-for': `192.0.2.${from}` },
  });
  return { answer, html: await answer.text() };
};
const shown = { digits: '7001', language: 'id' };
const find = (fields: object = {}, asked?: Asked) =>
  post('/lacak', { ticket: call.ticketNumber, ...shown, ...fields }, asked);
/** The cookie of somebody who has shown that it is theirs. */
const cookieOf = ({ answer }: Awaited<ReturnType<typeof post>>) =>
  (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const mine = async () => cookieOf(await find());
const keyIn = (html: string) => /name="key" value="([\w-]+)"/.exec(html)?.[1] ?? '';
const conversation = () => sari.do('messages', { params: { caseId: call.caseId } });

describe('a citizen whose browser runs no script', () => {
  it('finds the way to their report, in either language', async () => {
    const { answer, html } = await get('/lacak?bahasa=id');
    expect(answer.status).toBe(200);
    expect(html).toContain('<form method="post" action="/lacak"');
    expect(html).not.toContain('<script');
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect((await get('/lacak?bahasa=en')).html).toContain('<html lang="en">');
  });

  it('sees where it stands and until when and why then, at an address that says nothing, and nothing that says who anybody is', async () => {
    const found = await find({ ticket: ` ${call.ticketNumber.toLowerCase()} ` });
    expect([found.answer.status, found.answer.headers.get('location')]).toEqual([303, '/lacak/laporan?bahasa=id']);
    const set = found.answer.headers.get('set-cookie') ?? '';
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/lacak', 'Max-Age=1800']) expect(set).toContain(part);
    expect(set).not.toContain(call.caseId);
    const { answer, html } = await get('/lacak/laporan?bahasa=id', { cookie: cookieOf(found) });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    for (const words of [call.ticketNumber, 'sedang ditangani', 'Paling lambat', 'Oleh: '])
      expect(html).toContain(words);
    for (const secret of ['Siti', 'Melati', 'KTP belum', 'sari', people.sari.id, call.caseId, '0812'])
      expect([secret, html.includes(secret)]).toEqual([secret, false]);
    expect((await get('/lacak/laporan?bahasa=en', { cookie: cookieOf(found) })).html).toContain('No later than');
  });

  it('is told at the field what is wrong, with what was typed but for the digits', async () => {
    const { answer, html } = await find({ ticket: '<b>SBY', digits: '70' });
    expect(answer.status).toBe(422);
    expect(html).toContain('value="&lt;b&gt;SBY"');
    expect(html).toMatch(/<input id="digits"[^>]* aria-invalid="true" autofocus/);
    expect(html).toMatch(/<p id="digits-problem" class="problem">Isi empat angka/);
    expect(html).not.toContain('value="70"');
    expect((await find({ ticket: '', language: 'en' })).html).toMatch(/id="ticket-problem" class="problem">Fill in/);
    const unknown = await find({ digits: '0000' });
    expect([unknown.answer.status, unknown.answer.headers.get('set-cookie')]).toEqual([404, null]);
    expect(unknown.html).toContain('tidak cocok');
  });

  it('adds a word once, however often it is sent', async () => {
    const cookie = await mine();
    const key = keyIn((await get('/lacak/laporan', { cookie })).html);
    const words = { words: 'Lampunya padam lagi,\r\nhubungi 081234567999', key, language: 'id' };
    const answers = [await post('/lacak/laporan', words, { cookie }), await post('/lacak/laporan', words, { cookie })];
    expect(answers.map(({ answer }) => [answer.status, answer.headers.get('location')])).toEqual(
      Array(2).fill([303, '/lacak/laporan?bahasa=id&terkirim=1']),
    );
    expect((await get('/lacak/laporan?bahasa=id&terkirim=1', { cookie })).html).toContain('Terkirim. Petugas');
    await until('it is in the conversation', async () => (await conversation()).messages.length > 0);
    const theirs = (await conversation()).messages.filter(({ text }) => text?.includes('Lampunya padam lagi'));
    expect(theirs).toHaveLength(1);
    const { html } = await post('/lacak/laporan', { words: ' ', key, language: 'id' }, { cookie });
    expect(html).toMatch(/<textarea id="words"[^>]* aria-invalid="true" autofocus/);
    expect(html).toContain('Tulis keterangan Anda dahulu.');
    const long = await post('/lacak/laporan', { words: 'x'.repeat(2_001), key, language: 'id' }, { cookie });
    expect([long.answer.status, long.html.includes('Terlalu panjang')]).toEqual([422, true]);
  });

  it('is shown nothing without the cookie, or when its time is over, and keeps what was typed', async () => {
    expect((await get('/lacak/laporan')).answer.status).toBe(401);
    const words = { words: 'Belum & tetap', key: 'kunci-uji-1', language: 'id' };
    const { answer, html } = await post('/lacak/laporan', words, { cookie: 'sigap.lacak=karangan' });
    expect([answer.status, html.includes('Belum &amp; tetap')]).toEqual([401, true]);
    const cookie = await mine();
    const closed = await post('/lacak/laporan', { close: 'yes', language: 'id' }, { cookie });
    expect([closed.answer.status, closed.answer.headers.get('location')]).toEqual([303, '/lacak?bahasa=id']);
    expect(closed.answer.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
  });

  it.each<[string, Record<string, string>]>([
    ['another site’s', { origin: 'https://toko.example' }],
    ['another site’s, as browsers say', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['nobody’s', {}],
  ])('does nothing by a form that is %s', async (_, headers) => {
    expect((await find({}, { headers })).answer.status).toBe(403);
    const cookie = await mine();
    const before = (await conversation()).messages.length;
    const words = { words: 'Bukan dari saya', key: 'kunci-uji-2', language: 'id' };
    expect((await post('/lacak/laporan', words, { cookie, headers })).answer.status).toBe(403);
    expect((await conversation()).messages).toHaveLength(before);
  });

  it('has no more tries than by the script: both are counted together, and others are not kept out', async () => {
    const tried: number[] = [];
    for (let n = 0; n < 4; n += 1) tried.push((await find({ digits: '0000' }, { from: 9 })).answer.status);
    for (let n = 0; n < 2; n += 1) {
      const answer = await fetch(`${server.url}/api/lacak`, {
        ...{ method: 'POST', body: JSON.stringify({ ticket: call.ticketNumber, digits: '0000' }) },
        headers: { 'x-sigap': '1', 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.9' },
      });
      tried.push(answer.status);
    }
    expect(tried).toEqual(Array(6).fill(404));
    const { answer, html } = await find({}, { from: 9 });
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(html).toMatch(/Tunggu \d+ menit/);
    expect((await find({}, { from: 10 })).answer.status).toBe(303);
    const cookie = await mine();
    const added: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const words = { words: `lagi ${n}`, key: `kunci-lagi-${n}`, language: 'id' };
      added.push((await post('/lacak/laporan', words, { cookie })).answer.status);
    }
    expect(added).toEqual([...Array(10).fill(303), 429]);
  });
});
