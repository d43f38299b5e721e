import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { collected, once } from '../../../server/app/files/incoming.ts';
import { tar } from '../../../server/files/tar.ts';
import { blobsOf, lostBlobs } from '../../support/archived-cases.ts';
import { addFile, askBytes } from '../../support/files.ts';
import { letterToBeArchived } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { photo } from '../../support/sample-files.ts';
import { password, type Username } from '../../support/server-people.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

const standing = (who: Username, caseId: string) => office.client(who).do('caseArchive', { params: { caseId } });
const post = async (who: Username, path: string) => {
  await office.client(who).do('proveMyself', { body: { password } });
  return askBytes(office.server.url, { path, headers: { cookie: office.client(who).cookie } });
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const unpacked = async (bytes: Uint8Array) => {
  const files = new Map<string, Buffer>();
  for await (const { path, body } of tar.entries(once(bytes))) files.set(path, await collected(body));
  return files;
};
const audited = async (caseId: string) =>
  (
    await office.server.sql<{ action: string }>(
      `SELECT action FROM audit_entry WHERE action LIKE 'archive.%' AND subject = $1 ORDER BY seq`,
      [caseId],
    )
  ).map(({ action }) => action);

describe('archiving a case', () => {
  let caseId: string;
  it('closes a bundle of all that it holds, which can be taken and checked', async () => {
    caseId = await letterToBeArchived(office);
    expect(await standing('sari', caseId)).toEqual({ bundle: null, lacking: [], mayClose: false, mayTake: false });
    const done = await office.act('sari', caseId, 'case.archived');
    expect(done.problem).toBeNull();
    const { bundle } = await standing('wati', caseId);
    expect(bundle).toMatchObject({
      ...{ closedOn: '2026-11-23', code: '700.1.2.4', active: 2, inactive: 3, fate: 'reviewed', goneAt: null },
      ...{ activeUntil: '2028-11-23', overOn: '2031-11-23', madeByName: 'sari Uji' },
    });
    const { status, bytes, headers } = await post('wati', `/api/cases/${caseId}/archive/take`);
    expect([status, headers['content-type'], sha256(bytes)]).toEqual([200, 'application/x-tar', bundle?.sha256]);

    const files = await unpacked(bytes);
    const manifest = JSON.parse(String(files.get('manifest.json')));
    expect(manifest).toMatchObject({
      ...{ format: 'sigap-archive-1', ticket: bundle?.ticketNumber, closedOn: '2026-11-23', archivedBy: 'sari Uji' },
      classification: { code: '700.1.2.4', title: 'Penanganan pengaduan masyarakat' },
      retention: { class: 'pengaduan-masyarakat', activeYears: 2, inactiveYears: 3, fate: 'reviewed' },
    });
    expect(manifest.entries.map(({ path }: { path: string }) => path)).toEqual(
      [...files.keys()].filter((path) => path !== 'manifest.json' && path !== 'SHA256SUMS'),
    );
    for (const { path, sha256: told, bytes: length } of manifest.entries) {
      const content = files.get(path) as Buffer;
      expect([path, sha256(content), content.length]).toEqual([path, told, length]);
    }
    const papers = manifest.entries.filter(({ what }: { what: string }) => what === 'paper');
    expect(papers.map(({ title, state }: Record<string, string>) => [title, state])).toEqual([
      ['Buku Register Keluhan', 'signed'],
      ['Berita Acara Klarifikasi', 'signed'],
      ['Laporan Tindak Lanjut Pengaduan', 'signed'],
      ['Surat Pemberitahuan', 'sent'],
    ]);
    expect(String(files.get('berkas-kasus.pdf')?.subarray(0, 5))).toBe('%PDF-');
    expect(String(files.get('SHA256SUMS'))).toContain(`${sha256(files.get('manifest.json') as Buffer)}  manifest.json`);

    const checked = await office.client('wati').do('checkBundle', { params: { caseId } });
    expect(checked).toMatchObject({ ok: true, whole: true, missing: [] });
    expect(checked.entries.every(({ ok }) => ok)).toBe(true);
    expect(await audited(caseId)).toEqual(['archive.made', 'archive.taken', 'archive.checked']);
  });

  it('is nothing that changes any more: no paper, no file, no second bundle', async () => {
    const before = await standing('wati', caseId);
    expect((await addFile(office.server.url, office.client('sari'), caseId, 'a.jpg', await photo())).type).toBe(
      'case_closed',
    );
    await office.act('budi', caseId, 'case.archived');
    const again = await office.client('wati').call('closeBundle', { params: { caseId } });
    expect(again.status).toBe(200);
    expect(await standing('wati', caseId)).toEqual(before);
  });

  it('is refused while something is not finished, and says what, before anything is done', async () => {
    const open = await letterToBeArchived(office);
    await office.client('sari').do('makePaper', {
      params: { caseId: open },
      body: {
        kind: 'notice',
        fields: { addressee: 'Siti', address: 'x', subject: 'x', attachment: '-', received: 'x', notice: 'x' },
      },
    });
    await office.server.sql(
      `INSERT INTO file (id, case_id, source, state, name_sealed, at)
       SELECT gen_random_uuid(), case_id, 'message', 'waiting', name_sealed, at FROM file WHERE case_id = $1 LIMIT 1`,
      [open],
    );
    const { lacking } = await standing('sari', open);
    expect(lacking.map(({ what }) => what)).toEqual(['paper_unsigned', 'file_waiting']);
    expect(lacking[0]?.name).toMatch(/^Surat Pemberitahuan 700\.1\.2\.4\//);
    const refused = await office.act('sari', open, 'case.archived');
    expect(refused.problem).toMatchObject({ type: 'archive_incomplete', status: 409 });
    expect(refused.problem?.detail).toContain('Surat Pemberitahuan');
    const [row] = await office.server.sql<{ open: boolean }>(
      'SELECT closed_at IS NULL AS open FROM case_file WHERE id = $1',
      [open],
    );
    expect([row?.open, (await standing('sari', open)).bundle]).toEqual([true, null]);
  });

  it('is refused where a file of it is not what it was, and the case stays open', async () => {
    const open = await letterToBeArchived(office);
    const [row] = await office.server.sql<{ blob: string }>(
      "SELECT blob FROM file WHERE case_id = $1 AND kind = 'picture'",
      [open],
    );
    const found = blobsOf(office).find((path) => path.endsWith(row?.blob ?? '-')) ?? '';
    spoil(found);
    const refused = await office.act('sari', open, 'case.archived');
    expect(refused.problem?.detail).toMatch(/file_damaged \(tanda terima\.jpg\)/);
    const closed = await office.server.sql('SELECT 1 FROM case_file WHERE id = $1 AND closed_at IS NOT NULL', [open]);
    expect(closed).toEqual([]);
  });

  it('a bundle that is not what it was is told so, and by whom it was looked at', async () => {
    const [row] = await office.server.sql<{ blob: string }>('SELECT blob FROM archive_bundle WHERE case_id = $1', [
      caseId,
    ]);
    const path = blobsOf(office).find((one) => one.endsWith(row?.blob ?? '-')) ?? '';
    const whole = readFileSync(path);
    spoil(path);
    const checked = await office.client('wati').do('checkBundle', { params: { caseId } });
    expect(checked).toMatchObject({ ok: false, whole: false });
    writeFileSync(path, whole);
    expect((await office.client('wati').do('checkBundle', { params: { caseId } })).ok).toBe(true);
  });

  it('is for those who keep the records, and asks anew who they are', async () => {
    const take = { params: { caseId } };
    expect((await office.client('sari').call('takeBundle', take)).status).toBe(403);
    expect((await office.client('nadia').call('caseArchive', take)).status).toBe(404);
    expect((await office.client('admin').call('archive', { query: { year: 2026 } })).status).toBe(403);
  });
});

it('a case that is over and whose procedure has no step for it is archived by hand, once', async () => {
  const caseId = await office.takenDown('desk');
  const close = () => office.client('wati').call('closeBundle', { params: { caseId } });
  expect((await close()).problem?.type).toBe('archive_not_now');
  await office.server.sql(
    "UPDATE case_file SET closed_at = clock_timestamp(), state = state || jsonb_build_object('closedAt', 1795400000000) WHERE id = $1",
    [caseId],
  );
  const [first, second] = await Promise.all([close(), close()]);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.body.bundle?.sha256).toBe(second.body.bundle?.sha256);
  expect(await audited(caseId)).toEqual(['archive.made']);
});

it('a year is exported with a list, and of cases that one may not read there is the line alone', async () => {
  const { bundles, years } = await office.client('wati').do('archive', { query: { year: 2026 } });
  expect(years).toEqual([{ year: 2026, bundles: bundles.length, bytes: expect.any(Number) }]);
  const files = await unpacked((await post('wati', '/api/archive/years/2026')).bytes);
  const lines = String(files.get('daftar-arsip.csv')).trim().split('\r\n');
  expect(lines).toHaveLength(bundles.length + 1);
  for (const { ticketNumber, sha256: digest } of bundles)
    expect(sha256(files.get(`${ticketNumber}.tar`) as Buffer)).toBe(digest);
  // The secretary takes part in one procedure, and has no part in the counter's.
  const hers = await unpacked((await post('sinta', '/api/archive/years/2026')).bytes);
  expect(hers.size).toBeLessThan(files.size);
  expect(String(hers.get('daftar-arsip.csv')).split('\r\n')).toHaveLength(lines.length + 1);
  expect((await post('wati', '/api/archive/years/2025')).type).toBe('not_found');
});

it('nothing of a bundle is there when the case could not be archived, and nothing lies about that nobody knows of', async () => {
  expect(await lostBlobs(office)).toEqual([]);
});

function spoil(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
