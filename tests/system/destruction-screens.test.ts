import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { archivedCase, yearsPass } from '../support/archived-cases.ts';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { password } from '../support/server-people.ts';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
const reason = 'Masa retensinya habis, tidak ada perkara';

let office: ProcedureOffice;
let browser: Browser;
/** Secretary, head. */
let sinta: Desk;
let wati: Desk;
/** Whose time is over. */
const cases: string[] = [];

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  office = await openProcedureOffice({ consoleDir });
  for (let count = 0; count < 3; count += 1) cases.push(await archivedCase(office));
  await archivedCase(office);
  await yearsPass(office, ...cases);
  browser = await launchChromium();
  const at = { url: office.server.url, passwordOf: () => password };
  [sinta, wati] = [await openDesk(browser, at, 'sinta'), await openDesk(browser, at, 'wati')];
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const list = ({ page }: Desk, state: string) => page.locator(`[data-testid=destruction][data-state=${state}]`).first();
const sizes = [
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
];
/** At both sizes in both languages; the window and the language are left as they were. */
async function everywhere({ page }: Desk, see: (where: string) => Promise<void>): Promise<void> {
  const before = page.viewportSize();
  for (const language of ['id', 'en']) {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await see(`${language}-${size.width}`);
    }
    // A dialog may stand before the button.
    await page.getByTestId('language').dispatchEvent('click');
  }
  if (before) await page.setViewportSize(before);
}
/** What is wrong with the page; and pictures of the part itself, which is below what a telephone shows. */
async function faults(desk: Desk, name: string, part = 'destructions'): Promise<readonly string[]> {
  const found = await faultsOf(desk.page, folder, `destruction-${name}`);
  await everywhere(desk, async (where) => {
    await desk.see(part).screenshot({ path: join(folder, `destruction-${name}-${where}-part.png`) });
  });
  return found;
}
/** What axe holds against a page with a dialog before it. */
async function dialogFaults(desk: Desk, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  await everywhere(desk, async (where) => {
    found.push(...(await look(desk.page, folder, `destruction-${name}-${where}`)).faults);
  });
  return found;
}
const gone = () => office.server.sql('SELECT case_id FROM archive_bundle WHERE gone_at IS NOT NULL');

it('bundles whose time is over are proposed by the keyboard alone; one that is left out stays', async () => {
  await sinta.press('nav-archive');
  await sinta.see('due').waitFor();
  expect(await sinta.page.getByTestId('due').count()).toBe(3);
  expect(await faults(sinta, 'due')).toEqual([]);
  await sinta.see('archive-ticket').focus();
  await sinta.tabTo('due');
  await sinta.page.keyboard.press('Space');
  expect(await sinta.page.getByTestId('due').first().isChecked()).toBe(false);
  await sinta.tabTo('destruction-propose');
  await sinta.page.keyboard.press('Enter');
  await sinta.page.locator('[data-testid=destruction-reason-reason]:focus').waitFor();
  await sinta.page.keyboard.type('ya');
  await sinta.page.keyboard.press('Enter');
  await sinta.page.getByRole('dialog').getByText('Alasan terlalu pendek').waitFor();
  expect(await dialogFaults(sinta, 'reason')).toEqual([]);
  await sinta.see('destruction-reason-reason').fill(reason);
  await sinta.see('destruction-reason-reason').press('Enter');
  await list(sinta, 'proposed').waitFor();
  expect(await sinta.page.getByTestId('due').count()).toBe(1);
  expect(await list(sinta, 'proposed').textContent()).toContain(reason);
});

it('the first signature says that nothing goes yet, and its signer is told to wait for somebody else', async () => {
  await sinta.tabTo('destruction-sign');
  await sinta.page.keyboard.press('Enter');
  await sinta.see('destruction-confirm').waitFor();
  expect(await dialogFaults(sinta, 'first')).toEqual([]);
  await sinta.tabTo('destruction-confirm');
  await sinta.page.keyboard.press('Enter');
  await list(sinta, 'signed').waitFor();
  expect(await list(sinta, 'signed').getByTestId('destruction-sign').count()).toBe(0);
  expect(await list(sinta, 'signed').getByTestId('destruction-waits').textContent()).toContain('orang lain');
  expect(await gone()).toEqual([]);
  expect(await faults(sinta, 'signed')).toEqual([]);
});

it('the head sees what the second signature does, may leave it, and gives it by the keyboard; then there are minutes', async () => {
  await wati.press('nav-archive');
  await list(wati, 'signed').waitFor();
  await wati.see('archive-ticket').focus();
  await wati.tabTo('destruction-sign');
  await wati.page.keyboard.press('Enter');
  // What cannot be undone is not what Enter presses.
  await wati.page.getByTestId('destruction-dialog').locator('button[data-autofocus]:focus').waitFor();
  expect(await dialogFaults(wati, 'second')).toEqual([]);
  await wati.page.keyboard.press('Escape');
  await wati.page.getByTestId('destruction-confirm').waitFor({ state: 'detached' });
  expect(await gone()).toEqual([]);
  await wati.page.locator('[data-testid=destruction-sign]:focus').waitFor();
  await wati.page.keyboard.press('Enter');
  await wati.tabTo('destruction-confirm');
  await wati.page.keyboard.press('Enter');
  await list(wati, 'executed').waitFor();
  expect(await gone()).toHaveLength(2);
  expect(await list(wati, 'executed').textContent()).toContain('000.5.6.2/1/KEC-BDG/2026');

  // Of what went its row stays, with the minutes by which it did.
  const rows = wati.page.getByTestId('bundle-gone');
  await rows.nth(1).waitFor();
  expect(await rows.allTextContents()).toEqual([
    expect.stringContaining('000.5.6.2/1/KEC-BDG/2026'),
    expect.stringContaining('000.5.6.2/1/KEC-BDG/2026'),
  ]);
  expect(await wati.page.getByTestId('bundle').count()).toBe(4);
  expect(await wati.page.getByTestId('bundle-take').count()).toBe(2);
  expect(await faults(wati, 'executed')).toEqual([]);
  expect(await faults(wati, 'register', 'archive')).toEqual([]);

  const [file] = await Promise.all([
    wati.page.waitForEvent('download'),
    wati.page.getByTestId('destruction-minutes').first().click(),
  ]);
  expect(file.suggestedFilename()).toBe('berita-acara-000.5.6.2-1-KEC-BDG-2026.pdf');
  await file.saveAs(join(folder, 'minutes.pdf'));
  expect((await readFile(join(folder, 'minutes.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
});

it('the case of a destroyed bundle says so, and names nobody any more', async () => {
  const [one] = await office.server.sql<{ case_id: string }>(
    'SELECT case_id FROM archive_bundle WHERE gone_at IS NOT NULL LIMIT 1',
  );
  await wati.page.goto(`${office.server.url}/tickets/${one?.case_id}`);
  await wati.see('bundle-gone').waitFor();
  expect(await wati.page.getByText('Siti Aminah').count()).toBe(0);
  expect(await wati.page.getByTestId('bundle-take').count()).toBe(0);
  expect(await faults(wati, 'case', 'case-archive')).toEqual([]);
});

it('a list that the head refuses says by whom, when and why, and its bundle can be proposed again', async () => {
  await sinta.reload();
  await sinta.see('due').waitFor();
  await sinta.press('destruction-propose');
  await sinta.see('destruction-reason-reason').fill(reason);
  await sinta.press('destruction-reason-submit');
  await list(sinta, 'proposed').waitFor();
  await wati.press('nav-archive');
  await list(wati, 'proposed').getByTestId('destruction-refuse').click();
  await wati.see('destruction-refusal-reason').fill('Masih ditanyakan Ombudsman');
  await wati.press('destruction-refusal-submit');
  await list(wati, 'refused').waitFor();
  expect(await list(wati, 'refused').textContent()).toMatch(/wati Uji, \d.* \d{4}.*: Masih ditanyakan Ombudsman/);
  await wati.see('due').waitFor();
  expect(await faults(wati, 'refused')).toEqual([]);
});
