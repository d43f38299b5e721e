import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { people } from '../support/server-people.ts';
import { until } from '../support/until.ts';
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

/** Presses a button and keeps the file that comes. */
async function taken(page: Page, testId: string, as: string) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).first().press('Enter')]);
  await file.saveAs(join(office.folder, as));
  return { name: file.suggestedFilename(), bytes: await readFile(join(office.folder, as)) };
}

it('the head looks at a draft of the service standards, makes the report once the period is over, and takes it, with the keyboard in both languages', async () => {
  const page = await office.open(1366, 768, 'wati');
  await page.getByTestId('figures-standards').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('standards-none').waitFor();
  expect(await page.getByText('Laporan standar pelayanan').count()).toBe(1);
  expect(await faultsAtEverySize(page, office.folder, 'standards-none')).toEqual([]);

  const day = (ago: number) => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);
  // A day that is not over: nothing is numbered, and that is said at the day.
  const make = page.getByTestId('standards-make');
  await page.getByTestId('standards-to').fill(day(-1));
  await make.press('Enter');
  await page.getByRole('button', { name: 'Yakin buat?' }).waitFor();
  await make.press('Enter');
  await page.getByTestId('standards-problem').waitFor();
  expect(await page.getByText('Waktu ini belum terjadi.').count()).toBe(1);
  expect(await faultsAtEverySize(page, office.folder, 'standards-problem')).toEqual([]);

  const [from, to] = [day(25), day(2)];
  await page.getByTestId('standards-from').fill(from);
  await page.getByTestId('standards-to').fill(to);
  const draft = await taken(page, 'standards-draft', 'standards-draft.pdf');
  expect(draft.name).toBe(`konsep-standar-pelayanan-${from}-${to}.pdf`);
  expect(draft.bytes.subarray(0, 4).toString()).toBe('%PDF');
  await page.getByTestId('standards-problem').waitFor({ state: 'detached' });
  expect(await page.getByTestId('standard').count()).toBe(0);

  // It asks once more, and whoever goes on was not sure.
  await make.press('Enter');
  await page.getByRole('button', { name: 'Yakin buat?' }).waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Buat laporan bernomor' }).waitFor();
  await make.press('Enter');
  await make.press('Enter');
  await page.getByTestId('standard').waitFor();
  const number = (await page.getByTestId('standard-number').textContent()) ?? '';
  expect(number).toMatch(/^000\.8\.3\.2\/1\//);
  await until(
    'that it was made is said',
    async () => (await page.getByText(`Laporan ${number} dibuat.`).count()) === 1,
  );
  expect(await page.getByTestId('standard').textContent()).toContain(people.wati.displayName);
  const made = await taken(page, 'standard-take', 'standards.pdf');
  expect(made.name).toBe(`standar-pelayanan-${number.replaceAll('/', '-')}.pdf`);
  const sha256 = createHash('sha256').update(made.bytes).digest('hex');
  expect(await page.getByTestId('standard-sha256').textContent()).toBe(sha256);
  expect(await faultsAtEverySize(page, office.folder, 'standards-id')).toEqual([]);

  await page.keyboard.press('Escape');
  await page.getByTestId('standards-dialog').waitFor({ state: 'detached' });
  await page.getByTestId('language').click();
  await page.getByTestId('figures-standards').press('Enter');
  await page.getByText('Report on service standards').waitFor();
  await page.getByTestId('standard').waitFor();
  expect(await page.getByRole('button', { name: `Download PDF: ${number}` }).count()).toBe(1);
  expect(await faultsAtEverySize(page, office.folder, 'standards-en')).toEqual([]);
  await page.context().close();
});

it('a supervisor reads what was made and looks at drafts, and has no button that makes one', async () => {
  const page = await office.open(1366, 768, 'rina');
  await page.getByTestId('figures-standards').click();
  await page.getByTestId('standard').waitFor();
  expect(await page.getByTestId('standards-make').count()).toBe(0);
  expect((await taken(page, 'standards-draft', 'standards-draft.pdf')).bytes.length).toBeGreaterThan(1_000);
  expect(await faultsAtEverySize(page, office.folder, 'standards-reader')).toEqual([]);
  await page.context().close();
});
