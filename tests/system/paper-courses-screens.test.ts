import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
import { scannedLetter } from './lab/scanner.ts';

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

/** A bundle as whoever took it has it before them: opened by any tar, each of its files being what its sums say. */
async function unpacked(bundle: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'sigap-bundle-'));
  try {
    await writeFile(join(folder, 'bundle.tar'), bundle);
    execFileSync('tar', ['-xf', 'bundle.tar'], { cwd: folder });
    execFileSync('/usr/bin/sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder });
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const dossier = await saidIn(await readFile(join(folder, 'berkas-kasus.pdf')));
    return { manifest, dossier };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a complaint that came by letter', () => {
  const complaint = 'Antrean di loket terlalu lama.';
  const letter = 'surat Siti Aminah.pdf';
  let scan: Buffer;
  let caseId: string;
  let ticket: string;

  it('is scanned in, read on the screen and entered in the register', async () => {
    scan = await scannedLetter(browser, ['Kepada Yth. Camat Bandungan', complaint, 'Siti Aminah']);
    const sari = await deskOf('sari');
    caseId = await takenDown(sari, 'letters', { complaint, callerName: 'Siti Aminah', address: 'Bandungan RT 2' });
    ticket = (await office.detail('sari', caseId)).ticketNumber;
    await drop(sari.page, [{ name: letter, bytes: scan }]);
    const kept = await lookedAt(sari.page, sari.see('file-look'));
    expect([kept.name, kept.bytes.equals(scan)]).toEqual([letter, true]);
    await decide(sari.page, 'report.accepted');
    await decide(sari.page, 'intake.saved', { happenedAt: 'Senin pagi' });
    const entry = paperOf(sari.page, 'register-entry', 'signed');
    const { bytes } = await lookedAt(sari.page, entry.getByTestId('paper-look'));
    for (const part of ['BUKU REGISTER KELUHAN', ticket, 'Siti Aminah', complaint, 'Senin pagi'])
      expect(await saidIn(bytes)).toContain(squeezed(part));
  });

  it('is clarified and followed up by papers that those who answer for it sign', async () => {
    // What the superior says with the disposition is no paper.
    expect((await office.act('wati', caseId, 'case.dispatched', { instruction: 'proceed' })).problem).toBeNull();
    const sinta = await atWork('sinta', caseId);
    await lookedAt(sinta.page, sinta.see('file-look'));
    await writePaper(sinta.page, 'clarification', { clarification: 'Benar, hanya satu loket dibuka.' });
    await signPaper(sinta.page, 'clarification');
    const wati = await atWork('wati', caseId);
    await writePaper(wati.page, 'follow-up', { action: 'Loket ditambah menjadi tiga.' });
    await signPaper(wati.page, 'follow-up');
  });

  it('is answered by a letter that is initialled, signed and sent with a picture of its receipt', async () => {
    const { page } = await deskOf('sari');
    await page.goto(`${office.server.url}/tickets/${caseId}`);
    await happened(page, 'action.done');
    await writePaper(page, 'notice', { addressee: 'Sdr. Siti Aminah', notice: 'Loket ditambah menjadi tiga.' });
    for (const who of ['sinta', 'wati'] as const) {
      const signer = await deskOf(who);
      await signer.page.goto(`${office.server.url}/inbox`);
      const turn = signer.see('papers-to-sign');
      const { bytes } = await lookedAt(signer.page, turn.getByTestId('paper-look'));
      expect(await saidIn(bytes)).toContain(squeezed('Loket ditambah menjadi tiga.'));
      await turn.getByTestId('paper-sign').click();
      await turn.waitFor({ state: 'detached' });
    }
    await page.reload();
    await drop(page, [{ name: 'resi.jpg', bytes: await photo() }]);
    await page.getByTestId('file').filter({ hasText: 'resi.jpg' }).waitFor();
    await paperOf(page, 'notice', 'signed').getByTestId('paper-send').click();
    await page.getByTestId('paper-sent-reference').fill('POS-12');
    await page.getByTestId('paper-sent-submit').click();
    await paperOf(page, 'notice', 'sent').waitFor();
  });

  it('is archived as a bundle, which whoever answers for the archive takes and finds whole', async () => {
    const { page } = await deskOf('sari');
    await decide(page, 'case.archived');
    await page.locator('[data-testid=case][data-status=closed]').waitFor();
    await page.getByTestId('case-archive').waitFor();

    const rina = await deskOf('rina');
    await rina.page.goto(`${office.server.url}/archive`);
    const row = rina.page.getByTestId('bundle').filter({ hasText: ticket });
    const bundle = await taken(rina.page, row.getByTestId('bundle-take'));
    expect(bundle.name).toBe(`${ticket}.tar`);
    const { manifest, dossier } = await unpacked(bundle.bytes);
    expect(manifest).toMatchObject({ ticket, archivedBy: 'sari Uji', classification: { code: '700.1.2.4' } });
    const entries: Record<string, string>[] = manifest.entries;
    const of = (what: string) => entries.filter((entry) => entry.what === what);
    expect(of('paper').map(({ title, state }) => [title, state])).toEqual([
      ['Buku Register Keluhan', 'signed'],
      ['Berita Acara Klarifikasi', 'signed'],
      ['Laporan Tindak Lanjut Pengaduan', 'signed'],
      ['Surat Pemberitahuan', 'sent'],
    ]);
    expect(of('file').map(({ path }) => path?.replace(/^berkas\/\d+ /, ''))).toEqual([letter, 'resi.jpg']);
    const digest = createHash('sha256').update(scan).digest('hex');
    expect(of('file')[0]?.sha256).toBe(digest);
    // Its dossier names the scan by its digest too.
    for (const part of [ticket, complaint, digest.slice(0, 16), 'Surat Pemberitahuan', 'POS-12'])
      expect(dossier).toContain(squeezed(part));

    await row.getByTestId('bundle-check').click();
    await row.getByTestId('bundle-checked').filter({ hasText: /\S/ }).waitFor();
    expect(await row.getByTestId('bundle-checked').locator('strong').count()).toBe(0);
  });
});
