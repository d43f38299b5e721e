import type { Browser } from 'playwright-core';
import { send } from '../support/client.ts';
import { faultsOf, look } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

const path = '/api/reports/calls?from=2026-11-01&to=2026-11-30';

let office: ScreensOffice;
beforeAll(async () => {
  office = await startScreensOffice();
});
afterAll(() => office?.stop());

const read = (token: string) =>
  send(office.server.url, { method: 'GET', path, headers: { authorization: `Bearer ${token}` } });

it('an administrator makes a token with the keyboard, copies it the once it is shown, sees its use, and revokes it', async () => {
  const page = await office.visit();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: office.server.url });
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  await office.open('admin', '/', page);
  await page.getByTestId('nav-tokens').click();

  // What is missing is said, and nothing is made.
  await page.getByTestId('token-name').press('Enter');
  await page.locator('[data-testid=token-name][aria-invalid=true]').waitFor();
  expect((await look(page, office.folder, 'tokens-empty')).faults).toEqual([]);
  await page.getByTestId('token-name').fill('Dasbor Diskominfo');
  for (const report of ['calls', 'steps']) await page.getByTestId(`token-report-${report}`).press('Space');
  expect(await page.getByTestId('token-days').inputValue()).toBe('365');
  await page.getByTestId('token-add').press('Enter');
  const token = (await page.getByTestId('token-secret').textContent()) ?? '';
  expect(token).toMatch(/^sgp_[\w-]{43}$/);
  expect(await faultsInDialog(page)).toEqual([]);
  await page.getByRole('button', { name: 'Salin' }).press('Enter');
  await page.getByRole('button', { name: 'Tersalin' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(token);
  await page.getByTestId('token-kept').press('Enter');
  await page.getByTestId('token-secret').waitFor({ state: 'detached' });

  expect((await read(token)).status).toBe(200);
  await page.reload();
  const row = page.getByTestId('token-row').first();
  await row.getByText('terakhir dipakai').waitFor();
  expect(await row.textContent()).toContain(token.slice(0, 10));
  expect([await page.content(), ...asked].filter((text) => text.includes(token.slice(10)))).toEqual([]);
  for (const name of ['Papan data kabupaten', 'Arsip bulanan']) await make(page, name);
  expect(await faultsOf(page, office.folder, 'tokens')).toEqual([]);

  const used = page.getByTestId('token-row').filter({ hasText: 'Dasbor Diskominfo' });
  await used.getByTestId('token-revoke').press('Enter');
  // It asks once more, and whoever goes on was not sure.
  await used.getByRole('button', { name: 'Cabut sekarang' }).waitFor();
  expect((await look(page, office.folder, 'token-revoke-sure')).faults).toEqual([]);
  await page.keyboard.press('Tab');
  await used.getByRole('button', { name: 'Cabut: ' }).waitFor();
  expect((await read(token)).status).toBe(200);
  await used.getByTestId('token-revoke').press('Enter');
  await used.getByTestId('token-revoke').press('Enter');
  await page.locator('[data-testid=token-row][data-live=false]').waitFor();
  expect((await read(token)).problem?.type).toBe('token_revoked');
  expect(await used.textContent()).toContain('dicabut');
  expect(await faultsOf(page, office.folder, 'tokens-revoked')).toEqual([]);
  await page.context().close();
});

type Page = Awaited<ReturnType<Browser['newPage']>>;

async function make(page: Page, name: string): Promise<void> {
  await page.getByTestId('token-name').fill(name);
  await page.getByTestId('token-report-cases').press('Space');
  await page.getByTestId('token-days').selectOption('730');
  await page.getByTestId('token-add').press('Enter');
  await page.getByTestId('token-kept').press('Enter');
  await page.getByTestId('token-row').filter({ hasText: name }).waitFor();
}

/** The dialog is seen at both sizes; no button for the language is before it. */
async function faultsInDialog(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    found.push(...(await look(page, office.folder, `token-once-${width}`)).faults);
  }
  return found;
}
