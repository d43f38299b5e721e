import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { letterSigned } from '../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase } from '../support/server-people.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf, look, lookAtEverySize } from './lab/look.ts';
import { budi, type LabMail, officeAddress, startMail } from './lab/mail.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';

const folder = join(import.meta.dirname, '.run/screens');
const sizes = [
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
];

/**
 * What is wrong with the page as it came, in either language. A picture is taken of the page itself; axe needs what does not
 * run there, and looks at a copy where no script of ours runs either.
 */
const plainFaultsOf = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  for (const language of ['id', 'en']) {
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.screenshot({ path: join(folder, `${name}-${language}-whole.png`), fullPage: true });
    const copies = await (page.context().browser() as Browser).newContext({ viewport: page.viewportSize() });
    const copy = await copies.newPage();
    const html = await page.content();
    await copy.route(page.url(), (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
    await copy.route(/\.js$/, (route) => route.abort());
    await copy.goto(page.url());
    const { faults, checked } = await look(copy, folder, `${name}-${language}`);
    found.push(...faults, ...(checked > 5 ? [] : [`${name}: nothing was looked at`]));
    found.push(...(await lookAtEverySize(copy, folder, `${name}-${language}`)));
    await copies.close();
    await page.getByTestId('language').click();
  }
  await page.locator('html[lang=id]').waitFor();
  return found;
};

describe('the citizens’ web form in a browser that runs no script', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, consoleDir });
    browser = await launchChromium();
  });
  afterEach(() => context?.close());
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    server?.log.assertNoPersonalData(['081234567890', '0812 3456 7890']);
    await database?.drop();
  });

  const open = async (viewport: { width: number; height: number }, javaScriptEnabled = false): Promise<Page> => {
    context = await browser.newContext({ viewport, locale: 'id-ID', javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    return page;
  };
  /** Nobody fills it in within three seconds; the server's clock stands apart from the browser's. */
  const typing = () => server.clock.move(5_000);
  const ticketCount = async () =>
    (await server.sql<{ n: number }>('SELECT count(*)::int AS n FROM case_file WHERE ticket_number IS NOT NULL'))[0]?.n;

  /** The report, followed and added to by the same browser. */
  const followed = async (page: Page, ticket: string, name: string) => {
    await page.getByRole('link', { name: 'Lacak laporan ini' }).click();
    await page.getByLabel('Nomor tiket').fill(ticket);
    await page.getByLabel('Empat angka terakhir').fill('78');
    await page.keyboard.press('Enter');
    await page.locator('#digits:focus').waitFor();
    expect(await page.getByLabel('Nomor tiket').inputValue()).toBe(ticket);
    expect(await plainFaultsOf(page, `${name}-wrong`)).toEqual([]);
    await page.getByLabel('Nomor tiket').fill(ticket);
    await page.getByLabel('Empat angka terakhir').fill('7890');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Laporan ${ticket}` }).waitFor();
    expect(await plainFaultsOf(page, name)).toEqual([]);
    await page.getByLabel('Keterangan Anda').fill('Lampunya masih mati.');
    await page.getByRole('button', { name: 'Kirim' }).click();
    await page.getByRole('status').filter({ hasText: 'Terkirim' }).waitFor();
    await page.reload();
    const [row] = await server.sql<{ n: number }>("SELECT count(*)::int AS n FROM message WHERE gateway = ''");
    expect(row?.n).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Lihat laporan lain' }).click();
    await page.getByRole('heading', { name: 'Lacak laporan Anda' }).waitFor();
    await page.goto(`${server.url}/lacak/laporan`);
    expect(await page.getByText(ticket).count()).toBe(0);
  };

  it.each(sizes)(
    'is filled in, put right and sent at $width × $height, and read again it sends nothing',
    async (size) => {
      const page = await open(size);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
      await page.goto(`${server.url}/lapor`);
      const name = `lapor-plain-${size.width}`;
      expect(await plainFaultsOf(page, name)).toEqual([]);
      const before = (await ticketCount()) ?? 0;

      typing();
      await page.getByLabel('Nama Anda').fill('Siti Aminah');
      await page.getByLabel('Nomor telepon').fill('bukan nomor');
      await page.getByLabel('Di mana').fill('Jl. Mawar 3');
      await page.getByLabel('Apa yang terjadi').fill('Lampu jalan mati\nsejak kemarin');
      await page.getByLabel('Tentang apa').selectOption('ktp_el');
      await page.getByRole('button', { name: 'Kirim laporan' }).click();
      await page.locator('#contact-problem').filter({ hasText: 'Ini bukan nomor telepon' }).waitFor();
      expect(await plainFaultsOf(page, `${name}-wrong`)).toEqual([]);
      // What was typed is still there, in the other language too, and the caret is where it is wrong.
      await page.getByTestId('language').click();
      await page.getByText('What happened').waitFor();
      expect(await page.getByLabel('What happened').inputValue()).toBe('Lampu jalan mati\nsejak kemarin');
      expect(await page.getByLabel('What about').inputValue()).toBe('ktp_el');
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.locator('#contact:focus').waitFor();
      await page.getByTestId('language').click();
      await page.getByLabel('Nomor telepon').fill('0812 3456 7890');
      await page.keyboard.press('Enter');

      const title = page.getByRole('heading', { name: /Laporan Anda kami terima: \S+-\d{8}-\d{4}/ });
      await title.waitFor();
      expect(await plainFaultsOf(page, `${name}-done`)).toEqual([]);
      expect(await ticketCount()).toBe(before + 1);
      const said = await title.textContent();
      const url = page.url();
      await page.reload();
      expect(await title.textContent()).toBe(said);
      expect(await ticketCount()).toBe(before + 1);
      // Back and forth.
      await page.goBack();
      await page.goto(url);
      await title.waitFor();
      expect(await ticketCount()).toBe(before + 1);

      const [ticket = ''] = /\S+-\d{8}-\d{4}/.exec(said ?? '') ?? [];
      await followed(page, ticket, `lacak-plain-${size.width}`);
      expect(asked.filter((one) => /0812|Siti|Mawar|\d{8}-\d{4}/.test(decodeURIComponent(one)))).toEqual([]);
      expect(asked.every((one) => one.includes(server.url))).toBe(true);
    },
  );

  it('goes on with its script where there is one, with what was wrong and typed before it came', async () => {
    const page = await open(sizes[0] as (typeof sizes)[0], true);
    await page.route(/\.js$/, (route) => route.abort());
    await page.goto(`${server.url}/lapor`);
    typing();
    await page.getByLabel('Nomor telepon').fill('bukan nomor');
    await page.getByLabel('Apa yang terjadi').fill('Pipa bocor');
    await page.unroute(/\.js$/);
    await page.getByRole('button', { name: 'Kirim laporan' }).click();
    await page.locator('#photo-field').waitFor();
    expect(await page.locator('#contact-problem').textContent()).toContain('Ini bukan nomor telepon');
    expect(await page.locator('#photo-alone').isVisible()).toBe(false);
    expect(await page.getByLabel('Apa yang terjadi').inputValue()).toBe('Pipa bocor');
    await page.getByLabel('Nomor telepon').fill('0812 3456 7890');
    await page.locator('#subject option[value=ktp_el]').waitFor({ state: 'attached' });
    typing();
    await page.getByRole('button', { name: 'Kirim laporan' }).click();
    await page.locator('#done-title:focus').waitFor();
    expect(new URL(page.url()).pathname).toBe('/lapor');
  });
});

describe('a citizen whose case has a signed letter', () => {
  let office: ProcedureOffice;
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    [office, browser] = await Promise.all([openProcedureOffice({ consoleDir }), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  it.each([true, false])('finds and opens it on a telephone (script: %s)', async (javaScriptEnabled) => {
    const phone = '081234567001';
    const { ticketNumber, number, sha256 } = await letterSigned(office, { phone });
    const context = await browser.newContext({ viewport: sizes[0] ?? null, locale: 'id-ID', javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${office.server.url}/lacak`);
    await page.getByLabel('Nomor tiket').fill(ticketNumber);
    await page.getByLabel('Empat angka terakhir').fill(phone.slice(-4));
    await page.keyboard.press('Enter');
    await page.getByText(`Nomor ${number}.`).waitFor();
    await page.getByRole('heading', { name: 'Surat untuk Anda' }).scrollIntoViewIfNeeded();
    const plainFaults = (of: Page, _: string, called: string) => plainFaultsOf(of, called);
    const name = `lacak-papers-${javaScriptEnabled ? 'script' : 'plain'}`;
    await page.screenshot({ path: join(folder, `${name}-whole.png`), fullPage: true });
    expect(await (javaScriptEnabled ? faultsOf : plainFaults)(page, folder, name)).toEqual([]);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Buka Surat Pemberitahuan (PDF)' }).focus();
    await page.keyboard.press('Enter');
    const loaded = await downloading;
    const bytes = await readFile(await loaded.path());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(loaded.suggestedFilename()).toBe(`Surat Pemberitahuan ${number?.replaceAll('/', '-')}.pdf`);
    // The page is where it was, and no address said whose it is.
    await page.getByText(`Nomor ${number}.`).waitFor();
    expect(asked.filter((url) => url.includes(ticketNumber) || /\?(?!bahasa=(id|en)$)/.test(url))).toEqual([]);
    await context.close();
  });
});

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
  - { id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: hotline-24h, gateway: email, addresses: [${officeAddress}] }
`;

describe('a citizen who wrote by e-mail, on the page that shows where a report stands', () => {
  let mail: LabMail;
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    mail = await startMail();
    product = await prepareProduct({ services, port: await freePort() });
    await product.startSimulated({
      ...{ SIMULATOR_SCENARIO: 'empty', SIGAP_OFFICE_NAME: 'Kota Contoh' },
      ...{ EMAIL_BOXES: mail.imapUrl, EMAIL_SMTP_URL: mail.smtpUrl },
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    const output = product?.output() ?? '';
    await product?.stop();
    await mail?.stop();
    expect(output).not.toContain(budi);
  });

  it('sees it by the code that a real mail server brings', async () => {
    await mail.send({ subject: 'Lampu mati', text: 'Lampu di Jl. Mawar mati.' });
    const [report] = await until(
      'the ticket',
      async () => {
        const rows = await product.query<{ ticket_number: string }>(
          "SELECT ticket_number FROM case_file WHERE service_id = 'email'",
        );
        return rows.length === 1 ? rows : null;
      },
      30_000,
    );
    const ticket = report?.ticket_number ?? '';
    const context = await browser.newContext({ viewport: sizes[0] ?? null, locale: 'id-ID' });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${product.url}/lacak#${ticket}`);
    await page.getByText('Hanya memberi alamat surel?').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Alamat surel').fill('bukan alamat');
    await page.keyboard.press('Enter');
    await page.locator('#find-problem').filter({ hasText: 'Ini bukan alamat surel' }).waitFor();
    await page.getByLabel('Alamat surel').fill('Budi@Warga.example');
    await page.keyboard.press('Enter');
    await page.locator('#mail-code:focus').waitFor();
    expect(await faultsOf(page, folder, 'lacak-code')).toEqual([]);
    const letter = await until(
      'the letter with the code',
      async () => (await mail.inBox(budi)).find(({ source }) => source.includes('Kode / Code'))?.source,
      30_000,
    );
    const code = /melihat laporan \S+: (\d{6})/.exec(letter.replace(/=\r?\n/g, ''))?.[1] ?? '';
    await page.getByLabel('Kode dari surel').fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await page.keyboard.press('Enter');
    await page.locator('#code-problem').filter({ hasText: 'tidak cocok' }).waitFor();
    await page.getByLabel('Kode dari surel').fill(code);
    await page.keyboard.press('Enter');
    await page.locator('#found-title:focus').waitFor();
    expect(await page.locator('#found-title').textContent()).toContain(ticket);
    expect(await page.locator('#code').isVisible()).toBe(false);
    expect(await faultsOf(page, folder, 'lacak-by-mail')).toEqual([]);
    expect(asked.filter((url) => /budi|warga|\d{6}$/i.test(url.replace(/#.*$/, '')))).toEqual([]);
    await context.close();
  });
});
