import { createHash } from 'node:crypto';
import type { PaperCard } from '../../../server/contract/papers.ts';
import type { OfficeReport } from '../../../server/domain/reports/office-report.ts';
import { contentOf } from '../../support/files.ts';
import { paperOffice } from '../../support/paper-files.ts';
import { throughPapers } from '../../support/paper-hands.ts';
import { wordsOfPdf } from '../../support/pdf-words.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import type { Username } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

const dayMs = 86_400_000;
let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

/** The office's clock goes on to 09:00 WIB of the day. */
const goOnTo = (day: string) => office.server.clock.move(Date.parse(`${day}T02:00:00Z`) - office.server.clock.now());
const taskOf = (period: string) =>
  until(`the task of ${period}`, async () => {
    const [row] = await office.server.sql<{ id: string }>(
      "SELECT id FROM case_file WHERE task_period = $1 AND sop_id = 'depok'",
      [period],
    );
    return row?.id;
  });
const papersOf = async (caseId: string): Promise<readonly PaperCard[]> =>
  (await office.client('rina').do('casePapers', { params: { caseId } })).papers;
const bytesOf = async ({ fileId }: Pick<PaperCard, 'fileId'>): Promise<Buffer> => {
  const look = { params: { fileId: fileId ?? '' }, body: { what: 'save' } } as const;
  const { url } = await office.client('rina').do('lookAtFile', look);
  return (await contentOf(office.server.url, office.client('rina'), url)).bytes;
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const figuresOf = async (caseId: string): Promise<OfficeReport> => {
  const [row] = await office.server.sql<{ figures: OfficeReport }>('SELECT figures FROM paper WHERE case_id = $1', [
    caseId,
  ]);
  if (!row) throw new Error('no paper');
  return row.figures;
};
/** What a row of a table says, by the names of its columns. */
const rowOf = ({ sections }: OfficeReport, id: string, key = '*') => {
  const section = sections.find((one) => one.id === id);
  const row = section?.rows.find((one) => one.key === key);
  return Object.fromEntries((section?.columns ?? []).map(({ name }, at) => [name, row?.values[at] ?? null]));
};
const act = async (who: Username, caseId: string, event: string, fields: Record<string, string> = {}) => {
  if (await throughPapers(office, who, caseId, event, fields)) return;
  expect([event, (await office.act(who, caseId, event, fields)).problem]).toEqual([event, null]);
};

/** A caller to the line of Depok: answered for so many seconds, or gives up. */
async function call(ani: string, talkS: number | null): Promise<string> {
  const { exchange, clock } = office.server;
  const caller = exchange.caller(ani, { dnis: '112' });
  exchange.happen(caller.arrived(), caller.numberTold(), caller.queued());
  const { ticketNumber } = await exchange.register(caller);
  clock.move(12_000);
  if (talkS !== null) {
    exchange.happen(caller.offered('101'), caller.answered('101'));
    clock.move(talkS * 1_000);
  }
  exchange.happen(caller.ended('caller'));
  await office.server.settled();
  const [row] = await office.server.sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [
    ticketNumber,
  ]);
  clock.move(180_000);
  return row?.id ?? '';
}

/** Counted from the calls and tickets themselves and not from the facts, in UTC moments of the zone's day. */
const counted = async (from: string, days: number) => {
  const start = Date.parse(`${from}T00:00:00+07:00`);
  const [row] = await office.server.sql<Record<string, number>>(
    `SELECT (SELECT count(*) FROM call k JOIN case_file c ON c.call_id = k.id AND c.sop_id = 'depok'
         WHERE k.arrived_at >= $1 AND k.arrived_at < $2)::int AS arrived,
       (SELECT count(DISTINCT e.case_id) FROM case_event e JOIN case_file c ON c.id = e.case_id AND c.sop_id = 'depok'
         WHERE e.type = 'call.answered' AND c.opened_at >= $1 AND c.opened_at < $2)::int AS answered,
       count(*) FILTER (WHERE opened_at >= $1 AND opened_at < $2)::int AS opened,
       count(*) FILTER (WHERE closed_at >= $1 AND closed_at < $2 AND state->>'endedAs' IS NULL
         AND state->>'status' <> 'abandoned')::int AS closed,
       count(*) FILTER (WHERE closed_at >= $1 AND closed_at < $2 AND state->>'endedAs' IS NOT NULL)::int AS otherwise
     FROM case_file WHERE sop_id = 'depok' AND task_period IS NULL`,
    [new Date(start), new Date(start + days * dayMs)],
  );
  return row ?? {};
};
const told = (report: OfficeReport) => {
  const [calls, cases] = [rowOf(report, 'calls'), rowOf(report, 'services')];
  const { arrived, answered } = calls;
  return { arrived, answered, opened: cases.opened, closed: cases.closed, otherwise: cases.otherwise };
};

const intake = { callerName: 'Siti Aminah', address: 'Depok', complaint: 'Lampu jalan mati', category: 'ktp_el' };
let prank = '';
let first: PaperCard | undefined;
let firstBytes: Uint8Array = new Uint8Array();

describe('the daily report of Depok', () => {
  it('is not made, and draws no number, while calls of its day are not counted; then it is, by the form of the step', async () => {
    const answered = await call('02177889900', 60);
    await act('sari', answered, 'intake.saved', { ...intake, kind: 'complaint' });
    prank = await call('081234567001', 20);
    await call('081234567002', null);
    goOnTo('2026-11-24');
    const caseId = await taskOf('2026-11-23');
    const kept = await office.server.sql(
      'WITH gone AS (DELETE FROM call_fact WHERE case_id = $1 RETURNING *) SELECT * FROM gone',
      [prank],
    );
    const refused = await office.act('sari', caseId, 'daily_report.made', { remark: 'Listrik padam' });
    expect(refused.problem).toMatchObject({ errors: [{ field: 'fields.report', code: 'facts_missing' }] });
    expect(await office.server.sql("SELECT 1 FROM paper_register WHERE register = 'laporan-harian'")).toEqual([]);
    await office.server.sql('INSERT INTO call_fact SELECT * FROM jsonb_populate_recordset(NULL::call_fact, $1)', [
      JSON.stringify(kept),
    ]);

    await act('sari', caseId, 'daily_report.made', { remark: 'Listrik padam pukul 10, telepon saya 081298765432' });
    [first] = await papersOf(caseId);
    expect(first).toMatchObject({ kind: 'daily-report', state: 'signed', edition: 1 });
    expect(first?.number).toBe('700.1.2.4/1/KEC-BDG/2026');
    const report = await figuresOf(caseId);
    const sums = await counted('2026-11-23', 1);
    expect(told(report)).toEqual(sums);
    expect(sums).toMatchObject({ arrived: 3, answered: 2, opened: 3 });
    expect(rowOf(report, 'calls')).toMatchObject({ abandoned: 1, netOffered: 3, ofOffered: 2 / 3 });
    expect(rowOf(report, 'open')).toMatchObject({ open: 2 });
    expect(report).toMatchObject({ quiet: false, corrections: [] });
    firstBytes = await bytesOf(first as PaperCard);
    expect(sha256(firstBytes)).toBe(first?.sha256);
    const words = await wordsOfPdf(firstBytes);
    expect(words).toContain('Listrik padam pukul 10');
    expect(words).not.toContain('081298765432');
    expect(words).toContain('23 November 2026');
    expect((await office.detail('sari', caseId)).status).toBe('closed');
  });

  it('says what an earlier one told otherwise since, once; and that there was nothing where there was nothing', async () => {
    // The caller of the 23rd turns out to be a prank on the 24th.
    await act('rina', prank, 'case.ended', { endedAs: 'junk', reason: 'Iseng, tidak ada aduan' });
    goOnTo('2026-11-25');
    const second = await taskOf('2026-11-24');
    await act('sari', second, 'daily_report.made');
    const report = await figuresOf(second);
    expect(told(report)).toEqual(await counted('2026-11-24', 1));
    const ofNet = report.corrections.find(({ row, column }) => row === '*' && column === 'netOffered');
    expect(ofNet).toMatchObject({ period: '2026-11-23', before: 3, now: 2, paper: first?.number });
    const [paper] = await papersOf(second);
    expect(await wordsOfPdf(await bytesOf(paper as PaperCard))).toContain('Pembetulan atas laporan sebelumnya');

    goOnTo('2026-11-26');
    const third = await taskOf('2026-11-25');
    await act('sari', third, 'daily_report.made');
    expect(await figuresOf(third)).toMatchObject({ quiet: true, corrections: [] });
    const [quiet] = await papersOf(third);
    expect(await wordsOfPdf(await bytesOf(quiet as PaperCard))).toContain('Tidak ada kegiatan pada hari ini.');
  });

  it('is no paper of a citizen’s case', async () => {
    const caseId = await office.takenDown('desk');
    const { kinds } = await office.client('sari').do('casePapers', { params: { caseId } });
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['notice']));
    expect(kinds.filter(({ kind }) => kind.endsWith('ly-report'))).toEqual([]);
    const body = { kind: 'daily-report', fields: { period: '23 November 2026' } };
    const made = await office.client('sari').call('makePaper', { params: { caseId }, body });
    expect(made.problem).toMatchObject({ errors: [{ field: 'fields.report', code: 'no_period' }] });
  });
});

describe('the monthly report of Depok', () => {
  const prepared = (caseId: string, remark: string) =>
    office.act('joko', caseId, 'monthly_report.prepared', { remark });

  it('waits, without a number, until somebody is named who initials it', async () => {
    const nobody = paperOffice()
      .split('\n')
      .filter((line) => !line.includes('role: official'))
      .join('\n');
    await office.restart({ files: { 'papers/office.yaml': nobody } });
    goOnTo('2026-12-01');
    const caseId = await taskOf('2026-11');
    const refused = await prepared(caseId, 'Bulan pertama');
    expect(refused.problem).toMatchObject({ errors: [{ field: 'fields.signers.official', code: 'signer_missing' }] });
    expect(await papersOf(caseId)).toEqual([]);
    await office.restart({});
  });

  it('is prepared from its days, given back, prepared again under its number, and initialled with its hash', async () => {
    const caseId = await taskOf('2026-11');
    expect((await prepared(caseId, 'Bulan pertama')).problem).toBeNull();
    const [draft] = await papersOf(caseId);
    expect(draft).toMatchObject({ state: 'made', edition: 1, number: '700.1.2.4/1/KEC-BDG/2026' });
    const said = 'Hari ketiga belum dijelaskan';
    await act('agus', caseId, 'monthly_report.returned', { reason: said });
    expect((await papersOf(caseId))[0]).toMatchObject({ state: 'returned', edition: 1 });
    expect((await office.act('agus', caseId, 'monthly_report.initialled')).problem).not.toBeNull();
    expect((await prepared(caseId, 'Hari ketiga sepi')).problem).toBeNull();
    expect((await office.act('agus', caseId, 'monthly_report.initialled')).problem?.type).toBe('paper_missing');
    await act('agus', caseId, 'monthly_report.initialled');

    const [paper] = await papersOf(caseId);
    expect(paper).toMatchObject({ state: 'signed', edition: 2, number: draft?.number });
    const bytes = await bytesOf(paper as PaperCard);
    expect(sha256(bytes)).toBe(paper?.sha256);
    expect(paper?.acts.map(({ act: what, sha256: of }) => [what, of === paper.sha256])).toEqual([
      ...[
        ['made', false],
        ['returned', false],
        ['made', true],
        ['initial', true],
      ],
    ]);
    const { history, status } = await office.detail('rina', caseId);
    expect(status).toBe('closed');
    expect(history.map(({ type }) => type)).toEqual([
      ...['monthly_report.due', 'paper.made', 'monthly_report.prepared', 'paper.returned', 'monthly_report.returned'],
      ...['paper.made', 'monthly_report.prepared', 'paper.initialled', 'monthly_report.initialled'],
    ]);

    const report = await figuresOf(caseId);
    expect(told(report)).toEqual(await counted('2026-11-01', 30));
    expect(rowOf(report, 'days', '2026-11-23')).toMatchObject({ arrived: 3, netOffered: 2, opened: 3, pranks: 0 });
    expect(rowOf(report, 'days', '2026-11-24')).toMatchObject({ arrived: 0, pranks: 1 });
    expect(report.days.filter(({ paper: number }) => number !== null).map(({ day }) => day)).toEqual([
      ...['2026-11-23', '2026-11-24', '2026-11-25'],
    ]);
    // What the second day's report corrected is told of the month too, as its own paper had it.
    expect(report.corrections.find(({ row, column }) => row === '*' && column === 'netOffered')).toMatchObject({
      ...{ period: '2026-11-23', before: 3, now: 2, paper: first?.number },
    });
    const words = await wordsOfPdf(bytes);
    for (const each of ['Hari ketiga sepi', 'Kepala Seksi Pelayanan', 'agus Uji', 'November 2026'])
      expect(words).toContain(each);
  });

  it('stays what it is, byte for byte, when a figure becomes another: the next month tells it', async () => {
    const november = await taskOf('2026-11');
    const [before] = await papersOf(november);
    const bytes = await bytesOf(before as PaperCard);
    const open = await office.server.sql<{ id: string }>(
      "SELECT id FROM case_file WHERE sop_id = 'depok' AND task_period IS NULL AND closed_at IS NULL",
    );
    for (const { id } of open) await act('rina', id, 'case.ended', { endedAs: 'junk', reason: 'Ternyata iseng' });
    goOnTo('2027-01-04');
    const december = await taskOf('2026-12');
    expect((await prepared(december, '')).problem).toBeNull();
    const report = await figuresOf(december);
    expect(report.corrections.find(({ row, column }) => row === '*' && column === 'netOffered')).toMatchObject({
      ...{ period: '2026-11', before: 2, now: 1, paper: before?.number },
    });
    const [after] = await papersOf(november);
    expect(after).toEqual(before);
    expect((await bytesOf(after as PaperCard)).equals(bytes)).toBe(true);
    // And so does the day's own.
    const [day] = await papersOf(await taskOf('2026-11-23'));
    expect(day?.sha256).toBe(first?.sha256);
    expect((await bytesOf(day as PaperCard)).equals(firstBytes)).toBe(true);
  });
});
