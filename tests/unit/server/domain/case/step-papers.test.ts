import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { decideAction } from '../../../../../server/domain/case/decide-action.ts';
import {
  type CasePaperFacts,
  hasPapers,
  owedPapers,
  paperReady,
  papersFor,
} from '../../../../../server/domain/case/step-papers.ts';
import type { StepPaper } from '../../../../../server/domain/sop/step-definition.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';
import { context } from './support.ts';

const notice: StepPaper = { paper: 'notice', on: 'answer.sent', at: 'sent', via: 'letter' };
const minutes: StepPaper = { paper: 'minutes', on: 'answer.sent', at: 'signed' };
const order: StepPaper = { paper: 'order', on: 'action.done', at: 'made' };
const step = stepWith({ papers: [notice, minutes, order] });

describe('the papers by which a step ends', () => {
  it.each<[string, string | undefined, readonly StepPaper[]]>([
    ['answer.sent', 'letter', [notice, minutes]],
    ['answer.sent', 'message', [minutes]],
    ['answer.sent', undefined, [minutes]],
    ['action.done', 'letter', [order]],
    ['report.logged', undefined, []],
  ])('are those of its event, and of how the citizen is told: %s by %s', (event, via, papers) => {
    expect(papersFor(step, event, via)).toEqual(papers);
  });

  it('are none of a step that names none, as procedures of earlier days, nor where there is no step', () => {
    expect(papersFor(stepWith({}), 'answer.sent', 'letter')).toEqual([]);
    expect(papersFor(null, 'answer.sent', 'letter')).toEqual([]);
  });

  it('are papers of the procedure as soon as one step has one', () => {
    expect(hasPapers(sopWith([stepWith({}), step]))).toBe(true);
    expect(hasPapers(sopWith([stepWith({}), stepWith({ papers: [] })]))).toBe(false);
  });
});

describe('a paper by which a step may end', () => {
  const signed = { kind: 'minutes', state: 'signed', endedStage: null } as const;

  it('is of its kind, has come so far, and has ended no step yet', () => {
    const others = [
      { ...signed, kind: 'notice' },
      { ...signed, state: 'made' } as const,
      { ...signed, state: 'void' } as const,
      { ...signed, endedStage: 'signed' } as const,
    ];
    expect(paperReady(others, minutes)).toBeUndefined();
    expect(paperReady([...others, signed], minutes)).toBe(signed);
    const sent = { ...signed, state: 'sent' } as const;
    expect(paperReady([...others, sent, signed], minutes)).toBe(sent);
  });
});

describe('an action by a paper', () => {
  const archives: StepPaper = { paper: 'minutes', on: 'case.archived', at: 'signed' };
  const sop = sopWith([stepWith({ ends: ['case.archived'], papers: [archives] })]);
  const runs = [{ id: 'a', step: 'a', verdict: 'running', endedBy: null }] as never;
  const state: CaseState = { ...newCase, status: 'open', agentId: 'siti', sop: { ...newCase.sop, runs } };
  const archived = (...papers: readonly CasePaperFacts[]) =>
    decideAction(sop, state, { event: 'case.archived', fields: {} }, { ...context, papers });

  it('happens by it, and by nobody’s word alone', () => {
    const missing = { ok: false, rejection: 'paper_missing' };
    expect(archived()).toEqual(missing);
    expect(archived({ kind: 'minutes', state: 'made', endedStage: null })).toEqual(missing);
    expect(archived({ kind: 'minutes', state: 'signed', endedStage: null })).toMatchObject({
      ok: true,
      events: [{ type: 'case.archived' }],
    });
  });
});

describe('a paper that is owed', () => {
  const draft = { kind: 'minutes', state: 'draft', endedStage: null } as const;
  const signed = { ...draft, state: 'signed' } as const;
  const owed = (...papers: readonly CasePaperFacts[]) => owedPapers(step, 'answer.sent', papers);
  const ofMinutes = (...papers: readonly CasePaperFacts[]) => owed(...papers)[1];

  it('is each by which the event happens, however it is told, and none of another event or of no step', () => {
    expect(owed()).toEqual([
      { owed: notice, paper: null, ready: false },
      { owed: minutes, paper: null, ready: false },
    ]);
    expect(owedPapers(step, 'report.logged', [signed])).toEqual([]);
    expect(owedPapers(stepWith({}), 'answer.sent', [signed])).toEqual([]);
    expect(owedPapers(null, 'answer.sent', [signed])).toEqual([]);
  });

  it('is there when one has come so far, whatever was begun after it', () => {
    const [, paper] = owed(signed, draft);
    expect(paper).toEqual({ owed: minutes, paper: signed, ready: true });
    expect(paper?.paper).toBe(signed);
  });

  it('is shown by the last one that may still become it: none that counts for nothing, is of another kind or has ended a step', () => {
    const last = { ...draft, state: 'made' } as const;
    const others = [
      { ...signed, state: 'void' } as const,
      { ...signed, kind: 'order' },
      { ...signed, endedStage: 'signed' } as const,
    ];
    expect(ofMinutes(draft, last, ...others)?.paper).toBe(last);
    expect(ofMinutes(draft, last, ...others)?.ready).toBe(false);
    expect(ofMinutes(...others)).toEqual({ owed: minutes, paper: null, ready: false });
  });
});
