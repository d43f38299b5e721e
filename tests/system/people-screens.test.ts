import type { Page } from 'playwright-core';
import { logIn } from '../support/client.ts';
import { faultsOf, look } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

let office: ScreensOffice;
beforeAll(async () => {
  office = await startScreensOffice();
});
afterAll(() => office?.stop());

const rowOf = (page: Page, username: string) => page.locator(`[data-testid=person-row][data-username="${username}"]`);

it('an administrator adds somebody with the keyboard, changes them, takes it back, and deactivates them', async () => {
  const page = await office.open('admin');
  await page.getByTestId('nav-people').click();
  await rowOf(page, 'sari').waitFor();
  expect(await faultsOf(page, office.folder, 'people')).toEqual([]);

  // What is wrong is said at its field, and nothing is stored.
  await page.getByTestId('people-add').press('Enter');
  await page.getByTestId('person-displayName').fill('Dian Permata');
  await page.getByTestId('person-displayName').press('Enter');
  await page.locator('[data-testid=person-username][aria-invalid=true]').waitFor();
  await page.getByTestId('person-username').fill('Sari');
  await page.getByTestId('person-extension').fill('101');
  await page.getByTestId('person-extension').press('Enter');
  await page.getByText('Nama pengguna ini sudah dipakai.').waitFor();
  await page.getByText('Pesawat ini sudah dipakai orang lain.').waitFor();
  expect(await faultsInDialog(page, 'person-faulty')).toEqual([]);
  await page.getByTestId('person-username').fill('Dian.P');
  await page.getByTestId('person-extension').fill('140');
  await page.getByTestId('person-extension').press('Enter');
  const first = (await page.getByTestId('person-password').textContent()) ?? '';
  expect(await faultsInDialog(page, 'person-password')).toEqual([]);
  expect((await logIn(office.server.url, 'dian.p', first)).me).toMatchObject({ extension: '140', owes: 'password' });
  await page.getByTestId('person-password-kept').press('Enter');
  await page.getByTestId('people-search').fill('PERMATA 140');
  await rowOf(page, 'sari').waitFor({ state: 'detached' });

  // The list still tells; the focus goes back to where it was.
  await rowOf(page, 'dian.p').getByTestId('person-edit').press('Enter');
  await page.getByTestId('person-change').waitFor();
  await page.getByTestId('person-role').selectOption('supervisor');
  await page.getByTestId('person-logs-out').waitFor();
  await page.getByTestId('person-displayName').fill('Dian Permatasari');
  await page.getByTestId('person-displayName').press('Enter');
  await page.getByTestId('person-undo').waitFor();
  expect(await page.getByTestId('person-change').first().textContent()).toContain('peran: Petugas → Supervisor');
  expect(await faultsInDialog(page, 'person-history')).toEqual([]);
  for (let press = 0; press < 2; press++) await page.getByTestId('person-undo').press('Enter');
  await page.getByText('(dikembalikan)').waitFor();
  expect(await page.getByTestId('person-displayName').inputValue()).toBe('Dian Permata');
  for (let press = 0; press < 2; press++) await page.getByTestId('person-deactivate').press('Enter');
  await page.getByTestId('person-activate').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('people-count').getByText('Tidak ada yang cocok.').waitFor();
  await page.getByTestId('people-status').selectOption('left');
  await rowOf(page, 'dian.p').getByText('nonaktif').waitFor();

  // The last administrator is told so, and stays.
  await page.getByTestId('people-search').fill('');
  await page.getByTestId('people-status').selectOption('active');
  await page.getByTestId('people-role').selectOption('admin');
  await rowOf(page, 'admin').getByTestId('person-edit').press('Enter');
  for (let press = 0; press < 2; press++) await page.getByTestId('person-deactivate').press('Enter');
  await page.getByTestId('person-deed-problem').getByText('administrator aktif yang terakhir').waitFor();
  await page.context().close();
});

/** The dialog is seen at both sizes; no button for the language is before it. */
async function faultsInDialog(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    found.push(...(await look(page, office.folder, `${name}-${width}`)).faults);
  }
  return found;
}
