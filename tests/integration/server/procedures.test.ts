import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActFields } from '../../../server/contract/acts.ts';
import type { CaseDetail } from '../../../server/contract/views.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people, type Username } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** A door to each procedure. */
const services = [
  ['hotline', 'phone', 'surabaya', '[]'],
  ['depok', 'phone', 'depok', "['112']"],
  ['sms', 'sms', 'semarang', '[]'],
  ['letters', 'letter', 'bandungan', '[]'],
  ['whatsapp', 'whatsapp', 'online', '[]'],
  ['desk', 'walk_in', 'offline', '[]'],
]
  .map(
    ([id, channel, sop, addresses]) =>
      `  - { id: ${id}, name: { id: ${id}, en: ${id} }, channel: ${channel}, sop: ${sop}, addresses: ${addresses}, hours: office }`,
  )
  .join('\n');

let database: TestDatabase;
let server: TestServer;
let dataDir: string;
const clients = new Map<Username, Client>();
const client = (username: Username) => clients.get(username) as Client;

beforeAll(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-procedures-'));
  writeFileSync(join(dataDir, 'services.yaml'), `services:\n${services}\n`);
  // A Monday without holidays near, 09:00 WIB.
  const clock = createTestClock(Date.UTC(2026, 10, 23, 2, 0));
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock });
  for (const username of Object.keys(people) as Username[]) clients.set(username, await server.logIn(username));
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const detail = (who: Username, caseId: string): Promise<CaseDetail> =>
  client(who).do('getCase', { params: { caseId } });
const act = (who: Username, caseId: string, event: string, fields: ActFields = {}) =>
  client(who).call('act', { params: { caseId }, body: { event, fields } });

const message = async (serviceId: string) =>
  (
    await server.core.reports.open({
      id: `message ${serviceId}`,
      serviceId,
      receivedAt: server.clock.now(),
      text: 'KTP saya belum jadi',
      from: { address: '+6281234567890', masked: '0812-****-7890' },
      by: null,
    })
  ).caseId;
const takenDown = async (serviceId: string) => {
  const body = { serviceId, complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Bandungan' };
  return (await client('sari').do('openReport', { body })).caseId;
};
const call = async () => {
  const calling = server.exchange.caller('081311112222', { dnis: '112' });
  server.exchange.happen(calling.arrived(), calling.queued(), calling.offered('101'), calling.answered('101'));
  const { ticketNumber } = await server.exchange.register(calling);
  const desk = await client('sari').desk();
  const { caseId } = await desk.until('cases', (one) => one.ticketNumber === ticketNumber && one.status === 'open');
  return { caseId, hangUp: () => server.exchange.happen(calling.ended()) };
};

type Act = readonly [who: Username, event: string, fields?: ActFields];
interface Course {
  readonly open: () => Promise<string>;
  /** Until the step that will be late. */
  readonly before: readonly Act[];
  readonly late: { readonly step: string; readonly waitMs: number; readonly heard: Username };
  readonly after: readonly Act[];
}

const minutes = 60_000;
const days = 86_400_000;
const courses: Readonly<Record<string, Course>> = {
  semarang: {
    open: () => message('sms'),
    before: [
      ['sari', 'intake.saved', { callerName: 'Siti Aminah' }],
      ['budi', 'solution.not_found'],
    ],
    late: { step: 'identify', waitMs: 11 * minutes, heard: 'wati' },
    after: [
      ['agus', 'analysis.saved', { problemFrame: 'Blangko habis' }],
      ['tono', 'discussion.action_needed', { decision: 'Minta blangko' }],
      ['agus', 'action.done', { action: 'Blangko diterima' }],
      ['sari', 'report.logged'],
    ],
  },
  bandungan: {
    open: () => takenDown('letters'),
    before: [
      ['sari', 'report.accepted'],
      ['sari', 'intake.saved'],
      ['sari', 'case.dispatched', { dispatchNote: 'Mohon arahan' }],
    ],
    late: { step: 'clarify', waitMs: 3 * days, heard: 'wati' },
    after: [
      ['sinta', 'clarification.saved', { clarification: 'Loket hanya satu' }],
      ['wati', 'action.done', { action: 'Loket ditambah' }],
      ['sari', 'answer.sent', { notice: 'Surat balasan', proof: 'Tanda terima 12' }],
      ['budi', 'case.archived'],
    ],
  },
  online: {
    open: () => message('whatsapp'),
    before: [['sari', 'case.forwarded', { assigneeId: people.agus.id }]],
    late: { step: 'official_answer', waitMs: 11 * minutes, heard: 'wati' },
    after: [
      ['agus', 'consultation.asked'],
      ['wati', 'consultation.answered', { solution: 'Datang Senin' }],
      ['sari', 'answer.sent'],
    ],
  },
  offline: {
    open: () => takenDown('desk'),
    before: [['sari', 'case.forwarded', { assigneeId: people.agus.id }]],
    late: { step: 'evaluate', waitMs: 5 * days, heard: 'wati' },
    after: [
      ['agus', 'recommendation.made', { recommendation: 'Tambah kursi' }],
      ['wati', 'recommendation.rejected', { remark: 'Hitung biayanya' }],
      ['agus', 'recommendation.made', { recommendation: 'Tambah sepuluh kursi' }],
      ['wati', 'recommendation.approved'],
      ['agus', 'improvement.done', { improvement: 'Kursi terpasang' }],
      ['sari', 'answer.sent', { solution: 'Sudah ditambah' }],
    ],
  },
  depok: {
    open: async () => {
      const { caseId, hangUp } = await call();
      expect((await act('sari', caseId, 'intake.started')).status).toBe(200);
      const identity = {
        callerName: 'Siti Aminah',
        address: 'Depok',
        complaint: 'Lampu padam',
        phone: '0812 9999 0000',
      };
      expect((await act('budi', caseId, 'intake.saved', identity)).status).toBe(403);
      expect((await act('sari', caseId, 'intake.saved', identity)).status).toBe(200);
      // To be told of the answer on another number than the one that called.
      expect((await detail('sari', caseId)).caller.phoneMasked).toBe('0812-****-0000');
      hangUp();
      await until('the call is over', async () => !(await detail('sari', caseId)).callLive);
      // Nothing is recapped in this procedure: the operator is free at once.
      await until(
        'free',
        async () =>
          server.core.agents.all().find(({ userId }) => userId === people.sari.id)?.status.state !== 'wrap-up',
      );
      return caseId;
    },
    before: [
      ['sari', 'photo.needed'],
      ['sari', 'citizen.asked', { question: 'Di tiang nomor berapa?' }],
      ['sari', 'citizen.replied', { reply: 'Nomor 12' }],
      ['sari', 'photo.not_needed'],
      ['sari', 'solution.not_found'],
      ['sari', 'search.failed'],
      ['sari', 'case.forwarded', { assigneeId: people.lia.id }],
    ],
    late: { step: 'agency_answer', waitMs: 6 * minutes, heard: 'joko' },
    after: [
      ['lia', 'solution.given', { solution: 'Lampu diganti besok' }],
      ['sari', 'answer.reviewed'],
      ['sari', 'answer.sent'],
    ],
  },
};

describe.each(Object.entries(courses))('a case under %s', (name, { open, before, late, after }) => {
  it('runs from its first event to closed, is late where it is, and whoever is to hear of it does', async () => {
    const caseId = await open();
    const everybody = Object.keys(people) as Username[];
    const take = async ([who, event, fields]: Act) => {
      const offered = async (by: Username) => {
        const answer = await client(by).call('getCase', { params: { caseId } });
        return answer.status === 200 && answer.body.acts.some((one) => one.event === event);
      };
      expect([event, await offered(who)]).toEqual([event, true]);
      // To whom it is not offered it is refused.
      for (const other of everybody) {
        if (await offered(other)) continue;
        const { status } = await act(other, caseId, event, fields);
        expect([other, status === 403 || status === 404 ? 'refused' : status]).toEqual([other, 'refused']);
      }
      const answer = await act(who, caseId, event, fields);
      expect([event, answer.status, answer.problem]).toEqual([event, 200, null]);
    };

    for (const each of before) await take(each);
    const heard = await client(late.heard).desk();
    const then = await detail('sari', caseId);
    const running = then.steps.find(({ step }) => step === late.step);
    expect(running?.verdict).toBe('running');
    const why = then.due.find(({ runId }) => runId === running?.runId);
    expect(why?.text).toEqual({
      id: expect.stringMatching(/^batas .* WIB: (mulai|masuk) /),
      en: expect.stringMatching(/^due .* WIB: (started|came in) /),
    });
    server.clock.move(late.waitMs);
    await heard.until('alerts', (alert) => alert.caseId === caseId && alert.kind === 'escalation');

    for (const each of after) await take(each);
    const closed = await detail('sari', caseId);
    expect(closed).toMatchObject({ sop: { id: name }, status: 'closed', acts: [], waitsFor: [], due: [] });
    expect(closed.steps.find(({ step }) => step === late.step)?.verdict).toBe('breached');
    expect(closed.alerts.filter(({ kind }) => kind === 'breach').length).toBeGreaterThan(0);
    const [, event] = after.at(-1) as Act;
    expect(await act('sari', caseId, event)).toMatchObject({ status: 409, problem: { type: 'case_closed' } });
  });
});

describe('a case under surabaya', () => {
  it('runs from its first event to closed by the commands of a call, and the supervisor hears of a late step', async () => {
    const call = await answeredCall(server, client('sari'), await client('sari').desk(), '081344445555');
    const params = { caseId: call.caseId };
    await client('sari').do('saveIntake', { params, body: intake });
    await client('sari').do('noSolution', { params });
    await client('sari').do('dispatch', { params, body: { note: 'Mohon ditindaklanjuti' } });
    // What a call's own commands do is offered by no act, and no act does it past their rules.
    expect((await detail('dewi', call.caseId)).acts).toEqual([]);
    expect((await act('dewi', call.caseId, 'case.forwarded')).problem?.type).toBe('not_waited_for');
    const heard = await client('rina').desk();
    server.clock.move(2 * minutes + 1_000);
    await heard.until('alerts', (alert) => alert.caseId === call.caseId && alert.kind === 'escalation');
    await client('dewi').do('forward', { params, body: { officialId: people.agus.id } });
    await client('agus').do('answer', { params, body: { solution: 'Datang Senin' } });
    server.exchange.happen(call.ended());
    await until('the call is over', async () => !(await detail('sari', call.caseId)).callLive);
    await client('sari').do('recap', { params, body: { disposition: 'dispatched', summary: 'Diteruskan' } });
    await client('sari').do('confirm', { params, body: { confirmed: true, anotherComplaint: false } });
    const closed = await detail('sari', call.caseId);
    expect(closed).toMatchObject({ sop: { id: 'surabaya' }, status: 'closed', byActs: false });
    expect(closed.steps.find(({ step }) => step === 'forward')?.verdict).toBe('breached');
  });
});

describe('an act', () => {
  it('names each field that is missing or wrong, and changes nothing', async () => {
    const caseId = await takenDown('letters');
    await act('sari', caseId, 'report.accepted');
    await act('sari', caseId, 'intake.saved');
    await act('sari', caseId, 'case.dispatched');
    const { version } = await detail('sari', caseId);
    const empty = await act('sinta', caseId, 'clarification.saved', { clarification: '  ' });
    expect([empty.status, empty.problem?.errors?.map(({ field, code }) => [field, code])]).toEqual([
      422,
      [['fields.clarification', 'required']],
    ]);
    const unknown = await client('sinta').call('act', {
      params: { caseId },
      body: { event: 'clarification.saved', fields: { clarified: 'x' } as ActFields },
    });
    expect(unknown.status).toBe(422);
    expect((await act('sari', caseId, 'recap.saved')).problem?.type).toBe('not_waited_for');
    expect((await act('sari', caseId, 'nonsense.done')).problem?.type).toBe('not_waited_for');
    expect((await detail('sari', caseId)).version).toBe(version);
  });

  it('forwards to nobody whose work the next step is not', async () => {
    const caseId = await takenDown('desk');
    for (const assigneeId of [people.sari.id, people.wati.id, caseId]) {
      const answer = await act('sari', caseId, 'case.forwarded', { assigneeId });
      expect(answer.problem?.errors?.map(({ field, code }) => [field, code])).toEqual([
        ['fields.assigneeId', 'unknown'],
      ]);
    }
    expect((await act('sari', caseId, 'case.forwarded', { assigneeId: people.tono.id })).status).toBe(200);
    // Now it is his, and no other official's.
    expect((await act('agus', caseId, 'recommendation.made', { recommendation: 'x' })).status).toBe(404);
  });

  it('asked again under its key is done once', async () => {
    const caseId = await takenDown('letters');
    const options = {
      params: { caseId },
      body: { event: 'report.accepted' },
      headers: { 'idempotency-key': 'accept-1' },
    };
    const answers = await Promise.all([1, 2, 3].map(() => client('sari').call('act', options)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { history } = await detail('sari', caseId);
    expect(history.filter(({ type }) => type === 'report.accepted')).toHaveLength(1);
    expect((await act('sari', caseId, 'report.accepted')).problem?.type).toBe('not_waited_for');
  });

  it('keeps what is told of a number or NIK sealed, and what it is told in its history', async () => {
    const caseId = await takenDown('letters');
    await act('sari', caseId, 'report.accepted');
    const fields = { phone: '0813-2222-3333', nik: '3578014507900001', complaint: 'Antrean panjang' };
    const answer = await act('budi', caseId, 'intake.saved', fields);
    expect(answer.body.caller).toMatchObject({ phoneMasked: '0813-****-3333', nikMasked: expect.any(String) });
    expect(answer.body).toMatchObject({ agentId: people.budi.id, complaint: 'Antrean panjang' });
    const saved = answer.body.history.find(({ type }) => type === 'intake.saved');
    expect(saved?.words).toContainEqual({ field: 'complaint', value: 'Antrean panjang' });
    const kept = JSON.stringify(await server.sql('SELECT * FROM case_event')) + JSON.stringify(answer.body);
    for (const secret of ['22223333', '2222-3333', '3578014507900001']) expect(kept).not.toContain(secret);
    const other = await takenDown('letters');
    await act('sari', other, 'report.accepted');
    const wrong = await act('sari', other, 'intake.saved', { phone: 'tidak ada', nik: '123' });
    expect(wrong.problem?.errors?.map(({ field }) => field)).toEqual(['fields.phone', 'fields.nik']);
  });
});

describe('a report taken down at the desk', () => {
  it('says of each field what is wrong with it, and draws no number', async () => {
    const soon = server.clock.now() + 3_600_000;
    const body = { serviceId: 'whatsapp', complaint: 'x', nik: '1', phone: '2', receivedAt: soon };
    const answer = await client('sari').call('openReport', { body });
    expect(answer.problem?.errors?.map(({ field, code }) => [field, code])).toEqual([
      ['serviceId', 'not_by_hand'],
      ['nik', expect.any(String)],
      ['phone', 'phone_invalid'],
      ['receivedAt', 'in_the_future'],
    ]);
    expect((await client('sari').call('openReport', { body: { serviceId: 'x', complaint: ' ' } })).status).toBe(422);
    const numbers = [await takenDown('desk'), await takenDown('desk')].map((caseId) => detail('sari', caseId));
    const [one, two] = (await Promise.all(numbers)).map(({ ticketNumber }) => Number(ticketNumber.slice(-4)));
    expect(two).toBe((one ?? 0) + 1);
  });

  it('asked again under its key is one ticket', async () => {
    const options = {
      body: { serviceId: 'desk', complaint: 'Kursi kurang' },
      headers: { 'idempotency-key': 'report-1' },
    };
    const answers = await Promise.all([1, 2].map(() => client('sari').do('openReport', options)));
    expect(answers[0]?.ticketNumber).toBe(answers[1]?.ticketNumber);
    const { services: doors } = await client('sari').do('services');
    expect(doors.find(({ id }) => id === 'letters')).toMatchObject({ channel: 'letter' });
  });
});

describe('what the office owes by its procedures', () => {
  const owed = () =>
    server.sql<{ id: string; duty: string; sop_id: string; ticket_number: string }>(
      'SELECT id, duty, sop_id, ticket_number FROM case_file WHERE duty IS NOT NULL ORDER BY opened_at, sop_id, duty',
    );

  it('is opened once for its day, its month or at all, by however many servers, and draws no ticket number', async () => {
    const first = await owed();
    expect(first.slice(0, 3).map(({ ticket_number }) => ticket_number)).toEqual([
      'bandungan/1/setup',
      'depok/12/2026-11',
      'depok/11/2026-11-23',
    ]);
    const others = await Promise.all(
      [1, 2].map(() =>
        startTestServer({ databaseUrl: database.url, dataDir, clock: createTestClock(server.clock.now()) }),
      ),
    );
    await until('the day’s duties', async () => (await owed()).some(({ duty }) => duty === '2026-12-01'));
    await Promise.all(others.map((other) => other.stop()));
    const all = (await owed()).map(({ duty }) => duty).sort();
    expect(all).toEqual(['2026-11', '2026-11-23', '2026-12', '2026-12-01', 'setup']);
    const [row] = await server.sql<{ drawn: number; cases: number }>(
      `SELECT (SELECT sum(last_number)::int FROM ticket_counter) AS drawn,
         (SELECT count(*)::int FROM case_file WHERE duty IS NULL) AS cases`,
    );
    expect(row?.drawn).toBe(row?.cases);
    expect((await client('sari').do('listCases')).total).toBe(row?.cases);
  });

  it('is late like any step, is done by whoever has it, goes back and forth as the procedure says, and ends', async () => {
    const [setup, month, day] = (await owed()).map(({ id }) => id) as [string, string, string];
    const made = await detail('sari', day);
    expect(made).toMatchObject({ duty: '2026-11-23', status: 'open', byActs: true });
    expect(made.alerts.map(({ kind }) => kind)).toContain('breach');
    // Nobody takes a photo of a report.
    expect(made.acts.map(({ event }) => event)).toEqual(['daily_report.made']);
    const courseOf: readonly (readonly [string, Username, string])[] = [
      [day, 'sari', 'daily_report.made'],
      [setup, 'budi', 'facilities.provided'],
      [month, 'joko', 'monthly_report.prepared'],
      [month, 'agus', 'monthly_report.returned'],
      [month, 'joko', 'monthly_report.prepared'],
      [month, 'tono', 'monthly_report.initialled'],
    ];
    for (const [caseId, who, event] of courseOf) {
      expect([event, (await act('lia', caseId, event)).status]).toEqual([event, 404]);
      expect([event, (await act(who, caseId, event)).status]).toEqual([event, 200]);
    }
    for (const caseId of [setup, month, day]) expect((await detail('rina', caseId)).status).toBe('closed');
  });
});
