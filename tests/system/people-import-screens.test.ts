import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { logIn } from '../support/client.ts';
import { faultsAtEverySize } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

let office: ScreensOffice;
beforeAll(async () => {
  office = await startScreensOffice();
});
afterAll(() => office?.stop());

/** The page *Orang* of an administrator. */
async function peoplePage(): Promise<Page> {
  const page = await office.open('admin');
  await page.getByTestId('nav-people').click();
  await page.getByTestId('person-row').first().waitFor();
  return page;
}
const rowOf = (page: Page, line: number) => page.locator(`[data-testid=import-row][data-line="${line}"]`);

it('an administrator brings in people of a file with the keyboard: what is wrong is said first, and passwords are kept as a file', async () => {
  const page = await peoplePage();
  await page.getByTestId('people-import').press('Enter');
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('import-problem').getByText('Pilih berkas atau tempel isinya dulu.').waitFor();
  await page.getByTestId('import-text').fill('nama;peran\nDian;petugas');
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('import-problem').getByText('Baris 1: Kolom “Nama pengguna”: Kolom ini tidak ada.').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'people-import-source')).toEqual([]);

  const heads = 'nama;nama pengguna;peran;pesawat;telepon;bahasa;NIP';
  const good = ['Dian Permata;dian.p;Petugas;140;meja;Indonesia;1', 'Ayu Lestari;ayu;Kepala;;;Inggris;2'];
  await page
    .getByTestId('import-text')
    .fill([heads, ...good, 'Lain;sari;Raja;140;;;3', 'Bayu, S.Kom.;b;Analis;;;;4'].join('\n'));
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('import-summary').getByText('3 dari 4 baris perlu diperbaiki').waitFor();
  await rowOf(page, 4).getByText('Kolom “Peran”: “Raja”: Peran ini tidak dikenal.').waitFor();
  await rowOf(page, 2).getByText('Pesawat ini ada di baris lain juga. (baris 4)').waitFor();
  await page.getByTestId('import-ignored').getByText('NIP').waitFor();
  expect(await page.getByTestId('import-confirm').count()).toBe(0);
  expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('import-summary');
  expect(await faultsAtEverySize(page, office.folder, 'people-import-faulty')).toEqual([]);
  await page.getByTestId('import-only-wrong').press('Space');
  await rowOf(page, 3).waitFor({ state: 'detached' });

  // Mended in a file, with one who is here already.
  const file = join(office.folder, 'people.csv');
  await writeFile(file, `\ufeff${[heads, ...good, 'sari Uji;sari;agent;101;;;'].join('\r\n')}`);
  await page.getByTestId('import-again').press('Enter');
  // What was pasted is not lost.
  expect(await page.getByTestId('import-text').inputValue()).toContain('Lain;sari;Raja');
  await page.getByTestId('import-file').setInputFiles(file);
  await page.getByTestId('import-chosen').getByText('people.csv').waitFor();
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('import-summary').getByText('2 orang akan ditambahkan.').waitFor();
  await rowOf(page, 4).getByText('sudah ada').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'people-import-preview')).toEqual([]);
  expect(await office.server.sql("SELECT 1 FROM person WHERE username = 'dian.p'")).toEqual([]);
  await page.getByTestId('import-confirm').press('Enter');
  const shown = page.locator('[data-testid=import-password][data-username="dian.p"] code');
  const first = (await shown.textContent()) ?? '';
  expect(await faultsAtEverySize(page, office.folder, 'people-import-passwords')).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByTestId('import-save').press('Enter');
  const saved = await readFile(await (await download).path(), 'utf8');
  expect(saved).toContain(`"Dian Permata","dian.p","${first}"`);
  await page.getByTestId('import-kept').press('Enter');
  await shown.waitFor({ state: 'detached' });
  await page.locator('[data-testid=person-row][data-username="dian.p"]').waitFor();
  expect((await logIn(office.server.url, 'dian.p', first)).me).toMatchObject({ extension: '140', owes: 'password' });
  await page.context().close();
});

it('the same in English', async () => {
  const page = await peoplePage();
  await page.getByTestId('language').click();
  await page.getByTestId('people-import').press('Enter');
  await page.getByTestId('import-text').fill('Name,User name,Role,Extension\nNoor,noor,Agent,\nSari,sari,King,101');
  await page.getByTestId('import-look').press('Enter');
  await page.getByTestId('import-summary').getByText('2 of 2 rows need mending.').waitFor();
  await rowOf(page, 2).getByText('Column “Extension”: An agent needs an extension.').waitFor();
  await rowOf(page, 3).getByText('Column “Role”: “King”: This role is not known.').waitFor();
  expect(await faultsAtEverySize(page, office.folder, 'people-import-english')).toEqual([]);
  await page.context().close();
});
