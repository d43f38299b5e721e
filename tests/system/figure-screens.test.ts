import { readFile } from 'node:fs/promises';
import type { TestServer } from '../support/server.ts';
import { password } from '../support/server-people.ts';
import { until } from '../support/until.ts';
import { cell, type FiguresOffice, startFiguresOffice } from './lab/figures-office.ts';
import { faultsOf, look } from './lab/look.ts';

let office: FiguresOffice;
let server: TestServer;
let folder: string;
beforeAll(async () => {
  office = await startFiguresOffice();
  ({ server, folder } = office);
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
  await server.sql(
    `INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, at)
     SELECT 'ikm:' || c.id, q, '14/2017', 4 - (row_number() OVER (ORDER BY q, c.id))::int % 3, 'page', c.service_id, c.id,
       now() - interval '1 day'
     FROM case_file c CROSS JOIN unnest(ARRAY['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9']) AS q`,
  );
});
afterAll(() => office?.stop());
const open: FiguresOffice['open'] = (...of) => office.open(...of);

describe('figures, on the screen of those who answer for how the office works', () => {
  it.each([
    [1366, 768],
    [390, 844],
  ])('are read at %d×%d in both languages, every report of them', async (width, height) => {
    const page = await open(width, height);
    for (const language of ['id', 'en']) {
      for (const report of ['calls', 'heat', 'steps', 'cases', 'open', 'messages', 'agents', 'satisfaction', 'ikm']) {
        await page.getByTestId('figures-report').selectOption(report);
        await page.getByTestId('figures-row').first().waitFor();
        expect(await page.getByTestId('figures-satisfaction').count()).toBe(report === 'satisfaction' ? 2 : 0);
        if (report === 'ikm') expect(await cell(page, 'figures-ikm', 'whole', 'index')).toMatch(/^\d\d([,.]\d+)?$/);
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
    expect(
      sum(
        await numbers(
          'tr:not([data-key=whole], [data-key=before]) td[data-column]:not([data-column=whole], [data-column=before])',
        ),
      ),
    ).toBe(whole);
    expect(sum(await numbers('tr[data-key=whole] td:not([data-column=whole], [data-column=before])'))).toBe(whole);
    expect(sum(await numbers('tr:not([data-key=whole], [data-key=before]) td[data-column=whole]'))).toBe(whole);
    // Beside the week before, by weekday and by hour.
    const past = Number(await cell(page, 'figures-heat', 'before', 'whole'));
    expect(past).toBeGreaterThan(0);
    expect(sum(await numbers('tr[data-key=before] td[data-column]:not([data-column=whole])'))).toBe(past);
    expect(sum(await numbers('tr:not([data-key=whole]) td[data-column=before]'))).toBe(past);
    expect(await table.locator('thead th[scope=col]').count()).toBe(9);
    expect(await table.locator('tbody th[scope=row]').count()).toBe(26);
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

  it('of open tickets, agents and satisfaction stand side by side as bars, filled and hollow, beside the table', async () => {
    // Of the newest tickets some are not over yet.
    await server.sql(
      `UPDATE case_file SET closed_at = NULL WHERE id IN
         (SELECT id FROM case_file WHERE task_period IS NULL ORDER BY opened_at DESC LIMIT 30)`,
    );
    const page = await open(1366, 768);
    const chart = page.getByTestId('figures-bars-shown');
    for (const [report, table] of [
      ['open', 'figures-by-key'],
      ['agents', 'figures-by-key'],
      ['satisfaction', 'figures-satisfaction'],
    ] as const) {
      await page.getByTestId('figures-report').selectOption(report);
      const heads = page.getByTestId(table).first().locator('tbody th');
      await heads.first().waitFor();
      const button = page.getByTestId('figures-chart').first();
      await button.focus();
      await page.keyboard.press('Enter');
      await chart.waitFor();
      const names = (await heads.allInnerTexts()).filter((name) => !/^(Seluruhnya|Periode)/.test(name));
      // The axis breaks names where they are long.
      const plain = (text: string | null) => (text ?? '').replaceAll(/\s/g, '');
      await until('every name stands beside its bars', async () => {
        const said = plain(await chart.locator('[role=img]').textContent());
        return names.every((name) => said.includes(plain(name)));
      });
      const bars = chart.locator('.recharts-bar-rectangle path');
      await until('bars are drawn', async () => (await bars.count()) >= names.length);
      // Nobody was asked in the week before; open tickets and agents there were, and their bars are outlines that are seen.
      const before = chart.locator('[role=img] path[stroke-dasharray="5 3"][stroke-opacity="1"]');
      expect((await before.count()) > 0).toBe(report !== 'satisfaction');
      expect(await page.getByTestId(table).first().isVisible()).toBe(true);
      expect(await faultsOf(page, folder, `figures-bars-${report}`)).toEqual([]);
    }
    await page.context().close();
  });

  it('are no page of whoever works on cases', async () => {
    const page = await office.visit();
    await page.goto(server.url);
    await page.getByTestId('login-username').fill('sari');
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-tickets').waitFor();
    expect(await page.getByTestId('nav-figures').count()).toBe(0);
    await page.context().close();
  });
});
