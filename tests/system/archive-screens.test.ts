import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { play } from '../support/player.ts';
import { plays } from '../support/plays.ts';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { password } from '../support/server-people.ts';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
const consoleDir = join(import.meta.dirname, '../../dist/agent-console');

let office: ProcedureOffice;
let browser: Browser;
let rina: Desk;
let caseId: string;
beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  office = await openProcedureOffice({ consoleDir });
  const [course] = plays.bandungan;
  if (!course) throw new Error('there is no play of Bandungan');
  ({ caseId } = await play(office, course));
  browser = await launchChromium();
  rina = await openDesk(browser, { url: office.server.url, passwordOf: () => password }, 'rina');
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** What a button brings, as a file of this machine. */
async function taken(page: Page, testId: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).first().click()]);
  const path = join(folder, `taken-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return path;
}

it('the archive: what was archived is found, checked anew, and taken out as a file that any tar opens', async () => {
  await rina.press('nav-archive');
  await rina.see('bundle').waitFor();
  expect(await faultsOf(rina.page, folder, 'archive')).toEqual([]);
  await rina.press('bundle-check');
  await rina.page.getByTestId('bundle-checked').filter({ hasText: /\S/ }).first().waitFor();
  expect((await look(rina.page, folder, 'archive-checked')).faults).toEqual([]);
  const bundle = await taken(rina.page, 'bundle-take');
  const paths = execFileSync('tar', ['-tf', bundle], { encoding: 'utf8' }).trim().split('\n');
  expect(paths).toEqual(expect.arrayContaining(['SHA256SUMS', 'manifest.json', 'berkas-kasus.pdf', 'riwayat.json']));
  const year = await taken(rina.page, 'archive-export');
  expect(execFileSync('tar', ['-tf', year], { encoding: 'utf8' })).toContain('daftar-arsip.csv');
});

it('its registers are made as papers and as spreadsheets', async () => {
  const pdf = await readFile(await taken(rina.page, 'register-pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const sheet = await readFile(await taken(rina.page, 'register-xlsx'));
  expect(sheet.subarray(0, 2).toString()).toBe('PK');
});

it('the case that was archived says so, and is printed as a whole although it is over', async () => {
  await rina.page.goto(`${office.server.url}/tickets/${caseId}`);
  await rina.see('case-archive').waitFor();
  await rina.see('case-archive').scrollIntoViewIfNeeded();
  expect(await faultsOf(rina.page, folder, 'case-archived')).toEqual([]);
  const pdf = await readFile(await taken(rina.page, 'case-print'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});
