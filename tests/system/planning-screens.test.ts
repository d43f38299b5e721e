import { type FiguresOffice, startFiguresOffice } from './lab/figures-office.ts';
import { faultsAtEverySize } from './lab/look.ts';

const dayMs = 86_400_000;
let office: FiguresOffice;
beforeAll(async () => {
  office = await startFiguresOffice();
});
afterAll(async () => {
  await office?.stop();
});

it('a supervisor plans with the keyboard: forecast, need and replay as the server tells them, and a half hour that is only thought of', async () => {
  const page = await office.open(1366, 768);
  await page.getByTestId('figures-planning').focus();
  await page.keyboard.press('Enter');
  const day = (ago: number) => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);
  const answer = page.waitForResponse((response) => response.url().includes(`from=${day(8)}&to=${day(2)}`));
  await page.getByTestId('planning-from').fill(day(8));
  await page.getByTestId('planning-to').fill(day(2));
  const answered = await answer;
  const { intervals } = (await answered.json()) as { intervals: { happened: { offered: number } | null }[] };
  const rows = page.getByTestId('planning-intervals').locator('tbody tr');
  await rows.nth(intervals.length - 1).waitFor();
  expect(intervals.length).toBeGreaterThan(10);
  expect(await rows.count()).toBe(intervals.length);
  const offered = await rows.locator('td:nth-of-type(4)').allTextContents();
  expect(offered).toEqual(intervals.map(({ happened }) => (happened === null ? '–' : String(happened.offered))));
  expect(await page.getByTestId('planning-replay').locator('tbody tr').count()).toBe(3);

  await page.getByTestId('what-if-calls').fill('100');
  await page.getByTestId('what-if-agents').fill('1');
  await page.getByTestId('what-if-patience').fill('60');
  await page.keyboard.press('Enter');
  const told = page.getByTestId('what-if-told');
  // 100 calls of three minutes in half an hour are the work of ten agents.
  await told.getByText('antrean tumbuh tanpa henti').waitFor();
  await told.getByText(/Untuk sasaran perlu 1\d petugas menurut C/).waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'planning')).toEqual([]);
  await page.getByTestId('what-if-handle').fill('');
  await page.keyboard.press('Enter');
  await page.getByTestId('what-if-problem').waitFor();

  await page.getByTestId('planning-to').fill(day(9));
  await page.getByTestId('planning-problem').waitFor();
  expect(await page.getByTestId('planning-intervals').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('language').click();
  await page.getByTestId('figures-planning').click();
  await page.getByText('How many agents are needed').waitFor();
  await page.getByTestId('planning-intervals').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'planning-en')).toEqual([]);
});

interface Planned {
  readonly intervals: readonly { at: number; forecast: number | null; needed: { c: number | null } | null }[];
}
interface Tried {
  readonly rows: readonly { c: { inTime: number }; needed: { c: number | null } }[];
}

it('a supervisor plans the half hours of a day with the keyboard, and hears where it would not be enough', async () => {
  const page = await office.open(1366, 768);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const tomorrow = new Date(Date.now() + dayMs).toISOString().slice(0, 10);
  const openAt = async () => {
    await page.getByTestId('figures-planning').click();
    const answer = page.waitForResponse((response) => response.url().includes(`from=${tomorrow}&to=${tomorrow}`));
    await page.getByTestId('planning-to').fill(tomorrow);
    await page.getByTestId('planning-from').fill(tomorrow);
    return (await (await answer).json()) as Planned;
  };
  const tried = async (act: () => Promise<void>): Promise<Tried> => {
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/planning/what-if'));
    await act();
    return (await (await answer).json()) as Tried;
  };
  const { intervals } = await openAt();
  const at = new Map(intervals.map((one) => [one.at, one]));
  const first = Math.min(...at.keys());
  const moments = Array.from(
    { length: (Math.max(...at.keys()) - first) / 1_800_000 + 1 },
    (_, n) => first + n * 1_800_000,
  );
  const rows = page.getByTestId('roster-row');
  await rows.nth(moments.length - 1).waitFor();
  const cell = (row: number, column: string) => rows.nth(row).locator(`input[data-column=${column}]`);
  const agents = () =>
    rows
      .locator('input[data-column=agents]')
      .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
  expect(moments.length).toBeGreaterThan(10);
  expect(await agents()).toEqual(moments.map((moment) => String(at.get(moment)?.needed?.c ?? 0)));
  const told = page.getByTestId('roster-told');
  await told.getByText('Setiap setengah jam mencapai sasaran 80 %.').waitFor();

  // Nobody in the busiest half hour.
  const calls = moments.map((moment) => at.get(moment)?.forecast ?? 0);
  const busiest = calls.indexOf(Math.max(...calls));
  const time = await rows.nth(busiest).locator('th').textContent();
  expect(time).toMatch(/^\d\d\.\d\d$/);
  await cell(busiest, 'agents').focus();
  const { rows: without } = await tried(() => page.keyboard.type('0'));
  expect(without[busiest]?.c.inTime).toBe(0);
  await told.getByText(`1 setengah jam di bawah sasaran 80 %, terburuk: ${time} (0 %).`).waitFor();
  const beside = rows.nth(busiest).locator('[data-column=goal]');
  expect(await beside.textContent()).toBe(`kurang ${without[busiest]?.needed.c} petugas`);

  const focused = () =>
    page.evaluate('[document.activeElement.dataset.row, document.activeElement.dataset.column].join()');
  await cell(1, 'agents').focus();
  for (const [key, place] of [
    ['ArrowLeft', '1,calls'],
    ['ArrowUp', '0,calls'],
    ['ArrowRight', '0,agents'],
    ['Enter', '1,agents'],
    ['ArrowDown', '2,agents'],
    ['Tab', '3,calls'],
    ['Shift+Tab', '2,agents'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(place);
  }
  // Within a number that is being mended the arrows stay.
  await page.keyboard.type('12');
  await page.keyboard.press('ArrowLeft');
  expect(await focused()).toBe('2,agents');

  // A column of a spreadsheet, two longer than the day.
  const column = [...moments, 0, 0].map((_, n) => `${n % 2 === 0 ? 1 : '0,5'}\r\n`).join('');
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(column)})`);
  await cell(0, 'agents').focus();
  const { rows: pasted } = await tried(() => page.keyboard.press('Control+V'));
  await page.getByText(`${moments.length} nilai ditempel; 2 tidak muat dan dilewati.`).waitFor();
  expect(await agents()).toEqual(moments.map((_, n) => (n % 2 === 0 ? '1' : '0,5')));
  const low = Math.min(...pasted.filter((_, n) => (calls[n] ?? 0) > 0).map(({ c }) => c.inTime));
  const share = (value: number) =>
    `${new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 }).format(value * 100)} %`;
  await told.getByText(`terburuk: `).waitFor();
  expect(await page.getByTestId('roster-worst').textContent()).toContain(`(${share(low)})`);
  await page.getByTestId('roster-told').scrollIntoViewIfNeeded();
  expect(await faultsAtEverySize(page, office.folder, 'planning-roster')).toEqual([]);

  await cell(0, 'agents').fill('1.000');
  await told.getByText('Perbaiki sel yang ditandai').waitFor();
  expect(await cell(0, 'agents').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByTestId('roster-worst').count()).toBe(0);
  await cell(0, 'agents').fill('3');
  await page.getByTestId('roster-worst').waitFor();

  // Escape costs nobody a roster, and the way back to the proposal is a button.
  await page.keyboard.press('Escape');
  await page.getByTestId('planning-dialog').waitFor({ state: 'detached' });
  await page.getByTestId('language').click();
  await openAt();
  await rows.nth(moments.length - 1).waitFor();
  expect((await agents()).slice(0, 2)).toEqual(['3', '0,5']);
  await told.getByText('Half hours below the goal of 80 %').waitFor();
  await page.getByTestId('roster-fill').click();
  await told.getByText('Every half hour reaches the goal of 80 %.').waitFor();
  await page.getByTestId('roster-model').selectOption('a');
  await page.getByTestId('roster-handle').fill('7200');
  await told.getByText('Half hours below the goal of 80 %').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'planning-roster-en')).toEqual([]);
  await page.getByTestId('roster-anew').click();
  const bullets = `getComputedStyle(document.querySelector('[data-testid=planning-assumed]')).listStyleType`;
  expect(await page.evaluate(bullets)).toBe('disc');
});
