import type { TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { cell, type FiguresOffice, startFiguresOffice } from './lab/figures-office.ts';
import { faultsOf, look } from './lab/look.ts';

const dayMs = 86_400_000;
let office: FiguresOffice;
let server: TestServer;
let folder: string;
beforeAll(async () => {
  office = await startFiguresOffice();
  ({ server, folder } = office);
});
afterAll(() => office?.stop());
const open: FiguresOffice['open'] = (...of) => office.open(...of);

describe('figures, looked behind and drawn', () => {
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

  it('are drawn when they are looked at, beside the period before, in lines that differ in more than colour', async () => {
    const page = await open(1366, 768);
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (/figures-chart-.*\.js/.test(request.url())) fetched.push(request.url());
    });
    const interval = (column: string) =>
      page.locator(`[data-testid=figures-by-interval] tbody td[data-column=${column}]`).allInnerTexts();
    const marks = (shape: string, place: string) =>
      page
        .locator(`[data-testid=figures-chart-shown] [role=img] ${shape}`)
        .evaluateAll(
          (all, name) =>
            all.map((one) => Number((one as unknown as { getAttribute(of: string): string }).getAttribute(name))),
          place,
        );
    const days = await interval('arrived');
    expect(days).toHaveLength(7);
    expect(fetched).toEqual([]);

    const button = page.getByTestId('figures-chart');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await button.focus();
    await page.keyboard.press('Enter');
    const chart = page.getByTestId('figures-chart-shown');
    await chart.waitFor();
    expect(fetched).toHaveLength(1);
    const lines = chart.locator('path.recharts-line-curve');
    await until('both lines are drawn', async () => (await lines.count()) === 2);
    const dashes = await lines.evaluateAll((all) =>
      all.map((one) =>
        (one as unknown as { getAttribute(of: string): string | null }).getAttribute('stroke-dasharray'),
      ),
    );
    expect(dashes.filter((dash) => dash !== null)).toEqual(['7 5']);
    expect(await marks('circle.recharts-dot', 'cy')).toHaveLength(7);
    expect(await chart.locator('[role=img]').getAttribute('aria-label')).toMatch(/^Masuk: .*Periode sebelumnya/);
    // More stands higher, in this period and in the one before, whose table says so.
    const higher = (values: readonly number[], heights: readonly number[]) => {
      expect(heights).toHaveLength(values.length);
      for (const [a, one] of values.entries())
        for (const [b, other] of values.entries()) if (one > other) expect(heights[a]).toBeLessThan(heights[b] ?? NaN);
    };
    higher(days.map(Number), await marks('circle.recharts-dot', 'cy'));
    const squares = await marks('rect[width="8"]', 'y');
    const [from, to] = await Promise.all(
      ['from', 'to'].map((name) => page.getByTestId(`figures-${name}`).inputValue()),
    );
    const earlier = (day = '') => new Date(Date.parse(day) - 7 * dayMs).toISOString().slice(0, 10);
    await page.getByTestId('figures-from').fill(earlier(from));
    await page.getByTestId('figures-to').fill(earlier(to));
    await page.locator(`[data-testid=figures-by-interval] th:has-text("${earlier(from)}")`).waitFor();
    higher((await interval('arrived')).map(Number), squares);

    for (const report of ['calls', 'cases', 'messages', 'steps']) {
      await page.getByTestId('figures-report').selectOption(report);
      if (report !== 'calls') await button.click();
      await chart.waitFor();
      await page.getByTestId('figures-chart-of').selectOption({ index: 5 });
      await chart.scrollIntoViewIfNeeded();
      expect(await faultsOf(page, folder, `figures-chart-${report}`)).toEqual([]);
      expect(await page.getByTestId('figures-by-interval').count()).toBe(1);
    }
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByTestId('figures-chart-of').selectOption({ index: 0 });
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await button.click();
    await chart.waitFor({ state: 'detached' });
    await page.getByTestId('figures-report').selectOption('heat');
    await page.getByTestId('figures-heat').waitFor();
    expect(await button.count()).toBe(0);
    await page.context().close();
  });
});
