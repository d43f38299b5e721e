import { readFileSync, writeFileSync } from 'node:fs';
import {
  type ActionField,
  choicesIn,
  formOf,
  isOutOfReach,
  type Reach,
  saidIn,
  waysOf,
} from '../../../../../server/domain/case/action-form.ts';
import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import type { Choice } from '../../../../../server/domain/fields/field.ts';
import { fieldOf } from '../../../../../server/domain/fields/standard.ts';
import type { SopDefinition } from '../../../../../server/domain/sop/definition.ts';
import type { StepDefinition } from '../../../../../server/domain/sop/step-definition.ts';
import { commonEvents, isActionEvent } from '../../../../../server/domain/sop/work-events.ts';
import { shipped, sopNames, sopWith, stepWith } from '../../../../support/sops.ts';

const file = new URL('../../../../fixtures/forms/six.txt', import.meta.url);
const near: Reach = { message: true, call: false };

/** A field as a reader of the table sees it: `!` has to be filled in. */
const told = ({ field, required, when, of, only }: ActionField): string =>
  [
    `${field.name}${required ? '!' : ''}`,
    ...(of === null ? [] : [`of ${of}`]),
    ...(only === null ? [] : [`by ${only.join('/') || 'nothing'}`]),
    ...(when === null ? [] : [`if ${when.field} is ${when.values.join('/')}`]),
  ].join(' ');

function formsOf(sop: SopDefinition): readonly string[] {
  const line = (what: string, state: CaseState, event: string, step: StepDefinition | null) =>
    isActionEvent(event) ? [`${what} ${event}: ${formOf(sop, state, near, event, step).map(told).join(', ')}`] : [];
  const ofSteps = sop.channels.flatMap((channel) =>
    sop.steps.flatMap((step) => {
      const events = new Set([...step.ends, ...step.starts.map(({ on }) => on)]);
      const state: CaseState = { ...newCase, status: 'open', channel };
      return [...events].flatMap((event) => line(`${channel} ${step.id}`, state, event, step));
    }),
  );
  return [...ofSteps, ...commonEvents.flatMap((event) => line('any', { ...newCase, tries: 3 }, event, null))];
}

/** `UPDATE_FORMS=1 npm test -- tests/unit/server/domain/case` writes it anew; the change is then read as a diff. */
it('every form of the six procedures asks what the reviewed table says', () => {
  const table = sopNames.map((name) => [`# ${name}`, ...formsOf(shipped(name)), ''].join('\n')).join('\n');
  if (process.env.UPDATE_FORMS === '1') writeFileSync(file, table);
  expect(table).toBe(readFileSync(file, 'utf8'));
});

describe('a field that is asked for twice', () => {
  const form = (of: Parameters<typeof stepWith>[0], event: 'intake.saved' | 'case.forwarded' | 'recap.saved') => {
    const step = stepWith({ ends: [event], ...of });
    return formOf(sopWith([step]), newCase, near, event, step).map(told);
  };
  const asking = (event: string, own: object) => ({
    forms: { [event]: { requires: [], asks: [], needs: {}, ...own } },
  });

  it('has to be filled in where one of them says so', () => {
    expect(form({ requires: [{ field: 'address' }] }, 'intake.saved')).toContain('address!');
    expect(form(asking('intake.saved', { asks: ['complaint', 'nik'] }), 'intake.saved')).toEqual(['complaint!', 'nik']);
  });

  it('keeps whose work it leads to, and is asked always where it is asked always', () => {
    expect(form(asking('case.forwarded', { asks: ['assigneeId'] }), 'case.forwarded')).toEqual([
      'assigneeId! of official',
    ]);
    const needs = { disposition: { resolved: ['recapSummary', 'solution'], dispatched: ['solution'] } };
    expect(form(asking('recap.saved', { needs }), 'recap.saved')).toEqual([
      'disposition!',
      'recapSummary!',
      'solution! if disposition is resolved/dispatched',
    ]);
    // What the case says already need not be said again.
    const step = stepWith({ ends: ['recap.saved'], ...asking('recap.saved', { needs }) });
    const answered = { ...newCase, solution: 'come by' };
    expect(formOf(sopWith([step]), answered, near, 'recap.saved', step).map(told)).toEqual([
      'disposition!',
      'recapSummary!',
    ]);
  });
});

describe('what may be done to any case', () => {
  const running = (actor: StepDefinition['actor'], verdict = 'running') => ({
    sop: sopWith([stepWith({ id: 'a', actor: 'agent' }), stepWith({ id: 'b', actor })]),
    state: { ...newCase, sop: { ...newCase.sop, runs: [{ step: 'b', verdict }] as never } },
  });
  const passedOn = ({ sop, state }: ReturnType<typeof running>) =>
    formOf(sop, state, near, 'case.passed_on', null).map(told);

  it('is passed on to whoever’s kind of work it is now, else to an official', () => {
    expect(passedOn(running('agency'))).toEqual(['assigneeId! of agency', 'reason!']);
    for (const other of [running('official'), running('head'), running('agency', 'met')])
      expect(passedOn(other)).toEqual(['assigneeId! of official', 'reason!']);
    // Of two the first in the file; what does not run is nobody's.
    const both = sopWith([stepWith({ id: 'a', actor: 'official' }), stepWith({ id: 'b', actor: 'agency' })]);
    const whileRun = (...steps: readonly string[]) => {
      const runs = steps.map((step) => ({ step, verdict: 'running' })) as never;
      return passedOn({ sop: both, state: { ...newCase, sop: { ...newCase.sop, runs } } })[0];
    };
    expect([whileRun('b', 'a'), whileRun('b'), whileRun('a')]).toEqual([
      'assigneeId! of official',
      'assigneeId! of agency',
      'assigneeId! of official',
    ]);
    const agents = sopWith([stepWith({ id: 'a' }), stepWith({ id: 'b', actor: 'agency' })]);
    const runs = [{ step: 'a', verdict: 'running' }] as never;
    const talking = { ...newCase, sop: { ...newCase.sop, runs } };
    expect(passedOn({ sop: agents, state: talking })[0]).toBe('assigneeId! of official');
  });

  it('is put right in what was said of the citizen, and in what the procedure has asked of its own', () => {
    const label = { id: 'Isian', en: 'Field' };
    const own = { poles: fieldOf('poles', 'number', label), lamps: fieldOf('lamps', 'number', label) };
    const state = { ...newCase, notes: { poles: '3', clarification: 'a decision, and none of the citizen’s' } };
    expect(formOf({ ...sopWith([]), fields: own }, state, near, 'case.corrected', null).map(told)).toEqual([
      ...['callerName', 'address', 'phone', 'nik', 'kind', 'category', 'complaint', 'poles'],
    ]);
  });
});

describe('what there is to choose from', () => {
  const [one, two, old] = ['one', 'two', 'old'].map((code) => ({ code, name: { id: code, en: code } }));
  const choices = [one, two, { ...old, retired: true }] as Choice[];
  const from = (catalogue: string | null, only: readonly string[] | null, list: readonly Choice[] = []) => {
    const field = fieldOf('own', 'choice', { id: 'Isian', en: 'Field' }, { catalogue, choices });
    return choicesIn({ ...{ field, required: true, when: null, of: null, only } }, () => list).map(({ code }) => code);
  };

  it('is what the field or the office’s list has, but for what is retired and what cannot be now', () => {
    expect([from(null, null), from(null, ['two', 'old']), from(null, [])]).toEqual([['one', 'two'], ['two'], []]);
    expect(from('subjects', null, choices.slice(1))).toEqual(['two']);
  });
});

describe('the words that go to a citizen', () => {
  const sop = sopWith([]);

  it('are the paper that the document asks for, or else what the event says', () => {
    const answer = { as: 'answer', field: 'solution' } as const;
    expect(saidIn(sop, ['phone', 'proof', 'notice', 'decision'], answer)).toBe('notice');
    for (const asked of [[], ['phone'], ['proof'], ['gone']]) expect(saidIn(sop, asked, answer)).toBe('solution');
    expect(saidIn(sop, ['notice'], { as: 'question', field: 'question' })).toBe('question');
  });
});

describe('the ways to a citizen', () => {
  const ways = (tells: StepDefinition['tells'], reach: Reach, says: 'answer' | 'question' = 'answer', live = false) =>
    waysOf(stepWith({ tells }), { ...newCase, sop: { ...newCase.sop, live } }, reach, says).join(' ');
  const all = ['message', 'call', 'letter'] as const;
  const none: Reach = { message: false, call: false };

  it('are those of the step that the office has now; a question goes by no letter', () => {
    expect(ways(all, none)).toBe('letter');
    expect(ways(all, none, 'question')).toBe('');
    expect(ways(all, { message: true, call: true })).toBe('message call letter');
    expect(ways(all, none, 'question', true)).toBe('call');
    expect(ways(['call'], { message: true, call: false })).toBe('');
  });

  it('are none where nothing of the step’s own ways leads there', () => {
    const out = (tells: StepDefinition['tells'], reach: Reach, more: Partial<CaseState> = {}) =>
      isOutOfReach(stepWith({ tells }), { ...newCase, ...more }, reach);
    const address = { address: 'Jl. Darmo' };
    expect([out(all, none), out(all, none, address), out(['call'], none, address)]).toEqual([true, false, true]);
    expect([out(['message'], near), out(['call'], near), out(['letter'], near)]).toEqual([false, true, true]);
    const called = { message: false, call: true };
    expect([out(['message'], called), out(['call'], called), out(['letter'], called)]).toEqual([true, false, true]);
    expect(out(['call'], none, { sop: { ...newCase.sop, live: true } })).toBe(false);
  });
});
