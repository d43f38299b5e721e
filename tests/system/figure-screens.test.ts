import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createDataSource } from '../../server/store/data-source.ts';
import { rebuildFacts } from '../../server/store/facts/rebuild.ts';
import type { TestDatabase } from '../support/database.ts';
import { insertMonth } from '../support/fact-month.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password, type Username } from '../support/server-people.ts';
import { until } from '../support/until.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
const dayMs = 86_400_000;

describe('figures, on the screen of those who answer for how the office works', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, consoleDir });
    // The page asks for the browser's last week; the month ends with today.
    await insertMonth(server, Math.floor(Date.now() / dayMs) * dayMs - 29 * dayMs, 160);
    const source = await createDataSource(database.url, 2).initialize();
    const { sops } = server.core;
    await rebuildFacts(source, { sopOf: sops.get, timeOf: sops.timeOf }, () => {});
    await source.destroy();
    // Of the newest day's calls nobody heard the end.
    await server.sql(
      "UPDATE call_fact SET estimated = true WHERE arrived_at > (SELECT max(arrived_at) FROM call_fact) - interval '6 hours'",
    );
    await server.sql(
      `INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, agent_id, at)
       SELECT 'case:' || c.id, q, '1', 1 + (row_number() OVER (ORDER BY c.id, q))::int % 4, 'page', c.service_id, c.id,
         c.agent_id, now() - interval '1 day'
       FROM case_file c CROSS JOIN unnest(ARRAY['kemudahan', 'dulu']) AS q`,
    );
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  async function open(width: number, height: number, username: Username = 'rina'): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width, height }, locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('login-submit').waitFor({ state: 'detached' });
    await page.getByTestId('nav-figures').click();
    await page.getByTestId('figures-row').first().waitFor();
    return page;
  }
  const cell = (page: Page, table: string, key: string, column: string) =>
    page.locator(`[data-testid=${table}] [data-key="${key}"] [data-column=${column}]`).textContent();

  it.each([
    [1366, 768],
    [390, 844],
  ])('are read at %d×%d in both languages, every report of them', async (width, height) => {
    const page = await open(width, height);
    for (const language of ['id', 'en']) {
      for (const report of ['calls', 'heat', 'steps', 'cases', 'open', 'messages', 'agents', 'satisfaction']) {
        await page.getByTestId('figures-report').selectOption(report);
        await page.getByTestId('figures-row').first().waitFor();
        expect(await page.getByTestId('figures-satisfaction').count()).toBe(report === 'satisfaction' ? 2 : 0);
        if (report === 'calls') {
          expect(await cell(page, 'figures-by-key', 'whole', 'answered')).toMatch(/^≈\s\d+$/);
          expect(await cell(page, 'figures-by-key', 'whole', 'arrived')).toMatch(/^\d+$/);
          expect(await page.getByTestId('figures-estimates').count()).toBe(2);
        }
        const { faults, checked } = await look(page, folder, `figures-${report}-${width}-${language}`);
        expect(faults).toEqual([]);
        expect(checked).toBeGreaterThan(5);
      }
      await page.getByTestId('figures-report').selectOption('calls');
      await page.getByTestId('language').click();
    }
    await page.context().close();
  });

  it('are led from the whole to a service, its agents and the tickets of a day, by the keyboard alone', async () => {
    const page = await open(1366, 768);
    const whole = Number(await cell(page, 'figures-by-key', 'whole', 'arrived'));
    expect(whole).toBeGreaterThan(10);
    await page.getByTestId('figures-only').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('figures-all').waitFor();
    await until('told by agents', async () => (await page.getByTestId('figures-row').count()) > 4);
    const agents = await page
      .locator(
        '[data-testid=figures-by-key] [data-key]:not([data-key=whole]):not([data-key=before]) [data-column=arrived]',
      )
      .allInnerTexts();
    expect(agents.reduce((sum, text) => sum + Number(text), 0)).toBe(whole);

    const day = page.locator('[data-testid=figures-by-interval] tbody tr').nth(2);
    const cameIn = Number(await day.locator('[data-column=arrived]').textContent());
    const name = await day.locator('a').textContent();
    await day.locator('a').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tickets?*');
    await until(
      'the days are filled in',
      async () => (await page.locator('input[type=date]').first().inputValue()) === name,
    );
    expect(cameIn).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });

  it.each([
    [1366, 768],
    [390, 844],
  ])(
    'open at %d×%d what they count, as many as the figure says, as far as the ticket, by the keyboard alone',
    async (width, height) => {
      const page = await open(width, height);
      const figure = page.locator('[data-testid=figures-by-key] [data-key=whole] [data-column=arrived] button');
      const count = Number(await figure.textContent());
      expect(count).toBeGreaterThan(10);
      // One stop for the tabulator; arrows go on to what stands beside and below it.
      expect(await page.locator('[data-testid=figures-by-key] td button[tabindex="0"]').count()).toBe(1);
      await figure.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      const focused = () => page.evaluate("document.activeElement.closest('td')?.dataset.column");
      expect(await focused()).toBe('arrived');
      await page.keyboard.press('Enter');
      const dialog = page.getByTestId('figures-behind');
      const rows = dialog.getByTestId('figures-behind-row');
      await rows.first().waitFor();
      expect(await dialog.getByTestId('figures-behind-total').textContent()).toBe(`${count} kejadian`);
      expect(await rows.count()).toBe(Math.min(count, 50));
      expect(await dialog.getByTestId('figures-behind-ticket').count()).toBe(Math.min(count, 50));
      expect((await look(page, folder, `figures-behind-${width}`)).faults).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await focused()).toBe('arrived');

      await page.getByTestId('language').click();
      await page.getByTestId('figures-report').selectOption('steps');
      await page.locator('[data-testid=figures-by-key] [data-key=whole] [data-column=spentP90] button').waitFor();
      const breached = page.locator('[data-testid=figures-by-key] [data-key=whole] [data-column=breached] button');
      const late = (await breached.textContent())?.replace(/\D/g, '');
      await breached.click();
      await rows.first().waitFor();
      expect(await dialog.getByTestId('figures-behind-total').textContent()).toMatch(new RegExp(`^${late} entr`));
      expect((await look(page, folder, `figures-behind-steps-${width}`)).faults).toEqual([]);
      const ticket = dialog.getByTestId('figures-behind-ticket').first();
      const address = await ticket.getAttribute('href');
      await ticket.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${address}`);
      await page.getByTestId('figures-behind').waitFor({ state: 'detached' });
      await page.context().close();
    },
  );

  it('open nothing for those who read figures and no tickets', async () => {
    await server.sql("UPDATE person SET role = 'analyst' WHERE username = 'rina'");
    const page = await open(1366, 768);
    expect(Number(await cell(page, 'figures-by-key', 'whole', 'arrived'))).toBeGreaterThan(10);
    expect(await page.getByTestId('figures-open').count()).toBe(0);
    expect((await look(page, folder, 'figures-analyst')).faults).toEqual([]);
    await page.context().close();
    await server.sql("UPDATE person SET role = 'supervisor' WHERE username = 'rina'");
  });

  it('tell by weekday and hour when citizens call, in numbers that come to the whole, each figure that may be chosen', async () => {
    const page = await open(1366, 768);
    const arrived = await cell(page, 'figures-by-key', 'whole', 'arrived');
    await page.getByTestId('figures-report').selectOption('heat');
    await page.getByTestId('figures-heat').waitFor();
    const table = page.getByTestId('figures-heat');
    const numbers = async (path: string) => (await table.locator(path).allInnerTexts()).map(Number);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const whole = Number(await cell(page, 'figures-heat', 'whole', 'whole'));
    expect(whole).toBe(Number(arrived));
    expect(sum(await numbers('tr:not([data-key=whole]) td[data-column]:not([data-column=whole])'))).toBe(whole);
    expect(sum(await numbers('tr[data-key=whole] td:not([data-column=whole])'))).toBe(whole);
    expect(sum(await numbers('tr:not([data-key=whole]) td[data-column=whole]'))).toBe(whole);
    expect(await table.locator('thead th[scope=col]').count()).toBe(8);
    expect(await table.locator('tbody th[scope=row]').count()).toBe(25);
    for (const measure of ['arrived', 'inTime', 'ofOffered', 'abandoned', 'answerMedian']) {
      await page.getByTestId('figures-measure').selectOption(measure);
      await page.getByTestId('figures-heat').waitFor();
      expect((await look(page, folder, `figures-heat-${measure}`)).faults).toEqual([]);
    }
    // By the deepest tint too, and where the reader’s machine is dark.
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page, folder, `figures-heat-${colorScheme}`)).toEqual([]);
    }
    expect(await cell(page, 'figures-heat', 'whole', 'whole')).toMatch(/\d:\d\d$/);
    for (const format of ['csv', 'xlsx', 'pdf']) {
      const [made] = await Promise.all([
        page.waitForEvent('download'),
        page.getByTestId(`figures-take-${format}`).click(),
      ]);
      expect(made.suggestedFilename()).toMatch(new RegExp(`^heat-.*\\.${format}$`));
    }
    await page.context().close();
  });

  it('are taken out as they stand, and a period that ends before it begins is told in words', async () => {
    const page = await open(1366, 768);
    await page.getByTestId('figures-take-csv').focus();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(file.suggestedFilename()).toMatch(/^calls-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    expect(lines[1]).toContain(`,${await cell(page, 'figures-by-key', 'whole', 'arrived')},`);
    for (const [format, start] of [
      ['xlsx', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const [made] = await Promise.all([
        page.waitForEvent('download'),
        page.getByTestId(`figures-take-${format}`).click(),
      ]);
      expect(made.suggestedFilename()).toBe(file.suggestedFilename().replace('.csv', `.${format}`));
      expect((await readFile(await made.path(), 'latin1')).startsWith(start)).toBe(true);
    }
    await page.getByTestId('figures-to').fill('2020-01-01');
    await page.getByTestId('figures-fault').waitFor();
    expect(await page.getByText('Tanggal akhir mendahului tanggal awal.').count()).toBe(1);
    await page.context().close();
  });

  it('tell how satisfied citizens were, of every question by service and agent', async () => {
    const page = await open(1366, 768);
    await page.getByTestId('figures-report').selectOption('satisfaction');
    await page.getByTestId('figures-satisfaction').first().waitFor();
    const tables = await page.getByTestId('figures-satisfaction').all();
    expect(tables).toHaveLength(2);
    const [cases] = await server.sql<{ count: number }>('SELECT count(*)::int AS count FROM case_file');
    for (const table of tables) {
      const whole = (column: string) =>
        table.locator(`[data-key=whole] [data-column=${column}]`).textContent().then(Number);
      const values = await Promise.all([1, 2, 3, 4].map((value) => whole(`value${value}`)));
      expect(await whole('answers')).toBe(cases?.count);
      expect(values.reduce((sum, value) => sum + value, 0)).toBe(cases?.count);
      expect(await table.getByTestId('figures-row').count()).toBeGreaterThan(2);
    }
    for (const gone of ['figures-interval', 'figures-by']) expect(await page.getByTestId(gone).count()).toBe(0);
    await page.getByTestId('figures-to').fill('2020-01-01');
    await page.getByTestId('figures-fault').waitFor();
    expect(await page.getByText('Tanggal akhir mendahului tanggal awal.').count()).toBe(1);
    await page.context().close();
  });

  it('tell tickets apart by a field of the office’s own, and how old the open ones are', async () => {
    const page = await open(1366, 768);
    for (const report of ['cases', 'open']) {
      await page.getByTestId('figures-report').selectOption(report);
      await page.locator(`[data-testid=figures-by] option[value="field:instruction"]`).waitFor({ state: 'attached' });
      await page.getByTestId('figures-by').selectOption('field:instruction');
      await page.getByText('Menurut dengan hormat harap').waitFor();
      expect(await page.getByTestId('figures-fault').count()).toBe(0);
      expect((await look(page, folder, `figures-${report}-field`)).faults).toEqual([]);
    }
    const whole = (column: string) => cell(page, 'figures-by-key', 'whole', column).then(Number);
    const ages = ['underOneDay', 'underThreeDays', 'underSevenDays', 'underThirtyDays', 'older'];
    const counts = await Promise.all(ages.map(whole));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(await whole('open'));
    expect(await page.getByTestId('figures-interval').count()).toBe(0);
    await page.context().close();
  });

  it('are no page of whoever works on cases', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(server.url);
    await page.getByTestId('login-username').fill('sari');
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-tickets').waitFor();
    expect(await page.getByTestId('nav-figures').count()).toBe(0);
    await page.context().close();
  });
});
