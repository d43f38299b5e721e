import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { addFile, contentOf } from '../../support/files.ts';
import { pdf, photo, programOfPdf, refusedFiles } from '../../support/sample-files.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let sari: Client;
let budi: Client;
let rina: Client;
let call: QueuedCall;

const start = (env: Record<string, string> = {}) =>
  startTestServer({ databaseUrl: database.url, dataDir, env: { FILES_RESERVE_MB: '1', ...env } });

let desk: View;
let number: string;
/** Files on the disk before this test. */
let before: number;
let calls = 0;

beforeAll(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-case-files-'));
  mkdirSync(join(dataDir, 'files'));
  server = await start();
  [sari, budi, rina] = await Promise.all([server.logIn('sari'), server.logIn('budi'), server.logIn('rina')]);
  desk = await sari.desk();
});
beforeEach(async () => {
  calls += 1;
  number = `08123456780${calls}`;
  call = await answeredCall(server, sari, desk, number);
  await sari.act(call, 'intake.saved', intake);
  before = onDisk();
});
afterEach(async () => {
  server.exchange.happen(call.ended());
  await server.settled();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const params = () => ({ caseId: call.caseId });
const files = async (who = sari) => (await who.do('caseFiles', { params: params() })).files;
const add = (name: string, bytes: Uint8Array, who = sari, key?: string) =>
  addFile(server.url, who, call.caseId, name, bytes, key);
const look = async (who: Client, fileId: string, what: 'preview' | 'whole' | 'save' = 'whole') =>
  who.do('lookAtFile', { params: { fileId }, body: { what } });
const onDisk = () =>
  readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
const kept = () => onDisk() - before;
const audited = (action: string) =>
  server.sql<{ person_id: string; subject: string }>(
    'SELECT person_id, subject FROM audit_entry WHERE action = $1 AND right(subject, 36) = $2 ORDER BY seq',
    [action, call.caseId],
  );

describe('a photo put to a case', () => {
  it('stands in the case and its history, sealed on the disk, and is seen by those who read the case', async () => {
    const added = await add('../rumah Siti.jpg', await photo());
    expect(added.status).toBe(200);
    const [file] = await files();
    expect(file).toMatchObject({
      ...{ state: 'kept', kind: 'picture', name: 'rumah Siti.jpg', personName: 'sari Uji', preview: true },
    });
    const { history } = await sari.do('getCase', { params: params() });
    expect(history.at(-1)).toMatchObject({ type: 'file.received', actorName: 'sari Uji' });
    // The picture and its preview.
    expect(kept()).toBe(2);
    const { url } = await look(rina, file?.fileId ?? '');
    const shown = await contentOf(server.url, rina, url);
    expect((await sharp(shown.bytes).metadata()).width).toBe(640);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const small = await contentOf(server.url, sari, (await look(sari, file?.fileId ?? '', 'preview')).url);
    expect((await sharp(small.bytes).metadata()).width).toBe(480);
    const saved = await contentOf(server.url, sari, (await look(sari, file?.fileId ?? '', 'save')).url);
    expect(saved.headers['content-disposition']).toContain('attachment; filename="rumah Siti.jpg"');
    expect(await audited('file.looked')).toEqual([
      { person_id: people.rina.id, subject: `${file?.fileId} ${call.caseId}` },
      { person_id: people.sari.id, subject: `${file?.fileId} ${call.caseId}` },
    ]);
    expect(await audited('file.saved')).toHaveLength(1);
    const wati = await server.logIn('wati');
    const { entries } = await wati.do('listAudit', { query: { action: 'file.', ticket: call.ticketNumber } });
    expect(entries.map(({ action, ticketNumber }) => [action, ticketNumber])).toEqual(
      ['file.saved', 'file.looked', 'file.looked', 'file.added'].map((action) => [action, call.ticketNumber]),
    );
    server.log.assertNoPersonalData(['rumah Siti', number]);
  });

  it('is nobody’s whose work the case is not, at no address but their own, and for minutes', async () => {
    await add('foto.jpg', await photo());
    const fileId = (await files())[0]?.fileId ?? '';
    const lia = await server.logIn('lia');
    expect((await lia.call('caseFiles', { params: params() })).status).toBe(404);
    expect((await addFile(server.url, lia, call.caseId, 'x.jpg', await photo())).status).toBe(404);
    expect((await budi.call('lookAtFile', { params: { fileId }, body: { what: 'whole' } })).status).toBe(403);
    const admin = await server.logIn('admin');
    expect((await admin.call('lookAtFile', { params: { fileId }, body: { what: 'whole' } })).status).toBe(404);
    const { url } = await look(sari, fileId);
    expect((await contentOf(server.url, rina, url)).status).toBe(404);
    expect((await contentOf(server.url, { cookie: '' }, url)).status).toBe(401);
    // Not its last signs, of whose bits some say nothing.
    const changed = url.replace(/.(?=.{20}$)/, (sign) => (sign === 'A' ? 'B' : 'A'));
    expect((await contentOf(server.url, sari, changed)).status).toBe(404);
    expect((await contentOf(server.url, sari, `/api/files/seen/${fileId}`)).status).toBe(404);
    server.clock.move(11 * 60_000);
    expect((await contentOf(server.url, sari, url)).status).toBe(404);
  });

  it('asked twice is one, and one that is not taken leaves nothing behind', async () => {
    const bytes = await photo();
    const [first, again] = [
      await add('a.jpg', bytes, sari, 'once-and-again'),
      await add('a.jpg', bytes, sari, 'once-and-again'),
    ];
    expect(again.bytes.toString()).toBe(first.bytes.toString());
    for (const [what, refused] of Object.entries(refusedFiles))
      expect([what, (await add(`${what}.jpg`, refused)).type]).toEqual([what, 'file_kind']);
    expect((await add('kosong.jpg', Buffer.alloc(0))).type).toBe('file_empty');
    expect((await add('potongan.jpg', bytes.subarray(0, bytes.length / 2))).type).toBe('file_unreadable');
    expect(await files()).toHaveLength(1);
    expect(kept()).toBe(2);
    expect(await server.sql("SELECT 1 FROM outside_erasure WHERE kind = 'file'")).toEqual([]);
  });

  it('is not added to a case that is over', async () => {
    await sari.act(call, 'case.ended', { endedAs: 'withdrawn', reason: 'Sudah menyala lagi' });
    await server.sql(
      "UPDATE case_file SET closed_at = now(), state = state || jsonb_build_object('closedAt', 1795322123000) WHERE id = $1",
      [call.caseId],
    );
    expect((await add('foto.jpg', await photo())).type).toBe('case_closed');
    expect((await sari.do('caseFiles', { params: params() })).mayAdd).toBe(false);
    expect(kept()).toBe(0);
  });
});

describe('a PDF', () => {
  it('is shown page by page as pictures, and given out only where it holds no program', async () => {
    await add('surat.pdf', pdf(3));
    await add('jebakan.pdf', pdf(1, programOfPdf));
    const [plain, active] = await files();
    expect([plain?.pages, plain?.active, active?.active]).toEqual([3, false, true]);
    const { url } = await look(sari, plain?.fileId ?? '');
    const page = await contentOf(server.url, sari, `${url}?page=3`);
    expect([page.headers['content-type'], (await sharp(page.bytes).metadata()).format]).toEqual(['image/jpeg', 'jpeg']);
    expect((await contentOf(server.url, sari, `${url}?page=4`)).type).toBe('file_gone');
    const saved = await contentOf(server.url, sari, (await look(sari, plain?.fileId ?? '', 'save')).url);
    expect(saved.bytes.equals(pdf(3))).toBe(true);
    const refused = await sari.call('lookAtFile', { params: { fileId: active?.fileId ?? '' }, body: { what: 'save' } });
    expect(refused.problem?.type).toBe('file_active');
  });
});

describe('what is let go of', () => {
  it('takes the files with it: rows, keys and bytes', async () => {
    await add('foto.jpg', await photo());
    await add('surat.pdf', pdf(1));
    expect(kept()).toBe(4);
    server.exchange.happen(call.ended());
    await server.settled();
    const nadia = await server.logIn('nadia');
    const wati = await server.logIn('wati');
    const body = { by: 'phone', value: number, callerId: null, reason: 'surat permintaan warga' } as const;
    const copy = await nadia.call('copyPerson', { body: { ...body, format: 'json', language: 'id' } });
    expect(JSON.stringify(copy.body)).toContain('surat.pdf');
    const handed = await nadia.do('copyPersonFiles', { body });
    expect(handed.files.map(({ name, ticketNumber }) => [name, ticketNumber])).toEqual([
      ['foto.jpg', call.ticketNumber],
      ['surat.pdf', call.ticketNumber],
    ]);
    const letter = await contentOf(server.url, nadia, handed.files[1]?.url ?? '');
    expect([letter.bytes.equals(pdf(1)), letter.headers['content-disposition']]).toEqual([
      ...[true, 'attachment; filename=surat.pdf'],
    ]);
    expect((await contentOf(server.url, sari, handed.files[1]?.url ?? '')).status).toBe(404);
    await server.sql(
      `UPDATE case_file SET closed_at = now(), next_deadline = NULL, status = 'closed',
         state = state || jsonb_build_object('status', 'closed', 'closedAt', 1795322123000) WHERE id = $1`,
      [call.caseId],
    );
    const { erasureId } = await nadia.do('askErasure', { body });
    await wati.do('proveMyself', { body: { password } });
    const decided = await wati.call('decideErasure', {
      params: { erasureId },
      body: { confirmed: true, reason: 'disetujui pimpinan' },
    });
    expect(decided.status).toBe(200);
    await until('the bytes are gone', () => kept() === 0, 20_000);
    expect(await server.sql('SELECT 1 FROM file WHERE case_id = $1', [call.caseId])).toEqual([]);
    const waits = "SELECT 1 FROM outside_erasure WHERE next_try_at < clock_timestamp() + interval '10 minutes'";
    await until('nothing waits', async () => (await server.sql(waits)).length === 0, 20_000);
  });
});

describe('what a crash left in the store', () => {
  it('is promised to go before it is written, and goes', async () => {
    const blob = '0a8d2f4e-1111-4222-8333-444455556666';
    mkdirSync(join(dataDir, 'files', '0a'), { recursive: true });
    for (const name of [blob, `${blob}.p`, `${blob}.part`]) writeFileSync(join(dataDir, 'files', '0a', name), 'half');
    // The job that keeps promises may look at any moment: what it finds promised is there already.
    await server.sql(
      "INSERT INTO outside_erasure (kind, holder, reference, next_try_at) VALUES ('file', 'disk', $1, clock_timestamp())",
      [blob],
    );
    await until('it is gone', () => readdirSync(join(dataDir, 'files', '0a')).length === 0, 40_000);
  });
});

describe('where files cannot be kept', () => {
  it('what was damaged on the disk is not shown', async () => {
    await add('foto.jpg', await photo());
    const [found] = await server
      .sql<{ blob: string }>('SELECT blob FROM file WHERE case_id = $1', [call.caseId])
      .then((rows) => rows.map(({ blob }) => blob));
    writeFileSync(join(dataDir, 'files', found?.slice(0, 2) ?? '', found ?? ''), 'somebody else’s bytes');
    const { url } = await look(sari, (await files())[0]?.fileId ?? '');
    const shown = await contentOf(server.url, sari, url).catch(() => null);
    expect(shown?.bytes.includes('somebody') ?? false).toBe(false);
    expect(shown?.status === 200 && shown.bytes.length > 0).toBe(false);
  });

  it('a full disk, a full case and a scanner that is away are said, and the case goes on', async () => {
    await server.stop();
    server = await start({ FILES_RESERVE_MB: '100000' });
    sari = await server.logIn('sari');
    const full = await add('foto.jpg', await photo());
    expect([full.status, full.type]).toEqual([507, 'files_full']);
    expect(await sari.act(call, 'solution.saved', { solution: 'Sudah jadi' })).toMatchObject({ status: 'answered' });
    await server.stop();
    server = await start({ FILES_PER_CASE: '1', CLAMD_ADDRESS: '127.0.0.1:9' });
    sari = await server.logIn('sari');
    expect((await add('foto.jpg', await photo())).type).toBe('files_away');
    await server.stop();
    server = await start({ FILES_PER_CASE: '1' });
    sari = await server.logIn('sari');
    expect((await add('foto.jpg', await photo())).status).toBe(200);
    expect((await add('lagi.jpg', await photo())).type).toBe('case_full');
  });
});
