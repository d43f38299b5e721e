import { formOf } from '../../../../../server/domain/case/action-form.ts';
import { actionsFor } from '../../../../../server/domain/case/actions.ts';
import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { decideAction, type FieldFault } from '../../../../../server/domain/case/decide-action.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import type { ActionEvent } from '../../../../../server/domain/sop/work-events.ts';
import { type SopName, shipped } from '../../../../support/sops.ts';
import { allPapers } from '../../../../support/step-papers.ts';
import { context } from './support.ts';

const event = (type: CaseEvent['type'], data: object = {}) => ({ id: type, type, at: 1_000, data }) as CaseEvent;
const caseOf = (name: SopName, ...events: readonly CaseEvent[]): CaseState =>
  events.reduce((state, one) => applyCaseEvent(shipped(name), state, one, 1_000, wallClock).state, newCase);
const written = { callerName: 'Bu Ani', address: 'Jl. Diponegoro', complaint: 'jalan', happenedAt: '2026-11-20' };

/** The fields found at fault, each with why; null: none. */
const faultsOf = (name: SopName, state: CaseState, what: string, fields = {}, phoneKnown = false) => {
  const sop = shipped(name);
  const of = { ...context, reach: { message: phoneKnown, call: false }, sealed: new Set(phoneKnown ? ['phone'] : []) };
  const decision = decideAction(sop, state, { event: what, fields }, { ...of, papers: allPapers(sop) });
  if (decision.ok) return null;
  return 'faults' in decision
    ? decision.faults.map((one: FieldFault) => `${one.field} ${one.code}`)
    : decision.rejection;
};

describe('what a procedure requires of a case', () => {
  const writing = (channel: string) =>
    caseOf('bandungan', event('report.received', { channel }), event('report.accepted', { fields: {} }));

  it('is more of a complaint by telephone than of a note in the box', () => {
    const nothing = { callerName: '', address: ' ', complaint: '' };
    expect(faultsOf('bandungan', writing('suggestion_box'), 'intake.saved', nothing)).toEqual(['complaint required']);
    expect(new Set(faultsOf('bandungan', writing('phone'), 'intake.saved', nothing))).toEqual(
      new Set([
        'complaint required',
        'callerName required',
        'phone required',
        'address required',
        'happenedAt required',
      ]),
    );
    const noAddress = { ...written, address: '' };
    expect(faultsOf('bandungan', writing('phone'), 'intake.saved', noAddress, true)).toEqual(['address required']);
    expect(faultsOf('bandungan', writing('phone'), 'intake.saved', written, true)).toBeNull();
  });

  it('is what the case holds already, or what is written now', () => {
    const clarifying = caseOf(
      'bandungan',
      event('report.received', { channel: 'letter' }),
      event('report.accepted', { fields: {} }),
      event('intake.saved', { fields: written }),
      event('case.dispatched', { fields: { dispatchNote: 'mohon klarifikasi' } }),
    );
    const saved = (fields: object) => faultsOf('bandungan', clarifying, 'clarification.saved', fields);
    expect(saved({})).toEqual(['clarification required']);
    expect(saved({ clarification: 'sudah ditanyakan' })).toBeNull();
  });

  it('is asked of nobody where no step that runs ends by the event', () => {
    const open = writing('letter');
    expect(
      actionsFor(shipped('bandungan'), open, { message: true, call: false }).map((one) => one.event),
    ).not.toContain('case.archived');
    expect(faultsOf('bandungan', open, 'case.archived')).toBe('not_waited_for');
  });

  it('is asked of nobody where the file excepts it: no notice of a complaint whose writer nobody can tell', () => {
    const box = [event('report.received', { channel: 'suggestion_box' }), event('action.done')];
    const reach = { message: false, call: false };
    const ends = actionsFor(shipped('bandungan'), caseOf('bandungan', ...box), reach).map((one) => one.event);
    expect(ends).toContain('reply.not_possible');
    const untold = caseOf('bandungan', ...box, event('reply.not_possible', { fields: { reason: 'tanpa nama' } }));
    expect(faultsOf('bandungan', untold, 'case.archived')).toEqual(['complaint required']);
    const told = caseOf('bandungan', ...box, event('answer.sent', { via: 'call' }));
    expect(faultsOf('bandungan', told, 'case.archived')).toEqual(['complaint required', 'notice required']);
  });

  it('is asked of the step that an event would begin and end at once', () => {
    const talking = caseOf(
      'surabaya',
      event('call.arrived'),
      event('call.answered', { offerId: 'o1', agentId: 'siti' }),
    );
    expect(faultsOf('surabaya', talking, 'intake.saved', written, true)).toBeNull();
    expect(faultsOf('surabaya', talking, 'intake.saved', { callerName: 'Bu Ani' }, true)).toEqual([
      'complaint required',
    ]);
  });
});

describe('a form', () => {
  const namesOf = (name: SopName, state: CaseState, what: ActionEvent, step: string) => {
    const sop = shipped(name);
    const found = sop.steps.find(({ id }) => id === step) ?? null;
    return formOf(sop, state, { message: true, call: false }, what, found).map(({ field, required, when }) =>
      [field.name, required ? '!' : '', when ? ` if ${when.field}=${when.values}` : ''].join(''),
    );
  };

  it('asks how the citizen is told, and for the proof where it went on paper', () => {
    const open = caseOf('bandungan', event('report.received', { channel: 'letter' }));
    expect(namesOf('bandungan', open, 'answer.sent', 'inform')).toEqual(
      expect.arrayContaining(['via!', 'proof! if via=letter']),
    );
  });

  it('asks for what a value of another field needs, as the file says', () => {
    const ended = caseOf(
      'surabaya',
      event('call.arrived'),
      event('call.answered', { offerId: 'o1', agentId: 'siti' }),
      event('call.ended', { endedBy: 'caller' }),
    );
    expect(namesOf('surabaya', ended, 'recap.saved', 'recap')).toEqual(
      expect.arrayContaining([
        'disposition!',
        'recapSummary!',
        'solution! if disposition=resolved,information',
        'dispatchNote! if disposition=dispatched',
      ]),
    );
  });

  it('has a remark where there is nothing else to say', () => {
    const sop = shipped('bandungan');
    const open = caseOf('bandungan', event('report.received', { channel: 'letter' }));
    const accept = actionsFor(sop, open, { message: true, call: false }).find((one) => one.event === 'report.accepted');
    expect(accept?.fields.map(({ field, required }) => [field.name, required])).toEqual([['remark', false]]);
  });
});

describe('a recommendation that came back', () => {
  const made = (recommendation: string) => event('recommendation.made', { fields: { recommendation } });
  const back = caseOf(
    'offline',
    event('report.received', { channel: 'walk_in' }),
    event('case.forwarded', { fields: { assigneeId: 'hadi' } }),
    made('Tambah 10 kursi'),
    event('recommendation.rejected', { fields: { reason: 'terlalu mahal' } }),
  );
  const again = (recommendation: string) => faultsOf('offline', back, 'recommendation.made', { recommendation });

  it('is not made again in the same words, however they are written', () => {
    const same = [
      'Tambah 10 kursi',
      'tambah  10 KURSI.',
      'Tambah\u00a010 kursi',
      'Tambah 10 kur\u200bsi',
      '\uff34ambah 10 kursi',
      '',
    ];
    for (const words of same) expect([words, again(words)]).toEqual([words, ['recommendation unchanged']]);
    const others = ['Tambah 11 kursi', 'Kursi 10 tambah', 'Tambah 1 0 kursi'];
    for (const words of others) expect([words, again(words)]).toEqual([words, null]);
  });

  it('may be made in words that stood in the case before, the first time', () => {
    const first = caseOf(
      'offline',
      event('report.received', { channel: 'walk_in' }),
      event('case.forwarded', { fields: { assigneeId: 'hadi' } }),
    );
    const known = { ...first, notes: { recommendation: 'Tambah 10 kursi' } };
    expect(faultsOf('offline', known, 'recommendation.made', { recommendation: 'Tambah 10 kursi' })).toBeNull();
  });
});
