import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Client } from '../support/client.ts';
import type { TestDatabase } from '../support/database.ts';
import { addFile } from '../support/files.ts';
import { pdf, photo, programOfPdf } from '../support/sample-files.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password } from '../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');

const services = `bases:
  - { id: survei, version: "3", kind: consent, without: answer, text: { id: Boleh kami pakai data Anda?, en: May we use your data? } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, basis: survei }
`;

describe('files of a ticket, and the citizens’ page, on screens', () => {
  let database: TestDatabase;
  let dataDir: string;
  let server: TestServer;
  let browser: Browser;
  let sari: Client;
  let call: QueuedCall;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    dataDir = await mkdtemp(join(tmpdir(), 'sigap-file-screens-'));
    await writeFile(join(dataDir, 'services.yaml'), services);
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({
      ...{ databaseUrl: database.url, dataDir, consoleDir, env: { FILES_RESERVE_MB: '1' } },
    });
    sari = await server.logIn('sari');
    call = await answeredCall(server, sari, await sari.desk(), '081234567890');
    await sari.act(call, 'intake.saved', intake);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
    await rm(dataDir, { recursive: true });
  });

  const open = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    return page;
  };
  const shownWidth = (page: Page) =>
    page
      .getByTestId('file-shown')
      .evaluate((image) => (image as unknown as { naturalWidth: number; complete: boolean }).naturalWidth);

  it('a photo is dropped on a ticket, seen, and a PDF turned page by page; what is none is refused in words', async () => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
    const page = await open(context);
    await page.goto(server.url);
    await page.getByTestId('login-username').fill('rina');
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('login-submit').waitFor({ state: 'detached' });
    await page.goto(`${server.url}/tickets/${call.caseId}`);
    const files = page.getByTestId('files');
    await files.waitFor();
    const bytes = (await photo()).toString('base64');
    // As a person's hand lets go of it over the ticket.
    const transfer = await page.evaluateHandle(
      ([text, script]) => {
        const { DataTransfer, File } = globalThis as never as Record<string, new (...of: unknown[]) => never>;
        const all = new (DataTransfer as never as new () => { items: { add(file: unknown): void } })();
        const binary = Uint8Array.from(atob(text as string), (letter) => letter.charCodeAt(0));
        all.items.add(new (File as never as new (...of: unknown[]) => never)([binary], 'tiang listrik.jpg'));
        all.items.add(new (File as never as new (...of: unknown[]) => never)([script], 'gambar.jpg'));
        return all;
      },
      [bytes, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    );
    await files.dispatchEvent('dragover', { dataTransfer: transfer });
    await files.dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByTestId('file').waitFor();
    expect(await page.getByTestId('file-refused').textContent()).toContain('Jenis berkas ini tidak diterima');
    const rina = {
      cookie: (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; '),
    } as Client;
    await addFile(server.url, rina, call.caseId, 'surat.pdf', pdf(2));
    await addFile(server.url, rina, call.caseId, 'jebakan.pdf', pdf(1, programOfPdf));
    await until('all are listed', async () => (await page.getByTestId('file').count()) === 3, 10_000);
    await page.getByTestId('file-previews').click();
    await page.getByTestId('file-thumb').nth(2).waitFor();
    await files.scrollIntoViewIfNeeded();
    expect(await faultsOf(page, folder, 'files')).toEqual([]);
    await page.getByTestId('file-look').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('file-shown').waitFor();
    await until('it is seen', async () => (await shownWidth(page)) === 640, 10_000);
    expect((await look(page, folder, 'file-photo')).faults).toEqual([]);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('file-save').click()]);
    expect(saved.suggestedFilename()).toBe('tiang listrik.jpg');
    await page.keyboard.press('Escape');
    await page.getByTestId('file-dialog').waitFor({ state: 'detached' });
    await page.getByTestId('file-look').nth(1).click();
    await page.getByTestId('file-shown').waitFor();
    await page.getByTestId('file-later').click();
    await page.getByText('Halaman 2 dari 2').waitFor();
    await until('the page is seen', async () => (await shownWidth(page)) > 500, 10_000);
    expect((await look(page, folder, 'file-pdf')).faults).toEqual([]);
    await page.keyboard.press('Escape');
    await context.close();
  });

  it('a citizen follows the report on a telephone, adds a word and a photo, and is answered in words when it is wrong', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'id-ID' });
    const page = await open(context);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${server.url}/lacak#${call.ticketNumber}`);
    expect(await page.getByLabel('Nomor tiket').inputValue()).toBe(call.ticketNumber);
    await page.getByLabel('Empat angka').fill('0000');
    await page.keyboard.press('Enter');
    await page.getByText('tidak cocok').waitFor();
    expect((await look(page, folder, 'lacak-wrong')).faults).toEqual([]);
    await page.getByLabel('Empat angka').fill('7890');
    await page.keyboard.press('Enter');
    await page.locator('#found-title:focus').waitFor();
    expect(await page.locator('#found').textContent()).toContain('Laporan Anda sedang ditangani');
    expect(await faultsOf(page, folder, 'lacak')).toEqual([]);
    // They may take back what they consented to, and not what they did not.
    await page.getByTestId('consent-given').click();
    await page.locator('#consent-now:focus').filter({ hasText: 'Anda menyetujuinya' }).waitFor();
    await page.getByTestId('consent-withdrawn').waitFor();
    expect(await page.locator('#consent button').count()).toBe(1);
    expect(await faultsOf(page, folder, 'lacak-consent')).toEqual([]);
    await page.getByLabel('Keterangan Anda').fill('Lampunya padam lagi');
    await page.locator('#photo').setInputFiles({
      ...{ name: 'tiang.jpg', mimeType: 'image/jpeg', buffer: await photo(3_000, 2_000) },
    });
    await page.getByRole('button', { name: 'Kirim' }).click();
    await page.getByText('Terkirim').waitFor();
    const { files } = await sari.do('caseFiles', { params: { caseId: call.caseId } });
    expect(files.at(-1)).toMatchObject({ source: 'page', name: 'tiang.jpg', kind: 'picture' });
    // Everything is ours, and nothing of it is the console's.
    expect(asked.every((url) => url.startsWith(server.url))).toBe(true);
    expect(asked.filter((url) => url.endsWith('.js') && !/\/(lacak|send|typed|modulepreload)[^/]*$/.test(url))).toEqual(
      [],
    );
    await context.close();
  });
});
