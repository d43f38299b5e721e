import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { addFile } from '../support/files.ts';
import { letterToBeTold } from '../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { photo } from '../support/sample-files.ts';
import { password } from '../support/server-people.ts';
import { launchChromium } from './lab/browser.ts';
import { openDesk } from './lab/desk.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
const consoleDir = join(import.meta.dirname, '../../dist/agent-console');

let office: ProcedureOffice;
let browser: Browser;
beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  office = await openProcedureOffice({ consoleDir });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const deskOf = (who: string) => openDesk(browser, { url: office.server.url, passwordOf: () => password }, who);
const paperOf = (page: Page, state: string) =>
  page.locator(`[data-testid=paper][data-paper=notice][data-state=${state}]`);

it('a letter of notice is written beside its preview, initialled and signed from the inbox, and sent with its proof', async () => {
  const caseId = await letterToBeTold(office);
  const sari = await deskOf('sari');
  await sari.page.goto(`${office.server.url}/tickets/${caseId}`);
  // The decision itself says what is missing, and asks for nothing that would be refused.
  await sari.see('papers-owed').waitFor();
  expect(await sari.text('paper-owed')).toContain('belum ditulis');
  expect(await sari.page.locator('[data-testid="action-answer.sent"] [data-testid=action-save]').count()).toBe(0);
  await sari.press('paper-owed-go');
  await sari.see('paper-field-addressee').waitFor();
  await sari.page.keyboard.press('Escape');
  await sari.see('paper-field-addressee').waitFor({ state: 'detached' });
  const papers = sari.page.getByTestId('papers');
  // What the step waits for is chosen already.
  await sari.see('paper-kind').waitFor();
  expect(await sari.see('paper-kind').inputValue()).toBe('notice');
  await papers.scrollIntoViewIfNeeded();
  expect(await faultsOf(sari.page, folder, 'papers')).toEqual([]);
  await sari.press('paper-write');
  await sari.fill('paper-field-addressee', 'Sdr. Siti Aminah');
  await sari.fill('paper-field-notice', 'Loket ditambah menjadi tiga.');
  await sari.page
    .locator('[data-testid=paper-sheet]')
    .evaluate((sheet) => (sheet as unknown as { decode(): Promise<void> }).decode());
  expect((await look(sari.page, folder, 'paper-written')).faults).toEqual([]);
  await sari.press('paper-make');
  await paperOf(sari.page, 'made').waitFor();
  expect(await paperOf(sari.page, 'made').textContent()).toContain('700.1.2.4/1/KEC-BDG/2026');
  await sari.page.getByTestId('paper-owed').filter({ hasText: 'Sekretaris Camat' }).waitFor();
  await sari.press('paper-owed-go');
  await paperOf(sari.page, 'made').locator('button:focus').waitFor();

  for (const who of ['sinta', 'wati']) {
    const signer = await deskOf(who);
    await signer.press('nav-inbox');
    await signer.see('papers-to-sign').waitFor();
    expect(await faultsOf(signer.page, folder, `papers-to-sign-${who}`)).toEqual([]);
    await signer.press('paper-sign');
    await signer.see('papers-to-sign').waitFor({ state: 'detached' });
    await signer.close();
  }

  await addFile(office.server.url, office.client('sari'), caseId, 'resi.jpg', await photo());
  await sari.page.reload();
  await paperOf(sari.page, 'signed').getByTestId('paper-send').click();
  await sari.fill('paper-sent-reference', 'POS-12');
  expect((await look(sari.page, folder, 'paper-sent')).faults).toEqual([]);
  await sari.press('paper-sent-submit');
  await paperOf(sari.page, 'sent').waitFor();
  await sari.page.locator('[data-testid=history][data-type="answer.sent"]').first().waitFor();
  expect(await faultsOf(sari.page, folder, 'paper-told')).toEqual([]);
  await sari.close();
});
