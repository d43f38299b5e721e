import { createTestClock } from '../support/test-clock.ts';
import { faultsAtEverySize, faultsOf } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

let office: ScreensOffice;
beforeAll(async () => {
  office = await startScreensOffice({ clock: createTestClock(Date.parse('2026-12-02T10:00:00+07:00')) });
});
afterAll(() => office?.stop());

it('an administrator adds, calls otherwise, moves, retires and undoes choices with the keyboard, and is told why not', async () => {
  const page = await office.open('admin');
  await page.getByTestId('nav-catalogues').click();
  await page.getByTestId('catalogues-list').selectOption('district/subjects');
  const row = (code: string) => page.locator(`[data-testid=choice-row][data-code="${code}"]`);
  await row('land').waitFor();
  expect(await page.getByText('Kantor kecamatan').count()).toBeGreaterThan(0);

  // What is missing or makes no sense is said at its field, and nothing is saved.
  await page.getByTestId('choice-new').press('Enter');
  await page.getByTestId('choice-save').press('Enter');
  await page.locator('[data-testid=choice-code][aria-invalid=true]').waitFor();
  await page.locator('[data-testid=choice-name-id][aria-invalid=true]').waitFor();
  await page.getByTestId('choice-code').fill('Wisata Desa');
  await page.getByTestId('choice-name-id').fill('Wisata desa');
  await page.getByTestId('choice-name-en').fill('Village tourism');
  await page.getByTestId('choice-save').press('Enter');
  await page.getByText('diawali huruf; paling panjang').waitFor();
  await page.waitForFunction(`document.activeElement.dataset.testid === 'choice-code'`);
  expect(await faultsAtEverySize(page, office.folder, 'catalogue-choice-faulty')).toEqual([]);
  await page.getByTestId('choice-code').fill('land');
  await page.getByTestId('choice-save').press('Enter');
  await page.getByTestId('choice-problem').getByText('Kode ini sudah ada').waitFor();
  await page.getByTestId('choice-code').fill('tourism');
  await page.getByTestId('choice-save').press('Enter');
  await row('tourism').waitFor();
  await page.getByTestId('catalogues-said').getByText('Tersimpan').waitFor();

  // Up by one, with the focus still on it.
  await row('tourism').getByTestId('choice-up').press('Enter');
  await page.locator('[data-testid=choice-row][data-code=tourism]:nth-last-child(2)').waitFor();
  await row('tourism').getByTestId('choice-edit').press('Enter');
  await page.getByTestId('choice-name-id').fill('Wisata');
  await page.getByTestId('choice-save').press('Enter');
  await row('tourism').getByText('Wisata', { exact: true }).waitFor();
  await row('land').getByTestId('choice-retire').press('Enter');
  await row('land').getByTestId('choice-retire').press('Enter');
  await page.locator('[data-testid=choice-row][data-code=land][data-retired=true]').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'catalogue')).toEqual([]);

  const newest = page.getByTestId('catalogue-change').first();
  expect(await newest.getAttribute('data-cause')).toBe('retired');
  await newest.scrollIntoViewIfNeeded();
  expect(await faultsAtEverySize(page, office.folder, 'catalogue-history')).toEqual([]);
  await newest.getByTestId('catalogue-undo').press('Enter');
  await newest.getByTestId('catalogue-undo').press('Enter');
  await page.locator('[data-testid=choice-row][data-code=land][data-retired=false]').waitFor();

  await page.getByTestId('language').click();
  await row('tourism').getByTestId('choice-remove').press('Enter');
  await row('tourism').getByTestId('choice-remove').press('Enter');
  await row('tourism').waitFor({ state: 'detached' });
  expect(await faultsOf(page, office.folder, 'catalogue-english')).toEqual([]);
  await page.context().close();
});

it('the second of two administrators is told that somebody changed it meanwhile, and what was typed stays', async () => {
  const [first, second] = [await office.open('admin'), await office.open('admin')];
  const row = (page: typeof first) => page.locator('[data-testid=choice-row][data-code=costs]');
  for (const page of [first, second]) {
    await page.getByTestId('nav-catalogues').click();
    await page.getByTestId('catalogues-list').selectOption('district/subjects');
    await row(page).getByTestId('choice-edit').press('Enter');
  }
  await first.getByTestId('choice-name-id').fill('Biaya');
  await first.getByTestId('choice-save').press('Enter');
  await row(first).getByText('Biaya', { exact: true }).waitFor();
  await second.getByTestId('choice-name-id').fill('Pungutan');
  await second.getByTestId('choice-save').press('Enter');
  await second.getByTestId('choice-problem').getByText('Orang lain sudah mengubahnya').waitFor();
  expect(await faultsAtEverySize(second, office.folder, 'catalogue-moved')).toEqual([]);
  await row(second).getByText('Biaya', { exact: true }).waitFor();
  await second.getByTestId('choice-save').press('Enter');
  await row(second).getByText('Pungutan', { exact: true }).waitFor();
  for (const page of [first, second]) await page.context().close();
});
