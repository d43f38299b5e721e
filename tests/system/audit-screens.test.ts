import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password, people, type Username } from '../support/server-people.ts';
import { answeredCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');

describe('the audit, on the screen of those who account for it', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;
  let ticketNumber: string;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, consoleDir });
    const sari = await server.logIn('sari');
    const { caseId } = await answeredCall(server, sari, await sari.desk(), '081234567890');
    const params = { caseId };
    ticketNumber = (await sari.do('getCase', { params })).ticketNumber;
    await sari.do('reveal', { params, body: { field: 'phone', reason: 'menelepon balik pelapor' } });
    await server.sql(
      `INSERT INTO audit_entry (id, person_id, action, subject)
       SELECT gen_random_uuid(), $1::uuid, 'contact.changed', $1::text FROM generate_series(1, 120)`,
      [people.budi.id],
    );
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  async function open(width: number, height: number, username: Username = 'wati', nav = 'audit'): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width, height }, locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('login-submit').waitFor({ state: 'detached' });
    if (nav !== '') await page.getByTestId(`nav-${nav}`).click();
    if (nav === 'audit') await page.getByTestId('audit-entry').first().waitFor();
    return page;
  }
  const actions = (page: Page) =>
    page.getByTestId('audit-entry').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-action')));

  it.each([
    [1366, 768],
    [1920, 1080],
    [390, 844],
  ])('is read at %d×%d in both languages', async (width, height) => {
    const page = await open(width, height);
    for (const language of ['id', 'en']) {
      const { faults, checked } = await look(page, folder, `audit-${width}-${language}`);
      expect(faults).toEqual([]);
      expect(checked).toBeGreaterThan(5);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.getByTestId('language').click();
    }
    await page.context().close();
  });

  it('is found by ticket and kind with the keyboard alone, turned over, checked and taken out', async () => {
    const page = await open(1366, 768);
    await page.getByTestId('page-next').focus();
    await page.keyboard.press('Enter');
    await until('the second page', async () => (await actions(page)).includes('reveal.phone'));
    await page.getByTestId('audit-ticket').focus();
    await page.keyboard.type(ticketNumber.toLowerCase());
    await until('what was done with the ticket', async () => {
      const found = await actions(page);
      return found.length === 2 && found.every((action) => action === 'reveal.phone' || action === 'read.case');
    });
    expect(await page.getByText('menelepon balik pelapor').count()).toBe(1);
    await page.getByTestId('audit-export').focus();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect([file.suggestedFilename(), lines.length]).toEqual(['audit.csv', 3]);
    expect(lines.slice(1).every((line) => line.includes(ticketNumber))).toBe(true);
    await page.getByTestId('audit-kind').focus();
    await page.keyboard.type('SOP');
    await page.getByTestId('audit-none').waitFor();
    expect(await page.getByTestId('audit-export').isDisabled()).toBe(true);
    const { faults } = await look(page, folder, 'audit-none');
    expect(faults).toEqual([]);
    await page.getByTestId('audit-clear').click();
    await page.getByTestId('audit-check').click();
    await page.locator('[data-testid=audit-checked][data-broken=false]:not(:empty)').waitFor();
    await page.context().close();
  });

  it.each([
    [1366, 768],
    [1920, 1080],
    [390, 844],
  ])('what a citizen asks of the office is done at %d×%d in both languages', async (width, height) => {
    const page = await open(width, height, 'nadia', '');
    await page.getByTestId('privacy-value').fill('0812-3456-7890');
    await page.getByTestId('privacy-reason').fill('surat permintaan warga');
    await page.keyboard.press('Enter');
    await page.getByTestId('privacy-case').first().waitFor();
    for (const language of ['id', 'en']) {
      const { faults, checked } = await look(page, folder, `privacy-${width}-${language}`);
      expect(faults).toEqual([]);
      expect(checked).toBeGreaterThan(5);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.getByTestId('language').click();
    }
    await page.context().close();
  });

  it('gives a citizen the copy, and erases by the eyes of two', async () => {
    await server.sql(
      `UPDATE case_file SET closed_at = now(), next_deadline = NULL, status = 'closed',
         state = state || '{"status": "closed", "closedAt": 1795322123000}' WHERE ticket_number = $1`,
      [ticketNumber],
    );
    const page = await open(1366, 768, 'nadia', '');
    await page.getByTestId('privacy-value').fill('081234567890');
    await page.getByTestId('privacy-reason').fill('surat permintaan warga');
    await page.keyboard.press('Enter');
    await page.getByTestId('privacy-pdf').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('privacy-pdf').click()]);
    const copy = await readFile(await file.path());
    expect([file.suggestedFilename(), copy.subarray(0, 5).toString(), copy.length > 10_000]).toEqual([
      'data.pdf',
      '%PDF-',
      true,
    ]);
    await page.getByTestId('privacy-erase').click();
    await page.locator('[data-testid=erasure][data-outcome=waiting]').waitFor();
    expect(await page.getByTestId('erasure-confirm').count()).toBe(0);
    const other = await open(1366, 768, 'wati', 'privacy');
    await other.getByTestId('erasure-confirm').click();
    await other.getByTestId('erasure-reason').fill('permintaan sah menurut hukum');
    expect((await look(other, folder, 'privacy-confirm')).faults).toEqual([]);
    await other.getByTestId('erasure-submit').click();
    await other.locator('[data-testid=erasure][data-outcome=done]').waitFor();
    expect((await look(other, folder, 'privacy-done')).faults).toEqual([]);
    for (const one of [page, other]) await one.context().close();
  });

  it('is the way to a ticket that is not one’s work, which says why', async () => {
    const caseId = (
      await server.sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [ticketNumber])
    )[0]?.id;
    const page = await open(1366, 768, 'budi', '');
    await page.goto(`${server.url}/tickets/${caseId}`);
    await page.getByTestId('reason-needed').waitFor();
    expect((await look(page, folder, 'ticket-reason')).faults).toEqual([]);
    await page.getByTestId('open-for-reason').click();
    await page.getByTestId('open-case-reason').fill('warga datang ke loket');
    await page.keyboard.press('Enter');
    await page.getByTestId('case').waitFor();
    await page.context().close();
  });
});
