import { actionsFor, type CaseAction } from '../../../../../server/domain/case/actions.ts';
import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import type { StepDefinition } from '../../../../../server/domain/sop/step-definition.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

/** A run that goes on; `by`: one that this event has ended. */
const run = (step: string, by?: string) => ({
  ...{ id: step, step, verdict: by === undefined ? 'running' : 'met' },
  endedBy: by === undefined ? null : { id: 'e', type: by },
});
const stateWith = (runs: readonly ReturnType<typeof run>[], more: Partial<CaseState> = {}): CaseState => ({
  ...{ ...newCase, status: 'open', ...more },
  sop: { ...newCase.sop, runs: runs as never, ...more.sop },
});

type Steps = readonly (Partial<StepDefinition> & Pick<StepDefinition, 'id'>)[];
const actions = (steps: Steps, state: CaseState, message = true): readonly CaseAction[] =>
  actionsFor(sopWith(steps.map(stepWith)), state, { message, call: false }).filter(({ step }) => step !== null);
/** What the steps offer, each with the step it belongs to and whose work it is. */
const offered = (steps: Steps, ...runs: readonly ReturnType<typeof run>[]) =>
  actions(steps, stateWith(runs)).map(({ event, step, actor }) => `${step?.id} ${event} ${actor}`);

describe('what ends a running step', () => {
  const a = { id: 'a', ends: ['action.done'] };
  const b = { id: 'b', actor: 'head', ends: ['action.done', 'report.logged'] } as const;

  it('is the first step’s of the file where it ends two, whatever began first', () => {
    expect(offered([a, b], run('b'), run('a'))).toEqual(['a action.done agent', 'b report.logged head']);
    expect(offered([b, a], run('a'), run('b'))).toEqual(['b action.done head', 'b report.logged head']);
  });

  it('is nothing of a step that has ended, of a promise about the whole, or of what nobody does', () => {
    expect(offered([a, b], run('a'), run('b', 'report.logged'))).toEqual(['a action.done agent']);
    expect(offered([a, { ...b, kind: 'total' }], run('a'), run('b'))).toEqual(['a action.done agent']);
    expect(offered([{ ...a, ends: ['call.ended', 'timer'] }], run('a'))).toEqual([]);
  });

  it('belongs to the step that typing begins, where it ends that one', () => {
    const ask = { id: 'ask', ends: ['intake.started', 'intake.saved'] };
    const record = { id: 'record', starts: [{ on: 'intake.started' }], ends: ['intake.saved'] };
    const log = { id: 'log', starts: [{ on: 'action.done' }], ends: ['report.logged'] };
    for (const actor of ['agent', 'citizen'] as const)
      expect(offered([{ ...ask, actor }, record], run('ask'))).toEqual(['record intake.saved agent']);
    // What begins another step otherwise is no typing.
    const done = { id: 'ask', ends: ['action.done', 'report.logged'] };
    expect(offered([done, log], run('ask'))).toEqual(['ask action.done agent', 'ask report.logged agent']);
  });

  it('is the typing itself only where there is nothing else to write', () => {
    const typed = { id: 'ask', ends: ['intake.started', 'report.logged'] };
    expect(offered([typed], run('ask'))).toEqual(['ask intake.started agent', 'ask report.logged agent']);
    const record = { id: 'record', starts: [{ on: 'intake.started' }], ends: ['intake.saved'] };
    const next = [{ to: 'record', on: 'action.done', by: 'intake.started' }];
    expect(offered([{ ...a, next }, record], run('a', 'action.done'))).toEqual(['record intake.started agent']);
  });
});

describe('what a citizen says', () => {
  const says = { id: 'says', actor: 'citizen', ends: ['report.logged', 'action.done'] } as const;
  const logs = { id: 'logs', ends: ['report.logged'] } as const;
  const both = ['says report.logged agent', 'says action.done agent'];
  const done = ['says action.done agent'];

  it.each<[string, Steps[number], readonly string[]]>([
    ['is not done in place of somebody’s step that has not begun', logs, done],
    ['is written down where that step is no work', { ...logs, kind: 'total' }, both],
    ['is written down where it is the citizen’s too', { ...logs, actor: 'citizen' }, both],
    ['is written down where it is the system’s', { ...logs, actor: 'system' }, both],
    ['is written down where the other ends otherwise', { ...logs, ends: ['answer.reviewed'] }, both],
  ])('%s', (_, other, expected) => {
    expect(offered([other, says, { id: 'far', ends: [] }], run('says'))).toEqual(expected);
  });

  it('is the worker’s, once that step runs', () => {
    expect(offered([says, logs], run('says'), run('logs'))).toEqual([...done, 'logs report.logged agent']);
    expect(offered([logs, { ...says, actor: 'system' }], run('says'), run('logs'))).toEqual([
      'logs report.logged agent',
      ...done,
    ]);
    expect(offered([{ ...says, actor: 'agent' }, logs], run('says'))).toEqual(both);
  });
});

describe('what makes a step unnecessary', () => {
  const sends = { id: 'sends', actor: 'dispatcher', ends: ['case.forwarded'], drops: ['solution.saved'] } as const;
  const finds = { id: 'finds', actor: 'agency', ends: ['solution.saved'] } as const;
  const forwards = 'sends case.forwarded dispatcher';

  it('is the work of whoever finds it, else of whoever does the step', () => {
    expect(offered([sends, finds], run('sends'))).toEqual([forwards, 'sends solution.saved agency']);
    const whole = { ...finds, id: 'whole', kind: 'total', actor: 'head' } as const;
    expect(offered([whole, sends, finds], run('sends'))).toEqual([forwards, 'sends solution.saved agency']);
    expect(offered([sends], run('sends'))).toEqual([forwards, 'sends solution.saved dispatcher']);
  });

  it('stands with its step, before what ends the next one', () => {
    const logs = { id: 'logs', ends: ['report.logged'] };
    expect(offered([sends, logs], run('logs'), run('sends'))).toEqual([
      ...[forwards, 'sends solution.saved dispatcher'],
      'logs report.logged agent',
    ]);
  });

  it('is asked of nobody for a step beside the way', () => {
    expect(offered([{ ...sends, optional: true }, finds], run('sends'))).toEqual([forwards]);
  });
});

describe('what begins the step after one that has ended', () => {
  const way = { to: 'tell', on: 'action.done', by: 'answer.sent' };
  const does = { id: 'does', ends: ['action.done'], next: [way] };
  const tells = { id: 'tell', starts: [{ on: 'answer.sent' }], ends: ['report.logged'] };
  const far = { id: 'far', ends: ['case.archived'] };
  const sent = ['tell answer.sent agent'];

  it('is offered until it has begun', () => {
    expect(offered([does, tells, far], run('does', 'action.done'))).toEqual(sent);
    const beside = ['far case.archived agent'];
    expect(offered([does, tells, far], run('far'), run('does', 'action.done'), run('tell', 'x'))).toEqual(beside);
    expect(offered([does, tells, far], run('far', 'x'), run('does', 'action.done'))).toEqual(sent);
  });

  it('is none of another way, of a way that needs no more, or of what is no step of a case', () => {
    expect(offered([does, tells], run('does', 'report.logged'))).toEqual([]);
    const atOnce = { ...does, next: [{ ...way, by: undefined }] } as Steps[number];
    expect(offered([atOnce, tells], run('does', 'action.done'))).toEqual([]);
    expect(offered([does, { ...tells, scope: 'day' }], run('does', 'action.done'))).toEqual([]);
  });

  it('is named as the procedure names the way, where the event takes one way only', () => {
    const label = { id: 'Ya', en: 'Yes' };
    const branch = (...next: readonly object[]) => {
      const step = { ...does, next } as unknown as Steps[number];
      return actions([step, tells, far], stateWith([run('does')])).map((one) => one.branch);
    };
    expect(branch({ ...way, label })).toEqual([label]);
    expect(branch({ ...way, on: 'report.logged', label })).toEqual([null]);
    expect(branch({ ...way, label }, { ...way, to: 'far', label })).toEqual([null]);
    expect(branch()).toEqual([null]);
  });
});

describe('what cannot reach the citizen', () => {
  const tells = { id: 'tell', ends: ['answer.sent', 'report.logged'], tells: ['message'] } as const;
  const events = (state: CaseState, message = true) => actions([tells], state, message).map(({ event }) => event);

  it('is not offered: where no way is open, or the words wait for a gateway', () => {
    expect(events(stateWith([run('tell')]))).toEqual(['answer.sent', 'report.logged']);
    expect(events(stateWith([run('tell')]), false)).toEqual(['report.logged']);
    const telling = { m1: { event: 'answer.sent', fields: {} } } as const;
    expect(events(stateWith([run('tell')], { telling }))).toEqual(['report.logged']);
    const asking = { m1: { event: 'citizen.asked', fields: {} } } as const;
    expect(events(stateWith([run('tell')], { telling: asking }))).toEqual(['answer.sent', 'report.logged']);
  });
});
