import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password, people } from '../support/server-people.ts';
import { answeredCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { launchChromium } from './lab/browser.ts';
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

  async function open(width: number, height: number): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width, height }, locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(server.url);
    await page.getByTestId('login-username').fill('wati');
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-audit').click();
    await page.getByTestId('audit-entry').first().waitFor();
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
});
