import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { decideAction } from '../../../../../server/domain/case/decide-action.ts';
import type { ActionData } from '../../../../../server/domain/case/events.ts';
import { fieldOf } from '../../../../../server/domain/fields/standard.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { caseAfter, context, decided, dispatched, handedOn, intake, noted, talking, type What } from './support.ts';

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

  it('of another agent than the case’s takes the case, and of nobody else', () => {
    const state = caseAfter(...handedOn, 'forwarded', 'given');
    const eventsBy = (userId: string, role: string) => {
      const decision = decided(state, 'contact.failed', {}, { by: { userId, role } });
      return decision.ok && decision.events.map(({ type, data }) => [type, data]);
    };
    const failed = ['contact.failed', { fields: {} }];
    expect(eventsBy('budi', 'agent')).toEqual([['case.taken', { agentId: 'budi' }], failed]);
    for (const [userId, role] of [
      ['siti', 'agent'],
      ['dewi', 'supervisor'],
    ] as const)
      expect(eventsBy(userId, role)).toEqual([failed]);
  });

  it('may be done once more, where it does not say that something is different', () => {
    const sop = sopWith([stepWith({ id: 'do', ends: ['action.done'] })]);
    const runs = [
      { step: 'do', verdict: 'met', endedBy: { id: 'e', type: 'action.done' } },
      { step: 'do', verdict: 'running', endedBy: null },
    ] as never;
    const state: CaseState = { ...newCase, status: 'open', agentId: 'siti', sop: { ...newCase.sop, runs } };
    const again = { event: 'action.done', fields: { action: 'Pipa diganti lagi' } };
    expect(decideAction(sop, state, again, context)).toMatchObject({ ok: true, events: [{ type: 'action.done' }] });
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
