import { join } from 'node:path';
import { createTestClock } from '../support/test-clock.ts';
import { faultsAtEverySize, faultsOf } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

let office: ScreensOffice;
beforeAll(async () => {
  office = await startScreensOffice({ clock: createTestClock(Date.parse('2026-12-02T10:00:00+07:00')) });
});
afterAll(() => office?.stop());

it('an administrator adds, changes and takes away a holiday with the keyboard, sees who did it, and undoes it', async () => {
  const page = await office.open('admin');
  await page.getByTestId('nav-calendar').click();
  await page.getByTestId('holiday-row').first().waitFor();
  expect(await page.getByTestId('calendar-year').textContent()).toBe('2026');
  await page.getByTestId('calendar-later').press('Enter');
  const row = (day: string) => page.locator(`[data-testid=holiday-row][data-day="${day}"]`);
  await row('2027-03-08').waitFor();

  // What is missing is said, and nothing is saved.
  await page.getByTestId('holiday-new').press('Enter');
  await page.getByTestId('holiday-save').press('Enter');
  await page.locator('[data-testid=holiday-day][aria-invalid=true]').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'calendar-holiday-empty')).toEqual([]);
  await page.getByTestId('holiday-day').fill('2027-03-08');
  await page.getByTestId('holiday-name-id').fill('Hari jadi kota');
  await page.getByTestId('holiday-save').press('Enter');
  expect(await page.getByTestId('holiday-problem').textContent()).toContain('sudah hari libur');
  await page.getByTestId('holiday-day').fill('2027-05-31');
  await page.getByTestId('holiday-save').press('Enter');
  await row('2027-05-31').waitFor();
  expect(await page.getByTestId('calendar-said').textContent()).toContain('Tersimpan');
  expect(await row('2027-05-31').textContent()).toContain('ditulis di sini');

  await row('2027-05-31').getByTestId('holiday-edit').press('Enter');
  await page.getByTestId('holiday-kind').selectOption('joint_leave');
  await page.getByTestId('holiday-save').press('Enter');
  await row('2027-05-31').getByText('Cuti bersama').waitFor();
  const nyepi = row('2027-03-08');
  await nyepi.getByTestId('holiday-remove').press('Enter');
  await nyepi.getByTestId('holiday-remove').press('Enter');
  await nyepi.getByText('hari kerja biasa').waitFor();
  expect(await faultsOf(page, office.folder, 'calendar')).toEqual([]);
  await page.getByTestId('calendar-change').last().scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(office.folder, 'calendar-history.png'), fullPage: true });

  const newest = page.getByTestId('calendar-change').first();
  expect(await newest.getAttribute('data-cause')).toBe('removed');
  await newest.getByTestId('calendar-undo').press('Enter');
  await newest.getByTestId('calendar-undo').press('Enter');
  await page.locator('[data-day="2027-03-08"][data-gone=false]').waitFor();
  // A year of which nobody has said the holidays yet.
  await page.getByTestId('calendar-later').press('Enter');
  await page.getByTestId('calendar-unknown').waitFor();
  expect(await faultsOf(page, office.folder, 'calendar-unknown')).toEqual([]);
  await page.context().close();
});
