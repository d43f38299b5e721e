import { applyCaseEvent, type CaseState, newCase, responsibleFor } from '../../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import type { StepDefinition } from '../../../../../server/domain/sop/step-definition.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

describe('a value that closes a case', () => {
  const closes = { field: 'disposition', values: ['prank', 'information'], drops: ['prank'] };
  const recap = stepWith({ id: 'recap', ends: ['recap.saved'], closes } as never);
  const run = (step: string) => ({
    id: step,
    step,
    key: null,
    verdict: 'running',
    endedBy: null,
    moments: [],
    fired: 0,
  });
  const standing = (others: readonly StepDefinition[], over: Readonly<Record<string, string>> = {}): CaseState => {
    const runs = [recap, ...others].map(({ id }) => ({ ...run(id), ...(id in over && { verdict: over[id] }) }));
    return { ...newCase, status: 'open', sop: { ...newCase.sop, runs: runs as never } };
  };
  const happened = (others: readonly StepDefinition[], state: CaseState, type: CaseEvent['type'], data: object) => {
    const event = { id: 'e', type, at: 5_000, data } as CaseEvent;
    return applyCaseEvent(sopWith([recap, ...others]), state, event, 5_000, wallClock).state;
  };
  const recapped = (disposition: string, ...others: readonly StepDefinition[]) =>
    happened(others, standing(others), 'recap.saved', { fields: { disposition } }).status;
  const by = (actor: 'agent' | 'citizen' | 'system' | 'official', more = {}) =>
    stepWith({ id: 'other', actor, ends: ['action.done'], ...more });

  it('closes it while nobody else works on it', () => {
    for (const actor of ['agent', 'citizen', 'system'] as const)
      expect(recapped('information', by(actor))).toBe('closed');
    expect(recapped('information', by('official', { kind: 'total' }))).toBe('closed');
    expect(recapped('resolved', by('agent'))).toBe('open');
  });

  it('takes nobody’s work away, nor an answer that the citizen is still to hear, but where there was no citizen', () => {
    expect(recapped('information', by('official'))).toBe('open');
    expect(recapped('information', by('agent', { ends: ['action.done', 'answer.sent'] }))).toBe('open');
    // A question is none.
    expect(recapped('information', by('agent', { ends: ['photo.needed'] }))).toBe('closed');
    expect(recapped('prank', by('official'))).toBe('closed');
  });

  it('closes nothing where the step did not end by it, or it does not stand there', () => {
    const by = (type: CaseEvent['type'], data: object) => happened([], standing([]), type, data).status;
    expect(by('case.corrected', { fields: { disposition: 'prank' } })).toBe('open');
    expect(by('recap.saved', { fields: { recapSummary: 'prank' } })).toBe('open');
    expect(by('recap.saved', {})).toBe('open');
  });

  it('drops nobody’s work where the procedure does not say so', () => {
    const others = [by('official')];
    const none = { ...recap, closes: { field: 'disposition', values: ['prank'] } } as StepDefinition;
    const event = { id: 'e', type: 'recap.saved', at: 5_000, data: { fields: { disposition: 'prank' } } } as const;
    const closed = (state: CaseState) =>
      applyCaseEvent(sopWith([none, ...others]), state, event, 5_000, wallClock).state.status;
    expect(closed(standing(others))).toBe('open');
    // What is done is owed no more.
    expect(closed(standing(others, { other: 'met' }))).toBe('closed');
  });

  it('ends what was promised about the whole, by an end of its own', () => {
    const whole = stepWith({ id: 'whole', kind: 'total', ends: ['case.closed'] });
    const state = happened([whole], standing([whole]), 'recap.saved', { fields: { disposition: 'prank' } });
    expect(state.sop.runs.find(({ step }) => step === 'whole')?.endedBy).toEqual({
      id: 'e:closed',
      type: 'case.closed',
    });
  });
});

describe('who has to do a step', () => {
  it('is the person to whom the case was forwarded, for an official as for an agency, and the agent for his own', () => {
    const state: CaseState = { ...newCase, agentId: 'siti', officialId: 'hadi' };
    const named = (['official', 'agency', 'head', 'agent'] as const).map((actor) =>
      responsibleFor(state, actor, 'budi'),
    );
    expect(named).toEqual(['hadi', 'hadi', null, 'budi']);
    expect(responsibleFor(state, 'agent', null)).toBe('siti');
  });
});
