import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { photo } from '../support/sample-files.ts';
import { password, people, type Username } from '../support/server-people.ts';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import {
  decide,
  drop,
  happened,
  lookedAt,
  paperOf,
  saidIn,
  signPaper,
  squeezed,
  taken,
  writePaper,
} from './lab/papers.ts';

const consoleDir = join(import.meta.dirname, '../../dist/agent-console');

let office: ProcedureOffice;
let browser: Browser;
const desks = new Map<Username, Desk>();
beforeAll(async () => {
  office = await openProcedureOffice({ consoleDir });
  browser = await launchChromium();
});
afterAll(async () => {
  for (const desk of desks.values()) await desk.close();
  await browser?.close();
  await office?.close();
});

const deskOf = async (who: Username): Promise<Desk> => {
  const desk = desks.get(who) ?? (await openDesk(browser, { url: office.server.url, passwordOf: () => password }, who));
  desks.set(who, desk);
  return desk;
};

/** A report that lies on the desk is taken down, and its ticket opened. */
async function takenDown(desk: Desk, service: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const { page } = desk;
  await desk.press('nav-intake');
  await desk.see('intake-service').selectOption(service);
  for (const [name, words] of Object.entries(fields)) await desk.fill(`intake-${name}`, words);
  await desk.press('intake-save');
  await desk.see('intake-ticket').waitFor();
  await page.getByRole('button', { name: 'Buka tiket' }).click();
  const opened = page.getByTestId('case');
  await opened.waitFor();
  return (await opened.getAttribute('data-case-id')) ?? '';
}

/** Goes from the inbox into the case. */
async function atWork(who: Username, caseId: string): Promise<Desk> {
  const desk = await deskOf(who);
  await desk.press('nav-inbox');
  await desk.page.locator(`[data-testid=inbox-row][data-case-id="${caseId}"]`).click();
  await desk.page.locator(`[data-testid=case][data-case-id="${caseId}"]`).waitFor();
  return desk;
}

const day = '2026-11-23';

describe('a suggestion that was put into the box', () => {
  const improvement = 'Dua puluh kursi tunggu dipasang di ruang tengah.';
  let caseId: string;

  it('is recommended on, approved and carried out, and that stands in the improvement register as a paper', async () => {
    const sari = await deskOf('sari');
    caseId = await takenDown(sari, 'desk', {
      ...{ complaint: 'Kursi tunggu kurang', callerName: 'Siti Aminah', phone: '081234567890' },
    });
    await drop(sari.page, [{ name: 'catatan kotak saran.jpg', bytes: await photo() }]);
    await sari.see('file').waitFor();
    await decide(sari.page, 'case.forwarded', { assigneeId: people.agus.id });

    const agus = await atWork('agus', caseId);
    await lookedAt(agus.page, agus.see('file-look'));
    await writePaper(agus.page, 'recommendation', { recommendation: 'Tambah dua puluh kursi tunggu.' });
    await signPaper(agus.page, 'recommendation');

    const wati = await atWork('wati', caseId);
    // What was recommended is read before it is decided on.
    const asked = await lookedAt(wati.page, paperOf(wati.page, 'recommendation', 'signed').getByTestId('paper-look'));
    expect(await saidIn(asked.bytes)).toContain(squeezed('Tambah dua puluh kursi tunggu.'));
    await wati.press('choose-recommendation.approved');
    await writePaper(wati.page, 'decision', { remark: 'Anggaran rumah tangga.' });
    await signPaper(wati.page, 'decision');

    await decide((await atWork('agus', caseId)).page, 'improvement.done', { improvement });
    await sari.page.goto(`${office.server.url}/tickets/${caseId}`);
    await happened(sari.page, 'improvement.done');
    const entry = paperOf(sari.page, 'improvement', 'signed');
    expect(await entry.textContent()).toContain('1/KEC-BDG/2026');
    const { bytes } = await lookedAt(sari.page, entry.getByTestId('paper-look'));
    const words = await saidIn(bytes);
    const title = 'REGISTER PERBAIKAN DAN INOVASI';
    for (const part of [title, '1/KEC-BDG/2026', 'Tambah dua puluh kursi tunggu.', improvement])
      expect(words).toContain(squeezed(part));
  });

  it('is in that register when it is taken out as a paper and as a spreadsheet', async () => {
    const { page, press, see } = await deskOf('rina');
    await press('nav-archive');
    await see('register').selectOption('register-perbaikan');
    for (const end of ['from', 'until']) await see(`register-${end}`).fill(day);
    const pdf = await taken(page, see('register-pdf'));
    expect(pdf.name).toBe(`register-perbaikan-${day}-${day}.pdf`);
    const words = await saidIn(pdf.bytes);
    for (const part of ['Tambah dua puluh kursi tunggu.', '· 1 catatan']) expect(words).toContain(squeezed(part));
    const sheet = unzipSync((await taken(page, see('register-xlsx'))).bytes);
    const cells = Object.values(sheet).map((one) => strFromU8(one));
    for (const part of ['1/KEC-BDG/2026', 'Tambah dua puluh kursi tunggu.', improvement])
      expect(cells.join('')).toContain(part);
  });

  it('is told to its citizen with what came of it, and over', async () => {
    const sari = await atWork('sari', caseId);
    await decide(sari.page, 'answer.sent', { solution: improvement });
    await sari.page.goto(`${office.server.url}/tickets/${caseId}`);
    await sari.page.locator('[data-testid=case][data-status=closed]').waitFor();
  });
});
