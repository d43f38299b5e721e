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
