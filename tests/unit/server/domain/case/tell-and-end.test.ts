import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { decideAction } from '../../../../../server/domain/case/decide-action.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { caseAfter, context, decided, handedOn } from './support.ts';

describe('telling the citizen', () => {
  const answered = caseAfter(...handedOn, 'forwarded', 'given');
  const tell = (fields: Record<string, string>, of = {}) => decided(answered, 'answer.sent', fields, of);

  it('by a message happens when a gateway has taken it', () => {
    const told = tell({ via: 'message', solution: 'Deleted. Come by.' });
    const fields = { solution: 'Deleted. Come by.' };
    expect(told).toMatchObject({
      ok: true,
      events: [{ type: 'telling.queued', data: { messageId: 'm1', event: 'answer.sent', fields } }],
      telling: {
        purpose: 'answer',
        text: 'Deleted. Come by.',
        happens: { type: 'answer.sent', data: { fields, via: 'message', messageId: 'm1' } },
      },
    });
  });

  it('says what the case says where nothing else is written', () => {
    expect(tell({ via: 'message' })).toMatchObject({ ok: true, telling: { text: 'deleted' } });
  });

  it('by a letter asks for the proof that it went', () => {
    expect(tell({ via: 'letter' })).toEqual({ ok: false, faults: [{ field: 'proof', code: 'required' }] });
    expect(tell({ via: 'letter', proof: 'receipt 12' })).toMatchObject({
      ok: true,
      telling: null,
      events: [{ type: 'answer.sent', data: { via: 'letter', fields: { proof: 'receipt 12' } } }],
    });
  });

  it('by word of mouth needs the citizen on the line, and by a message a number', () => {
    expect(tell({ via: 'call' })).toEqual({ ok: false, faults: [{ field: 'via', code: 'unknown' }] });
    expect(tell({ via: 'message' }, { reach: { message: false, call: false } })).toEqual({
      ok: false,
      faults: [{ field: 'via', code: 'unknown' }],
    });
    const again = { reach: { message: false, call: true } };
    expect(tell({ via: 'call' }, again)).toMatchObject({ ok: true, events: [{ type: 'answer.sent' }], telling: null });
    expect(tell({})).toEqual({ ok: false, faults: [{ field: 'via', code: 'required' }] });
  });
});

describe('the end of a case before its procedure’s', () => {
  const open = caseAfter(...handedOn);
  const end = (state: CaseState, endedAs: string, more = {}, of = {}) => {
    const decision = decided(state, 'case.ended', { endedAs, reason: 'why', ...more }, of);
    return decision.ok ? 'ended' : 'faults' in decision ? decision.faults : decision.rejection;
  };

  it.each([
    ['junk', {}],
    ['withdrawn', {}],
    ['duplicate', { duplicateOf: 'SBY-20261123-0001' }],
    ['not_ours', { passedTo: 'PLN' }],
  ])('may be as %s, with what it needs', (endedAs, more) => {
    expect(end(open, endedAs, more)).toBe('ended');
    const faults = Object.keys(more).map((field) => ({ field, code: 'required' }));
    if (faults.length > 0) expect(end(open, endedAs)).toEqual(faults);
  });

  it('is unreachability only after three tries', () => {
    const tried = (tries: number) => ({ ...open, tries });
    for (const tries of [0, 1, 2])
      expect(end(tried(tries), 'unreachable')).toEqual([{ field: 'endedAs', code: 'unknown' }]);
    expect(end(tried(3), 'unreachable')).toBe('ended');
  });

  it('is only what one’s role may end it as, but for the supervisor', () => {
    const closings = [
      { as: 'junk', by: ['agent'], tries: 0 },
      { as: 'withdrawn', by: ['head'], tries: 0 },
    ] as const;
    const as = (endedAs: string, role: string, more: Record<string, string> = { reason: 'why' }) => {
      const of = { ...context, by: { userId: 'siti', role } };
      const decision = decideAction(
        { ...surabaya, closings },
        open,
        { event: 'case.ended', fields: { endedAs, ...more } },
        of,
      );
      return decision.ok
        ? []
        : 'faults' in decision
          ? decision.faults.map(({ field, code }) => `${field} ${code}`)
          : ['?'];
    };
    expect([as('junk', 'agent'), as('withdrawn', 'agent')]).toEqual([[], ['endedAs not_allowed']]);
    expect([as('junk', 'supervisor'), as('withdrawn', 'supervisor')]).toEqual([[], []]);
    // Each fault is told once, and none hides another.
    expect(as('unreachable', 'dispatcher')).toEqual(['endedAs unknown']);
    expect(as('junk', 'dispatcher', {})).toEqual(['reason required', 'endedAs not_allowed']);
  });

  it('asks for a reason, and is nobody’s who has no say', () => {
    expect(decided(open, 'case.ended', { endedAs: 'junk' })).toEqual({
      ok: false,
      faults: [{ field: 'reason', code: 'required' }],
    });
    expect(end(open, 'junk', {}, { by: { userId: 'dewi', role: 'dispatcher' } })).toEqual([
      { field: 'endedAs', code: 'not_allowed' },
    ]);
  });
});

describe('a choice of one', () => {
  const kept = (decision: ReturnType<typeof decided>) => decision.ok && decision.events.map(({ data }) => data);

  it('is made by itself where it is the only way to the citizen', () => {
    const none = { reach: { message: false, call: false } };
    const fields = { solution: 'deleted', proof: 'receipt 12' };
    const sent = decided(caseAfter(...handedOn, 'forwarded', 'given'), 'answer.sent', fields, none);
    expect(kept(sent)).toEqual([{ via: 'letter', fields }]);
  });

  it('is made by nobody where it decides what becomes of a case', () => {
    const [junk] = surabaya.closings.filter(({ as }) => as === 'junk');
    const sop = { ...surabaya, closings: junk ? [junk] : [] };
    const ended = { event: 'case.ended', fields: { reason: 'why' } };
    expect(decideAction(sop, caseAfter(...handedOn), ended, context)).toEqual({
      ok: false,
      faults: [{ field: 'endedAs', code: 'required' }],
    });
  });

  it('that was not made takes nothing along of what another would have asked', () => {
    const fields = { endedAs: 'junk', reason: 'why' };
    expect(kept(decided(caseAfter(...handedOn), 'case.ended', { ...fields, passedTo: 'PLN' }))).toEqual([{ fields }]);
  });
});

describe('what leads to another step', () => {
  it('tells the citizen what is in the paper that this step asks for', () => {
    const does = stepWith({
      id: 'do',
      ends: ['action.done'],
      next: [{ to: 'tell', on: 'action.done', by: 'answer.sent', label: null }] as never,
    });
    const tells = stepWith({
      id: 'tell',
      starts: [{ on: 'answer.sent' }],
      ends: ['answer.sent'],
      requires: [{ field: 'notice' }],
    });
    const runs = [{ runId: 'r', step: 'do', verdict: 'met', endedBy: { id: 'e', type: 'action.done' } }] as never;
    const state: CaseState = { ...newCase, status: 'open', sop: { ...newCase.sop, runs } };
    const fields = { via: 'message', notice: 'Lampu sudah menyala' };
    const decision = decideAction(sopWith([does, tells]), state, { event: 'answer.sent', fields }, context);
    expect(decision).toMatchObject({ ok: true, telling: { text: 'Lampu sudah menyala' } });
  });

  it('goes to somebody of the role that works on it now, when a case is passed on', () => {
    const sop = sopWith([stepWith({ id: 'do', actor: 'agency', ends: ['action.done'] })]);
    const runs = [{ runId: 'r', step: 'do', verdict: 'running', endedBy: null }] as never;
    const state: CaseState = { ...newCase, status: 'open', officialId: 'lia', sop: { ...newCase.sop, runs } };
    const asked: string[] = [];
    const isPerson = (userId: string, role: string) => asked.push(`${userId} ${role}`) > 0;
    const fields = { assigneeId: 'hadi', reason: 'why' };
    expect(decideAction(sop, state, { event: 'case.passed_on', fields }, { ...context, isPerson }).ok).toBe(true);
    expect(asked).toEqual(['hadi agency']);
  });
});
