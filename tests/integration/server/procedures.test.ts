import type { WrittenFields } from '../../../server/contract/actions.ts';
import { throughPapers } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice, usernames } from '../../support/procedure-office.ts';
import { people, type Username } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

const call = async () => {
  const calling = office.server.exchange.caller('081311112222', { dnis: '112' });
  office.server.exchange.happen(calling.arrived(), calling.queued(), calling.offered('101'), calling.answered('101'));
  const { ticketNumber } = await office.server.exchange.register(calling);
  const desk = await office.client('sari').desk();
  const { caseId } = await desk.until('cases', (one) => one.ticketNumber === ticketNumber && one.status === 'open');
  return { caseId, hangUp: () => office.server.exchange.happen(calling.ended()) };
};

type Act = readonly [who: Username, event: string, fields?: WrittenFields];
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
    open: () => office.written('sms'),
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
      ['sari', 'answer.sent', { solution: 'Blangko sudah ada' }],
    ],
  },
  bandungan: {
    open: () => office.takenDown('letters'),
    before: [
      ['sari', 'report.accepted'],
      ['sari', 'intake.saved'],
      ['wati', 'case.dispatched', { dispatchNote: 'Klarifikasi dahulu' }],
    ],
    late: { step: 'clarify', waitMs: 3 * days, heard: 'wati' },
    after: [
      ['sinta', 'clarification.saved', { clarification: 'Loket hanya satu' }],
      ['wati', 'action.done', { action: 'Loket ditambah' }],
      ['sari', 'answer.sent', { notice: 'Surat balasan', via: 'letter', proof: 'Tanda terima 12' }],
      ['budi', 'case.archived'],
    ],
  },
  online: {
    open: () => office.written('whatsapp'),
    before: [['sari', 'case.forwarded', { assigneeId: people.agus.id }]],
    late: { step: 'official_answer', waitMs: 11 * minutes, heard: 'wati' },
    after: [
      ['agus', 'consultation.asked'],
      ['wati', 'consultation.answered', { solution: 'Datang Senin' }],
      ['sari', 'answer.sent'],
    ],
  },
  offline: {
    open: () => office.takenDown('desk'),
    before: [['sari', 'case.forwarded', { assigneeId: people.agus.id }]],
    late: { step: 'evaluate', waitMs: 5 * days, heard: 'wati' },
    after: [
      ['agus', 'recommendation.made', { recommendation: 'Tambah kursi' }],
      ['wati', 'recommendation.rejected', { reason: 'Hitung biayanya' }],
      ['agus', 'recommendation.made', { recommendation: 'Tambah sepuluh kursi' }],
      ['wati', 'recommendation.approved'],
      ['agus', 'improvement.done', { improvement: 'Kursi terpasang' }],
      ['sari', 'answer.sent', { solution: 'Sudah ditambah' }],
    ],
  },
  depok: {
    open: async () => {
      const { caseId, hangUp } = await call();
      await office
        .client('sari')
        .do('saveDraft', { params: { caseId }, body: { event: 'intake.saved', fields: { callerName: 'Si' } } });
      const begun = await office.detail('sari', caseId);
      expect(begun.history.map(({ type }) => type)).toContain('intake.started');
      const identity = {
        callerName: 'Siti Aminah',
        address: 'Depok',
        complaint: 'Lampu padam',
        phone: '0812 9999 0000',
      };
      expect((await office.act('budi', caseId, 'intake.saved', identity)).status).toBe(403);
      expect((await office.act('sari', caseId, 'intake.saved', identity)).status).toBe(200);
      // To be told of the answer on another number than the one that called.
      expect((await office.detail('sari', caseId)).caller.phoneMasked).toBe('0812-****-0000');
      hangUp();
      await until('the call is over', async () => !(await office.detail('sari', caseId)).callLive);
      // Nothing is recapped in this procedure: the operator is free at once.
      await until(
        'free',
        async () =>
          office.server.core.agents.all().find(({ userId }) => userId === people.sari.id)?.status.state !== 'wrap-up',
      );
      return caseId;
    },
    before: [
      ['sari', 'photo.needed', { question: 'Mohon foto tiangnya' }],
      ['sari', 'citizen.replied', { reply: 'Tidak bisa memotret' }],
      ['sari', 'citizen.asked', { question: 'Di tiang nomor berapa?' }],
      ['sari', 'citizen.replied', { reply: 'Nomor 12' }],
      ['sari', 'photo.not_needed', { reason: 'Nomor tiangnya cukup' }],
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
    const take = async ([who, event, fields]: Act) => {
      const offered = async (by: Username) => {
        const answer = await office.client(by).call('getCase', { params: { caseId } });
        return answer.status === 200 && answer.body.actions.some((one) => one.event === event);
      };
      expect([event, await offered(who)]).toEqual([event, true]);
      // To whom it is not offered it is refused.
      for (const other of usernames) {
        if (await offered(other)) continue;
        const { status } = await office.act(other, caseId, event, fields);
        expect([other, status === 403 || status === 404 ? 'refused' : status]).toEqual([other, 'refused']);
      }
      if (!(await throughPapers(office, who, caseId, event, fields))) {
        const answer = await office.act(who, caseId, event, fields);
        expect([event, answer.status, answer.problem]).toEqual([event, 200, null]);
      }
      // Words to the citizen have gone out when a gateway has taken them.
      await until('nothing waits to be sent', async () => (await office.detail('sari', caseId)).telling.length === 0);
    };

    for (const each of before) await take(each);
    const heard = await office.client(late.heard).desk();
    const then = await office.detail('sari', caseId);
    const running = then.steps.find(({ step }) => step === late.step);
    expect(running?.verdict).toBe('running');
    const why = then.due.find(({ runId }) => runId === running?.runId);
    expect(why?.text).toEqual({
      id: expect.stringMatching(/^batas .* WIB: (mulai|masuk) /),
      en: expect.stringMatching(/^due .* WIB: (started|came in) /),
    });
    office.server.clock.move(late.waitMs);
    await heard.until('alerts', (alert) => alert.caseId === caseId && alert.kind === 'escalation');

    for (const each of after) await take(each);
    const closed = await office.detail('sari', caseId);
    expect(closed).toMatchObject({ sop: { id: name }, status: 'closed', actions: [], waitsFor: [], due: [] });
    expect(closed.steps.find(({ step }) => step === late.step)?.verdict).toBe('breached');
    expect(closed.alerts.filter(({ kind }) => kind === 'breach').length).toBeGreaterThan(0);
    const [, event] = after.at(-1) as Act;
    expect(await office.act('sari', caseId, event)).toMatchObject({ status: 409, problem: { type: 'case_closed' } });
  });
});

describe('a case under surabaya', () => {
  it('runs from its first event to closed through a call and after it, and the supervisor hears of a late step', async () => {
    const call = await answeredCall(
      office.server,
      office.client('sari'),
      await office.client('sari').desk(),
      '081344445555',
    );
    const params = { caseId: call.caseId };
    await office.client('sari').act(params, 'intake.saved', intake);
    await office.client('sari').act(params, 'solution.not_found');
    await office.client('sari').act(params, 'case.dispatched', { dispatchNote: 'Mohon ditindaklanjuti' });
    const heard = await office.client('rina').desk();
    office.server.clock.move(2 * minutes + 1_000);
    await heard.until('alerts', (alert) => alert.caseId === call.caseId && alert.kind === 'escalation');
    await office.client('dewi').act(params, 'case.forwarded', { assigneeId: people.agus.id });
    office.server.exchange.happen(call.ended());
    await until('the call is over', async () => !(await office.detail('sari', call.caseId)).callLive);
    await office.client('sari').act(params, 'recap.saved', { disposition: 'dispatched', recapSummary: 'Diteruskan' });
    await office.client('agus').act(params, 'solution.given', { solution: 'Datang Senin' });
    expect((await office.detail('budi', call.caseId)).status).toBe('answered');
    await office.client('budi').act(params, 'answer.sent', { via: 'message', solution: 'Silakan datang hari Senin.' });
    await until('closed', async () => (await office.detail('sari', call.caseId)).status === 'closed');
    expect(office.sent.filter(({ text }) => text === 'Silakan datang hari Senin.')).toEqual([
      expect.objectContaining({ to: '+6281344445555' }),
    ]);
    const closed = await office.detail('sari', call.caseId);
    expect(closed).toMatchObject({ sop: { id: 'surabaya' }, status: 'closed' });
    expect(closed.steps.find(({ step }) => step === 'forward')?.verdict).toBe('breached');
  });
});
