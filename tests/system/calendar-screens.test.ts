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

it('a year’s table comes from a file: what is wrong is said by its rows first, and the year is known then', async () => {
  const page = await office.open('admin');
  await page.getByTestId('nav-calendar').click();
  await page.getByTestId('holiday-row').first().waitFor();
  await page.getByTestId('calendar-table').press('Enter');
  await page.getByTestId('import-text').fill('tanggal;nama\n1 Januari 2029;Tahun Baru');
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('import-problem').getByText('kolom jenis tidak ada').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'calendar-table-source')).toEqual([]);

  const good = ['1 Januari 2029;libur nasional;Tahun Baru Masehi', '02-01-2029;cuti bersama;Tahun Baru Masehi'];
  const wrong = ['31/2/2029;libur nasional;Bukan tanggal', '17/8/2028;libur;Proklamasi Kemerdekaan'];
  const text = (rows: readonly string[]) => ['No;Tanggal;Jenis;Nama', ...rows.map((row) => `1;${row}`)].join('\n');
  await page.getByTestId('import-text').fill(text([...good, ...wrong]));
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('table-summary').getByText('2 dari 4 baris perlu diperbaiki').waitFor();
  await page.locator('[data-testid=table-row][data-line="4"]').getByText('"31/2/2029" bukan tanggal').waitFor();
  expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('table-summary');
  expect(await page.getByTestId('table-confirm').count()).toBe(0);
  expect(await faultsAtEverySize(page, office.folder, 'calendar-table-faulty')).toEqual([]);

  await page.getByTestId('table-again').press('Enter');
  await page.getByTestId('import-text').fill(text(good));
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('table-doubts').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'calendar-table-preview')).toEqual([]);
  await page.getByTestId('table-confirm').press('Enter');
  await page.locator('[data-testid=holiday-row][data-day="2029-01-02"]').waitFor();
  expect(await page.getByTestId('calendar-year').textContent()).toBe('2029');
  await page.getByTestId('calendar-known').waitFor();
  const newest = page.getByTestId('calendar-change').first();
  expect(await newest.getAttribute('data-cause')).toBe('table');
  await newest.locator('summary').press('Enter');
  await newest.scrollIntoViewIfNeeded();
  expect(await faultsAtEverySize(page, office.folder, 'calendar-table-done')).toEqual([]);

  // In English; said not to be complete, and complete by hand.
  await page.getByTestId('language').click();
  for (const testId of ['year-reopen', 'year-complete']) {
    await page.getByTestId(testId).press('Enter');
    await page.getByTestId(testId).press('Enter');
    await page.getByTestId(testId).waitFor({ state: 'detached' });
  }
  await page.getByText('It was said here that all holidays of 2029 are known.').waitFor();
  await page.getByTestId('calendar-table').press('Enter');
  await page.getByTestId('import-text').fill(text([...good, ...wrong]));
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('table-summary').getByText('2 of 4 rows need mending').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'calendar-table-english')).toEqual([]);
  await page.context().close();
});

it('hours are typed as offices write them: what makes no sense is said at its field, and they hold from their day', async () => {
  const page = await office.open('admin');
  await page.getByTestId('nav-calendar').click();
  const section = page.locator('[data-testid=calendar-hours][data-calendar=office]');
  await section.getByTestId('hours-change').press('Enter');
  await page.getByTestId('hours-1-open').waitFor();
  expect(await page.getByTestId('hours-1-open').inputValue()).toBe('07.30-16.00');
  await page.getByTestId('hours-1-open').fill('pagi');
  await page.getByTestId('hours-from').fill('2026-12-01');
  await page.getByTestId('hours-save').press('Enter');
  await page.getByText('Ini bukan jam.').waitFor();
  await page.locator('[data-testid=hours-from][aria-invalid=true]').waitFor();
  await page.getByTestId('hours-1-open').fill('22.00-06.00');
  await page.getByTestId('hours-2-open').fill('08.00-14.00, 13.00-16.00');
  await page.getByTestId('hours-from').fill('2026-12-07');
  await page.getByTestId('hours-save').press('Enter');
  await page.getByText('Berakhir sebelum mulai.').waitFor();
  await page.getByText('Rentang jamnya bertumpang tindih.').waitFor();
  await page.waitForFunction(`document.activeElement.dataset.testid === 'hours-1-open'`);
  expect(await faultsAtEverySize(page, office.folder, 'calendar-hours-faulty')).toEqual([]);
  for (const weekday of [0, 1, 2, 3, 4, 5, 6]) {
    await page.getByTestId(`hours-${weekday}-open`).fill('');
    await page.getByTestId(`hours-${weekday}-breaks`).fill('');
  }
  await page.getByTestId('hours-save').press('Enter');
  await page.getByTestId('hours-problem').getByText('tidak pernah buka').waitFor();

  await page.getByTestId('hours-1-open').fill('08.00-12.00, 13.00-20.00');
  await page.getByTestId('hours-copy').press('Enter');
  await page.getByTestId('hours-6-open').fill('24 jam');
  await page.getByTestId('hours-save').press('Enter');
  await page.getByTestId('hours-dialog').waitFor({ state: 'detached' });
  await section.getByText('Mulai Sen, 7 Des 2026').waitFor();
  expect(await section.getByText('08.00–12.00, 13.00–20.00').count()).toBe(5);
  const newest = page.getByTestId('calendar-change').first();
  await newest.getByText('Sabtu: tutup → 00.00–24.00').waitFor();
  await newest.scrollIntoViewIfNeeded();
  expect(await faultsAtEverySize(page, office.folder, 'calendar-hours-history')).toEqual([]);
  await section.getByTestId('hours-change').scrollIntoViewIfNeeded();
  expect(await faultsOf(page, office.folder, 'calendar-hours')).toEqual([]);
  await newest.getByTestId('calendar-undo').press('Enter');
  await newest.getByTestId('calendar-undo').press('Enter');
  await section.getByText('Mulai Sen, 7 Des 2026').waitFor({ state: 'detached' });

  await page.getByTestId('language').click();
  await section.getByTestId('hours-change').press('Enter');
  await page.getByTestId('hours-1-open').fill('24 hours');
  await page.getByTestId('hours-1-breaks').fill('');
  await page.getByTestId('hours-save').press('Enter');
  await section.getByText('Since Wed, 2 Dec 2026').waitFor();
  await section.getByTestId('hours-change').press('Enter');
  expect(await faultsAtEverySize(page, office.folder, 'calendar-hours-english')).toEqual([]);
  await page.context().close();
});
