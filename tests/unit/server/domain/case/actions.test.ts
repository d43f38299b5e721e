import { actionsFor } from '../../../../../server/domain/case/actions.ts';
import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { decideAction } from '../../../../../server/domain/case/decide-action.ts';
import type { ActionData } from '../../../../../server/domain/case/events.ts';
import { fieldOf } from '../../../../../server/domain/fields/standard.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { caseAfter, context, decided, intake, type What } from './support.ts';

const talking: readonly What[] = ['arrived', 'offered', 'answered'];
const noted: readonly What[] = [...talking, 'started', 'intake'];
const dispatched: readonly What[] = [...noted, 'unsolved', 'dispatched'];
const handedOn: readonly What[] = [...dispatched, 'ended', 'recappedDispatched'];

/** Each with whose work it is; `alone`: one person's. */
const offered = (state: CaseState, message = true) =>
  actionsFor(surabaya, state, { message, call: false }).map(({ event, actor, heldBy }) =>
    [event, actor === 'agent' ? '' : ` ${actor}`, heldBy === null ? '' : ' alone'].join(''),
  );

/** One row a state: everything that may be done in it. */
const table: readonly [string, readonly What[], readonly string[]][] = [
  ['while it waits', ['arrived', 'offered'], []],
  ['when just answered', talking, ['intake.saved alone', 'case.ended alone']],
  [
    'with its intake saved',
    noted,
    [
      'analysis.saved alone',
      'solution.saved alone',
      'solution.not_found alone',
      'case.corrected alone',
      'case.ended alone',
    ],
  ],
  [
    'when it was dispatched, and the citizen is on the line',
    dispatched,
    ['solution.saved alone', 'case.forwarded dispatcher', 'case.corrected alone', 'case.ended alone'],
  ],
  [
    'when it was forwarded, and the call is over',
    [...dispatched, 'forwarded', 'ended'],
    [
      'case.returned official',
      'solution.given official',
      'solution.saved',
      'recap.saved alone',
      'follow_up.noted dispatcher',
      'case.passed_on official',
      'case.corrected',
      'contact.failed',
      'case.ended',
    ],
  ],
  [
    'when the official has answered, and it is recapped',
    [...handedOn, 'forwarded', 'given'],
    ['answer.sent', 'citizen.asked', 'case.corrected', 'contact.failed', 'case.ended'],
  ],
  ['when it is closed', [...talking, 'ended', 'recappedPrank'], []],
];

describe('what may be done to a case of Surabaya', () => {
  it.each(table)('%s', (_, whats, expected) => {
    expect([...offered(caseAfter(...whats))].sort()).toEqual([...expected].sort());
  });

  it('stands in the order of the procedure, whatever began first', () => {
    const sop = sopWith([
      stepWith({ id: 'a', ends: ['action.done'] }),
      stepWith({ id: 'b', actor: 'citizen', ends: ['report.logged'] }),
      stepWith({ id: 'c', actor: 'head', ends: ['report.logged', 'answer.reviewed'] }),
    ]);
    const runs = ['c', 'b', 'a'].map((step) => ({ runId: step, step, verdict: 'running', endedBy: null })) as never;
    const state: CaseState = { ...newCase, status: 'open', sop: { ...newCase.sop, runs } };
    const ofSteps = actionsFor(sop, state, { message: true, call: false }).filter(({ step }) => step !== null);
    // What ends a step of the citizen's and one of the head's is the head's to do.
    expect(ofSteps.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
      'action.done agent',
      'report.logged head',
      'answer.reviewed head',
    ]);
  });

  it('does not wait for the line to be told to whom it can be told otherwise, nor leaves untold who can be reached', () => {
    const answered = caseAfter(...handedOn, 'forwarded', 'given');
    expect(offered(answered)).not.toContain('reply.not_possible');
    expect(offered(answered, false)).toContain('reply.not_possible');
    // A letter goes to an address, and whoever rings again is told then.
    expect(offered({ ...answered, address: 'Jl. Tunjungan 1' }, false)).not.toContain('reply.not_possible');
    const ringsAgain = actionsFor(surabaya, answered, { message: false, call: true });
    expect(ringsAgain.map(({ event }) => event)).not.toContain('reply.not_possible');
  });
});

describe('of a case whose citizen does not consent', () => {
  const asked = { basis: 'izin', version: '1', kind: 'consent', without: 'nothing', toldAt: 1, answer: null } as const;
  const withBasis = (basis: CaseState['basis']) => offered({ ...caseAfter(...noted), ...(basis && { basis }) });

  it('nothing is left but to end it, where nothing may go on without', () => {
    expect(withBasis({ ...asked, answer: 'refused' })).toEqual(['case.ended alone']);
    expect(withBasis({ ...asked, answer: 'withdrawn' })).toEqual(['case.ended alone']);
  });

  it('everything is as ever, where it was not answered, is given, or the answer may come without', () => {
    const ever = withBasis(undefined);
    expect(ever.length).toBeGreaterThan(3);
    expect(withBasis(asked)).toEqual(ever);
    expect(withBasis({ ...asked, answer: 'given' })).toEqual(ever);
    expect(withBasis({ ...asked, without: 'answer', answer: 'refused' })).toEqual(ever);
  });

  it('everything is as ever under a procedure that knows no other end', () => {
    const state: CaseState = { ...caseAfter(...noted), basis: { ...asked, answer: 'refused' } };
    const events = actionsFor({ ...surabaya, closings: [] }, state, { message: true, call: false });
    expect(events.map(({ event }) => event)).toContain('analysis.saved');
  });
});

describe('an action', () => {
  const typesOf = (whats: readonly What[], event: string, fields = {}, of = {}) => {
    const decision = decided(caseAfter(...whats), event, fields, of);
    if (decision.ok) return decision.events.map(({ type }) => type).join(' ');
    if ('rejection' in decision) return decision.rejection;
    return decision.faults.map(({ field, code }) => `${field} ${code}`).join(' ');
  };
  const recap = (disposition: string) => ({ disposition, recapSummary: 'sum' });

  it.each<[string, readonly What[], string]>([
    ['resolved', [...talking, 'ended'], 'solution required'],
    ['resolved', [...noted, 'solved', 'ended'], 'recap.saved'],
    ['information', [...talking, 'ended'], 'solution required'],
    ['information', [...noted, 'solved', 'ended'], 'recap.saved'],
    ['dispatched', [...noted, 'unsolved', 'ended'], 'dispatchNote required'],
    ['dispatched', [...dispatched, 'ended'], 'recap.saved'],
    ['prank', [...talking, 'ended'], 'recap.saved'],
    ['ghost', [...talking, 'ended'], 'recap.saved'],
    ['dropped', [...talking, 'ended'], 'recap.saved'],
    ['solved', [...talking, 'ended'], 'disposition unknown'],
    ['resolved', [...noted, 'solved'], 'not_waited_for'],
  ])('to recap as %s after %j: %s', (disposition, whats, expected) => {
    expect(typesOf(whats, 'recap.saved', recap(disposition))).toBe(expected);
  });

  it('is refused with the reason that holds for the whole case', () => {
    expect(typesOf(['arrived'], 'intake.saved', intake)).toBe('not_answered');
    expect(typesOf([...talking, 'ended', 'recappedPrank'], 'intake.saved', intake)).toBe('case_closed');
    expect(typesOf(noted, 'case.forwarded', { assigneeId: 'hadi' })).toBe('not_waited_for');
    expect(typesOf(noted, 'nonsense.done')).toBe('not_waited_for');
  });

  it('writes down before it saves, where nobody had begun to write', () => {
    expect(typesOf(talking, 'intake.saved', intake)).toBe('intake.started intake.saved');
    expect(typesOf([...talking, 'started'], 'intake.saved', intake)).toBe('intake.saved');
    expect(typesOf(['linked'], 'intake.saved', intake)).toBe('intake.saved');
  });

  it('makes events at its own moment, with ids made from its own', () => {
    const saved = decided(caseAfter(...talking), 'intake.saved', intake);
    expect(saved).toMatchObject({
      ok: true,
      events: [
        { id: 'c1:started', type: 'intake.started', at: 50_000, data: {} },
        { id: 'c1', type: 'intake.saved', at: 50_000, data: { fields: intake } },
      ],
    });
    expect(decided(caseAfter(...talking), 'intake.saved', intake)).toEqual(saved);
  });

  it.each<[readonly What[], string, Record<string, string>]>([
    [noted, 'analysis.saved', { problemFrame: 'frame' }],
    [noted, 'solution.saved', { solution: 'come by' }],
    [[...noted, 'unsolved'], 'case.dispatched', { dispatchNote: 'please look' }],
    [dispatched, 'case.forwarded', { assigneeId: 'hadi', forwardNote: 'urgent' }],
    [[...dispatched, 'forwarded'], 'solution.given', { solution: 'deleted' }],
    [[...noted, 'solved'], 'confirmation.another', { confirmed: 'yes' }],
    [[...talking, 'ended'], 'recap.saved', recap('prank')],
  ])('carries over what was written, and nothing that was not asked: after %j, %s %j', (whats, event, fields) => {
    const decision = decided(caseAfter(...whats), event, { ...fields, improvement: 'nobody asked' });
    expect(decision.ok && decision.events.map(({ data }) => data)).toStrictEqual([{ fields }]);
    // As people type it.
    const spaced = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, `  ${value}\n`]));
    expect(decided(caseAfter(...whats), event, spaced)).toEqual(decided(caseAfter(...whats), event, fields));
  });

  it('goes to nobody who has not the role of the step that follows', () => {
    expect(typesOf(dispatched, 'case.forwarded', { assigneeId: 'siti' })).toBe('assigneeId unknown');
    expect(typesOf(dispatched, 'case.forwarded', {})).toBe('assigneeId required');
  });

  it('of another agent than the case’s takes the case', () => {
    const budi = { by: { userId: 'budi', role: 'agent' } };
    expect(typesOf([...handedOn, 'forwarded', 'given'], 'contact.failed', {}, budi)).toBe('case.taken contact.failed');
  });
});

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

describe('a correction', () => {
  it('changes what is written and nothing else, and is none when it changes nothing', () => {
    const decision = decided(caseAfter(...noted), 'case.corrected', { complaint: 'rusak berat', callerName: 'Bu Ani' });
    expect(decision).toMatchObject({ ok: true, events: [{ data: { fields: { complaint: 'rusak berat' } } }] });
    expect(decided(caseAfter(...noted), 'case.corrected', { complaint: intake.complaint })).toEqual({
      ok: false,
      faults: [{ field: 'callerName', code: 'unchanged' }],
    });
  });
});

describe('what is sealed', () => {
  const label = { id: 'Paspor', en: 'Passport' };
  const form = { requires: [], asks: ['passport', 'phone', 'nik'], needs: {} };
  const sop = {
    ...surabaya,
    fields: { passport: fieldOf('passport', 'line', label, { sealed: true, max: 20 }) },
    steps: surabaya.steps.map((step) =>
      step.ends.includes('intake.saved') ? { ...step, forms: { 'intake.saved': form } } : step,
    ),
  };
  const saved = (more: Record<string, string>) => {
    const fields = { ...intake, ...more };
    const decision = decideAction(sop, caseAfter(...talking, 'started'), { event: 'intake.saved', fields }, context);
    if (!decision.ok) throw new Error(JSON.stringify(decision));
    const [event] = decision.events;
    return { secrets: decision.secrets, kept: (event?.data as ActionData | undefined)?.fields };
  };

  it('is kept beside the case, whole, and stands in the event by its last signs at most', () => {
    for (const [passport, mask] of [
      ['A1234567', '••••567'],
      ['A123456', '••••'],
      ['A1', '••••'],
    ] as const) {
      const { secrets, kept } = saved({ passport });
      expect([secrets, kept?.passport]).toEqual([{ passport }, mask]);
    }
  });

  it('is no person; one whom the procedure asks for itself is an official', () => {
    const fields = { helper: fieldOf('helper', 'person', label) };
    const asking = { 'analysis.saved': { requires: [], asks: ['helper'], needs: {} } };
    const steps = surabaya.steps.map((step) => ({ ...step, forms: asking }));
    const decide = (helper: string) =>
      decideAction(
        { ...surabaya, fields, steps },
        caseAfter(...noted),
        { event: 'analysis.saved', fields: { problemFrame: 'air mati', helper } },
        context,
      );
    expect(decide('hadi').ok).toBe(true);
    expect(decide('siti')).toEqual({ ok: false, faults: [{ field: 'helper', code: 'unknown' }] });
  });

  it('of the citizen’s own number and NIK stands in no event at all', () => {
    const { secrets, kept } = saved({ phone: '081234567890', nik: '3578014507900001' });
    expect(secrets).toEqual({ phone: '081234567890', nik: '3578014507900001' });
    expect(Object.keys(kept ?? {}).sort()).toEqual(['callerName', 'complaint', 'kind']);
  });
});
