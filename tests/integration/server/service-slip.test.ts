import { encode } from 'uqr';
import type { LacakView } from '../../../server/contract/lacak.ts';
import { momentInWords } from '../../../server/domain/calendar/office-day.ts';
import { clockedWords, lengthWords } from '../../../server/domain/sop-print/budget-words.ts';
import { send } from '../../support/client.ts';
import { askBytes, contentOf } from '../../support/files.ts';
import { throughPapers } from '../../support/paper-hands.ts';
import { wordsOfPdf } from '../../support/pdf-words.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { qrInPdf } from '../../support/qr-in-pdf.ts';
import { startTestServer } from '../../support/server.ts';
import { createServerDatabase, type Username } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';

const site = 'http://sigap.contoh.go.id';
let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice({ stands: true, env: { PUBLIC_URL: site } });
});
afterAll(() => office.close());

const print = (url: string, cookie: string, caseId: string) =>
  askBytes(url, { path: `/api/cases/${caseId}/print?kind=service-slip`, headers: { cookie } });
const slip = async (caseId: string): Promise<Buffer> => {
  const { status, bytes } = await print(office.server.url, office.client('sari').cookie, caseId);
  expect(status).toBe(200);
  return bytes;
};
/** Lines break where they end: what is looked for is compared without spaces. */
const bare = (words: string | undefined) => (words ?? 'nothing').replace(/\s/g, '');
const said = async (pdf: Uint8Array) => bare(await wordsOfPdf(pdf));
/** What a QR code of the address looks like, as any other program would draw it. */
const qrOf = (address: string) => encode(address, { ecc: 'M', border: 0 }).data;
const lacak = async (ticket: string): Promise<LacakView> =>
  (
    await send(office.server.url, {
      ...{ method: 'POST', path: '/api/lacak', body: JSON.stringify({ ticket, digits: '7890' }) },
      headers: { 'x-sigap': '1', 'content-type': 'application/json' },
    })
  ).body as LacakView;
const act = async (who: Username, caseId: string, event: string, fields: Record<string, string> = {}) => {
  if (await throughPapers(office, who, caseId, event, fields)) return;
  const done = await office.act(who, caseId, event, fields);
  if (done.problem) throw new Error(`${event}: ${JSON.stringify(done.problem)}`);
};
/** A letter whose sender left a telephone number, written down. */
const letter = async () => {
  const caseId = await office.takenDown('letters', { phone: '081234567890' });
  await act('sari', caseId, 'report.accepted');
  await act('sari', caseId, 'intake.saved', { complaint: 'Antrean terlalu lama' });
  const [row] = await office.server.sql<{ ticket: string }>(
    'SELECT ticket_number AS ticket FROM case_file WHERE id = $1',
    [caseId],
  );
  return { caseId, ticket: row?.ticket ?? '' };
};

describe('an acknowledgement slip', () => {
  it('says what is promised as the citizen’s page says it, what may come after it, and leads there by a QR code', async () => {
    const { caseId, ticket } = await letter();
    await act('wati', caseId, 'case.dispatched', { instruction: 'proceed' });
    const sari = office.client('sari');
    const { kinds } = await sari.do('casePapers', { params: { caseId } });
    const card = kinds.find(({ kind }) => kind === 'acknowledgement');
    const fields = Object.fromEntries((card?.fields ?? []).map(({ name, value }) => [name, value]));
    const { fileId } = await sari.do('makePaper', {
      params: { caseId },
      body: { kind: 'acknowledgement', fields },
    });
    const { url } = await sari.do('lookAtFile', { params: { fileId: fileId ?? '' }, body: { what: 'save' } });
    const { bytes } = await contentOf(office.server.url, sari, url);
    const text = await said(bytes);

    const { steps } = await lacak(ticket);
    expect(steps.length).toBeGreaterThan(0);
    for (const { name, by, dueAt, why } of steps) {
      const due = [momentInWords(dueAt ?? 0, 'Asia/Jakarta', 'id'), momentInWords(dueAt ?? 0, 'Asia/Jakarta', 'en')];
      for (const words of [name.id, name.en, by.id, ...due, why?.id, why?.en]) expect(text).toContain(bare(words));
    }
    // What may come: by name and limit, without a moment.
    for (const words of ['Menindaklanjuti', 'hari kerja', 'working days']) expect(text).toContain(bare(words));
    expect(text).toContain(ticket);
    expect(await qrInPdf(bytes)).toEqual(qrOf(`${site}/lacak#${ticket}`));
    expect(text).toContain('sigap.contoh.go.id/lacak.');
    const withoutCode = text.replace(/(?:surat\/|kode)[0-9A-Z]{12}/g, '');
    expect(withoutCode).not.toMatch(/7890|\+62|0812/);
    expect(bytes.toString('latin1')).toMatch(/pdfaid:part>2</);
  });
});

describe('a service slip', () => {
  it('compares each step’s promise with what the reports count of it, on the way and when the case is over', async () => {
    const { caseId, ticket } = await letter();
    // Fifteen minutes are promised.
    office.server.clock.move(20 * 60_000);
    await act('wati', caseId, 'case.dispatched', { instruction: 'proceed' });
    const onTheWay = await slip(caseId);
    expect(await slip(caseId)).toEqual(onTheWay);
    const early = await said(onTheWay);
    expect(early).toContain(bare('2 dari 3 langkah berbatas waktu selesai tepat waktu.'));
    expect(early).toContain(bare('Yang dijanjikan sekarang'));
    expect(early).toContain(bare((await lacak(ticket)).steps[0]?.why?.id));

    await act('sinta', caseId, 'clarification.saved', { clarification: 'Benar, satu loket' });
    await act('wati', caseId, 'action.done', { action: 'Loket ditambah' });
    await act('sari', caseId, 'answer.sent', { notice: 'Loket ditambah', via: 'letter' });
    await act('sari', caseId, 'case.archived');
    const rows = () => office.server.sql('SELECT count(*)::int AS papers FROM paper');
    const before = await rows();
    const whole = await slip(caseId);
    expect(await rows()).toEqual(before);
    expect(whole.toString('latin1')).toMatch(/pdfaid:part>2</);
    const text = await said(whole);

    const facts = await office.server.sql<Record<'step' | 'clock' | 'budget' | 'service_ms' | 'verdict', string>>(
      'SELECT step, clock, budget, service_ms, verdict FROM step_fact WHERE case_id = $1 ORDER BY started_at',
      [caseId],
    );
    expect(facts.flatMap(({ step, verdict }) => (verdict === 'met' ? [] : [step, verdict]))).toEqual([
      'report',
      'breached',
    ]);
    const sop = office.server.core.sops.current('bandungan');
    for (const { step, clock, budget, service_ms } of facts) {
      const limit = clockedWords(clock as 'workday', Number(budget));
      const took = lengthWords(Number(service_ms));
      const name = sop.steps.find(({ id }) => id === step)?.name;
      for (const words of [name?.id, name?.en, limit.id, limit.en, `Lamanya ${took.id} (jam layanan)`])
        expect(text).toContain(bare(words));
    }
    expect(text.match(/TepatwaktuKept/g)).toHaveLength(facts.length - 1);
    expect(text.match(/TerlambatLate/g)).toHaveLength(1);
    expect(text).toContain(bare('Laporan Anda sudah selesai. Your report is done.'));
    expect(text).not.toContain(bare('Yang dijanjikan sekarang'));
    expect(text).not.toMatch(/7890|Siti|Loketditambah|Uji/);
    expect(await qrInPdf(whole)).toEqual(qrOf(`${site}/lacak#${ticket}`));
  });

  it('has no QR code where there is no page for its citizen, and says how to ask', async () => {
    const bytes = await slip(await office.takenDown('letters'));
    expect(await qrInPdf(bytes)).toBeNull();
    const text = await said(bytes);
    expect(text).not.toContain('/lacak');
    expect(text).toContain(bare('Bertanya: Telepon 0298711585. Sebutkan nomor tiket.'));
  });

  it('of a server without a public address says how to ask, and a promise into a year without holidays says that it is provisional', async () => {
    const database = await createServerDatabase();
    // A Friday, two minutes before the office closes, and a year of which no table is shipped.
    const clock = createTestClock(Date.parse('2027-12-31T16:28+07:00'));
    const server = await startTestServer({ databaseUrl: database.url, clock });
    try {
      const sari = await server.logIn('sari');
      const who = { callerName: 'Siti Aminah', address: 'Ungaran', phone: '081234567890' };
      const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', ...who };
      const { caseId } = await sari.do('takeIntake', { body });
      const { bytes } = await print(server.url, sari.cookie, caseId);
      const text = await said(bytes);
      for (const words of ['(sementara)', '(provisional)', 'Sementara: daftar hari libur', 'Bertanya: '])
        expect(text).toContain(bare(words));
      expect(text).not.toContain('/lacak');
      expect(await qrInPdf(bytes)).toBeNull();
    } finally {
      await server.stop();
      await database.drop();
    }
  });
});
