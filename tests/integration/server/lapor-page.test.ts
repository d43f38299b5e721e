import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

let database: TestDatabase;
let server: TestServer;
let clock: TestClock;
let elapsed = 0;
beforeAll(async () => {
  database = await createServerDatabase();
  clock = createTestClock();
  server = await startTestServer({
    ...{ databaseUrl: database.url, clock, env: { TRUST_PROXY: '1' }, elapsed: () => elapsed },
  });
});
beforeEach(() => {
  elapsed += 100 * 3_600_000;
});
afterAll(async () => {
  await server.stop();
  server.log.assertNoPersonalData(['081234567890', '0812 3456 7890', 'budi@warga.example']);
  await database.drop();
});

type Fields = Readonly<Record<string, string>>;

const get = async (path: string, cookie = '') => {
  const answer = await fetch(server.url + path, { headers: { cookie } });
  return { answer, html: await answer.text() };
};
/** As the page has them when nobody has typed anything. */
const fieldsIn = (html: string): Fields =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, a, b]) => [a, b]),
  );
const opened = async (): Promise<Fields> => {
  const { html } = await get('/lapor');
  clock.move(5_000);
  return fieldsIn(html);
};
const good = {
  ...{ serviceId: 'website', subject: '', name: 'Siti', contact: '0812 3456 7890', place: 'Jl. Mawar 3' },
  ...{ text: 'Lampu mati\r\nsejak kemarin', website: '' },
};
/** As a browser sends it. */
const send = async (
  fields: Fields,
  headers: Fields = { origin: server.url, 'sec-fetch-site': 'same-origin' },
  from = 1,
) => {
  const answer = await fetch(`${server.url}/lapor`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
    headers: { 'x-forwarded-for': `192.0.2.${from}`, ...headers },
  });
  return { answer, html: await answer.text() };
};
const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const tickets = async () =>
  (
    await server.sql<{ ticket_number: string }>(
      'SELECT ticket_number FROM case_file WHERE ticket_number IS NOT NULL ORDER BY ticket_number',
    )
  ).map((row) => row.ticket_number);

describe('the web form without a script', () => {
  it('is whole as it comes: fields, what is chosen from, and on what basis the office works with it', async () => {
    const { answer, html } = await get('/lapor');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(html).toContain('<html lang="id">');
    for (const part of ['action="/lapor"', 'value="ktp_el"', '<label for="contact"', 'name="text"', 'Kirim laporan'])
      expect(html).toContain(part);
    expect(/<p id="basis">[^<]{20,}/.test(html)).toBe(true);
    expect((await get('/lapor?bahasa=en')).html).toContain('Send the report');
  });

  it('opens a case as the script does, and leads to a page with its number, which can be read again', async () => {
    const { answer } = await send({ ...(await opened()), ...good, subject: 'ktp_el' });
    expect(answer.status).toBe(303);
    const way = answer.headers.get('location') ?? '';
    expect(way).toBe('/lapor/diterima?bahasa=id');
    const set = answer.headers.get('set-cookie') ?? '';
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/lapor']) expect(set).toContain(part);
    const before = await tickets();
    const ticket = before.at(-1) ?? '';
    for (let again = 0; again < 2; again += 1) {
      const { html } = await get(way, cookieOf(answer));
      expect(html).toContain(`<h1>Laporan Anda kami terima: ${ticket}</h1>`);
      expect(html).toContain('empat angka terakhir telepon');
    }
    expect(await tickets()).toEqual(before);
    expect((await get('/lapor/diterima?bahasa=en', cookieOf(answer))).html).toContain(`We have your report: ${ticket}`);
    const rina = await server.logIn('rina');
    const [row] = await server.sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [ticket]);
    const card = await rina.do('getCase', { params: { caseId: row?.id ?? '' } });
    expect(card).toMatchObject({
      complaint: 'KTP-el\n\nLampu mati\nsejak kemarin',
      caller: { phoneMasked: '0812-****-7890' },
    });
    expect(card.history.map(({ type }) => type)).toEqual(['report.received', 'ticket.numbered', 'basis.told']);
  });

  it('shows the number to the browser that sent it alone, and for half an hour', async () => {
    const { answer } = await send({ ...(await opened()), ...good });
    const cookie = cookieOf(answer);
    expect((await get('/lapor/diterima', '')).html).toContain('Tidak ada laporan');
    expect((await get('/lapor/diterima', 'sigap.report=karangan')).html).toContain('Tidak ada laporan');
    clock.move(31 * 60_000);
    expect((await get('/lapor/diterima', cookie)).html).toContain('Tidak ada laporan');
  });

  it('sent twice it is one report; with other words it is another', async () => {
    const fields = { ...(await opened()), ...good, text: 'Pipa bocor' };
    const before = (await tickets()).length;
    const both = await Promise.all([send(fields), send(fields)]);
    expect(both.map(({ answer }) => answer.status)).toEqual([303, 303]);
    expect((await send(fields)).answer.status).toBe(303);
    expect((await tickets()).length).toBe(before + 1);
    await send({ ...fields, text: 'Pipa bocor, dan jalan berlubang' });
    expect((await tickets()).length).toBe(before + 2);
  });

  it.each([
    [{ contact: 'bukan nomor' }, 'contact', 'Ini bukan nomor telepon'],
    [{ contact: 'budi@' }, 'contact', 'Ini bukan alamat surel'],
    [{ contact: '' }, 'contact', 'Isi bagian ini'],
    [{ text: ' \u200b ' }, 'text', 'Isi bagian ini'],
    [{ text: 'x'.repeat(4_001) }, 'text', 'Terlalu panjang'],
    [{ subject: 'tidak_ada' }, 'subject', 'Pilih salah satu'],
    [{ serviceId: 'hotline' }, 'serviceId', 'Pilih salah satu'],
  ])('says beside the field what is wrong, and keeps what was typed: %j', async (wrong, field, words) => {
    const before = await tickets();
    const typed = { ...good, name: 'Siti "<b>" & $& Aminah', ...wrong };
    const { answer, html } = await send({ ...(await opened()), ...typed });
    expect(answer.status).toBe(422);
    expect(new RegExp(`id="${field}-problem"[^>]*>([^<]*)`).exec(html)?.[1]).toContain(words);
    expect(html).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true" autofocus`));
    expect(html.match(/aria-invalid/g)).toHaveLength(1);
    expect(html).toContain('value="Siti &quot;&lt;b&gt;&quot; &amp; $&amp; Aminah"');
    expect(html).toContain(`value="${typed.place}"`);
    expect(await tickets()).toEqual(before);
    // Put right, it is sent from the page as it came back.
    expect((await send({ ...fieldsIn(html), ...good })).answer.status).toBe(303);
  });

  it('changes its language with what was typed in it', async () => {
    const fields = { ...(await opened()), ...good, to: 'en' };
    const before = await tickets();
    const { answer, html } = await send(fields);
    expect([answer.status, await tickets()]).toEqual([200, before]);
    for (const part of ['<html lang="en">', 'What happened', 'value="0812 3456 7890"', 'Lampu mati\nsejak kemarin'])
      expect(html).toContain(part);
    expect((await send({ ...fieldsIn(html), ...good, contact: '' })).html).toContain('Fill this in.');
  });

  it('is not taken from a page of another site, nor from one that does not say where it comes from', async () => {
    const before = await tickets();
    const fields = { ...(await opened()), ...good };
    for (const headers of [
      { origin: 'https://toko.example' },
      { origin: 'null' },
      { origin: server.url, 'sec-fetch-site': 'cross-site' },
      { referer: 'https://toko.example/lapor' },
      {},
    ]) {
      const { answer, html } = await send(fields, headers as Fields);
      expect([headers, answer.status, html.includes('tidak datang dari halaman kami')]).toEqual([headers, 403, true]);
      expect(html).toContain('value="0812 3456 7890"');
    }
    expect(await tickets()).toEqual(before);
    // A browser of old says it in this way.
    expect((await send(fields, { referer: `${server.url}/lapor` })).answer.status).toBe(303);
  });

  it('is not for machines, and says so to whom it takes for one; a form open for too long is renewed', async () => {
    const { html: fresh } = await get('/lapor');
    const early = await send({ ...fieldsIn(fresh), ...good });
    expect([early.answer.status, early.html.includes('Terlalu cepat')]).toEqual([409, true]);
    const trap = await send({ ...(await opened()), ...good, website: 'https://toko.example' });
    expect([trap.answer.status, trap.html.includes('toko.example')]).toEqual([409, false]);
    expect((await send({ ...(await opened()), ...good, form: 'karangan' })).answer.status).toBe(409);
    const old = await opened();
    clock.move(25 * 3_600_000);
    const over = await send({ ...old, ...good });
    expect([over.answer.status, over.html.includes('terlalu lama')]).toEqual([410, true]);
    clock.move(5_000);
    expect((await send({ ...fieldsIn(over.html), ...good })).answer.status).toBe(303);
  });

  it('counts a source together with what came from it by the script, and tells how long to wait', async () => {
    for (let n = 0; n < 19; n += 1) await send({ ...good, website: 'x' }, undefined, 9);
    await fetch(`${server.url}/api/lapor`, {
      ...{ method: 'POST', body: JSON.stringify({ form: 'x', ...good }) },
      headers: { 'x-sigap': '1', 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.9' },
    });
    const { answer, html } = await send({ ...(await opened()), ...good }, undefined, 9);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(html).toMatch(/Tunggu [1-9]\d* menit/);
    expect(html).toContain('value="0812 3456 7890"');
    expect((await send({ ...(await opened()), ...good }, undefined, 10)).answer.status).toBe(303);
  });
});
