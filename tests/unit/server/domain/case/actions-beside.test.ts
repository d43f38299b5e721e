import { actionsFor } from '../../../../../server/domain/case/actions.ts';
import { type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import type { Closing } from '../../../../../server/domain/sop/definition.ts';
import type { StepDefinition } from '../../../../../server/domain/sop/step-definition.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

type Steps = readonly (Partial<StepDefinition> & Pick<StepDefinition, 'id'>)[];
/** Steps that go on; `name over`: one that has ended. */
const stateWith = (runs: readonly string[], more: Partial<CaseState> = {}): CaseState => ({
  ...{ ...newCase, status: 'open', agentId: 'siti', ...more },
  sop: {
    ...{ ...newCase.sop, ...more.sop },
    runs: runs.map((text) => {
      const [step, over] = text.split(' ');
      return { id: text, step, verdict: over ? 'met' : 'running', endedBy: over ? { id: 'e', type: 'x' } : null };
    }) as never,
  },
});
const offered = (steps: Steps, state: CaseState, closings: readonly Closing[] = []) =>
  actionsFor({ ...sopWith(steps.map(stepWith)), closings }, state, { message: true, call: false });

describe('what somebody may see need of', () => {
  const work = { id: 'work', ends: ['report.logged'] } as const;
  const photo = { id: 'photo', starts: [{ on: 'photo.needed' }], ends: [], optional: true, runsAtMost: 1 } as const;
  const daily = { id: 'daily', scope: 'day', ends: ['daily_report.made'] } as const;
  const needed = ['report.logged', 'photo.needed'];
  const made = ['daily_report.made'];

  it.each<[string, Partial<StepDefinition>, readonly string[], readonly string[]]>([
    ['may begin beside what runs', {}, ['work'], needed],
    ['may begin whatever else runs outside of the case', {}, ['daily', 'work'], [...needed, ...made]],
    ['does not begin where nothing of the case runs', {}, ['daily'], made],
    ['does not begin where all is over', {}, ['work over'], []],
    ['does not begin while it goes on', { runsAtMost: null }, ['work', 'photo'], ['report.logged']],
    ['does not begin more often than foreseen', {}, ['work', 'photo over'], ['report.logged']],
    ['begins as often as foreseen', { runsAtMost: 2 }, ['work', 'photo over'], needed],
    ['begins as often as the loop comes round', { runsAtMost: null }, ['work', 'photo over', 'photo over'], needed],
    ['counts by its own times alone', {}, ['work over', 'work over', 'work'], needed],
    ['is none of what is no step of a case', { scope: 'day' }, ['work'], ['report.logged']],
    ['is no promise about the whole', { kind: 'total' }, ['work'], ['report.logged']],
    ['is nothing that begins a step otherwise', { starts: [{ on: 'action.done' }] }, ['work'], ['report.logged']],
  ])('%s', (_, more, runs, expected) => {
    const events = offered([work, { ...photo, ...more }, daily], stateWith(runs)).filter(({ step }) => step !== null);
    expect(events.map(({ event }) => event)).toEqual(expected);
  });

  it('may turn out to be none', () => {
    const waits = { ...photo, drops: ['photo.not_needed', 'action.done'] };
    const events = offered([work, waits], stateWith(['photo'])).filter(({ step }) => step !== null);
    expect(events.map(({ event, step }) => `${step?.id} ${event}`)).toEqual(['photo photo.not_needed']);
  });

  it('may be a question, where a step waits for the citizen, and then the reply', () => {
    const asks = [
      { ...work, pauses: ['citizen'] as const },
      { id: 'other', ends: ['action.done'] },
    ];
    const events = (more?: Partial<CaseState>) =>
      offered(asks, stateWith(['work', 'other'], more))
        .filter(({ step }) => step?.id === 'work')
        .map(({ event }) => event);
    expect(events()).toEqual(['report.logged', 'citizen.asked']);
    expect(events({ sop: { ...newCase.sop, awaiting: true } })).toEqual(['report.logged', 'citizen.replied']);
    expect(offered([work], stateWith(['work'])).map(({ event }) => event)).not.toContain('citizen.asked');
  });
});

describe('what may be done to any open case', () => {
  const work = { id: 'work', actor: 'official', ends: ['action.done'] } as const;
  const daily = { id: 'daily', scope: 'day', ends: ['daily_report.made'] } as const;
  const closings: readonly Closing[] = [
    { as: 'junk', by: ['head', 'agent'], tries: 0 },
    { as: 'withdrawn', by: ['agent', 'dispatcher'], tries: 0 },
  ];
  /** Each with who does it, who may as well, and whose alone it is. */
  const common = (state: CaseState, ends = closings, steps: Steps = [work, daily]) =>
    offered(steps, state, ends)
      .filter(({ step }) => step === null)
      .map(({ event, actor, with: others, heldBy }) => [event, actor, ...others, ...(heldBy ? [`= ${heldBy}`] : [])]);
  const ended = ['case.ended', 'head', 'agent', 'dispatcher'];
  const failed = ['contact.failed', 'agent'];

  it('is to try the citizen in vain, and to end it, for all who may', () => {
    expect(common(stateWith(['work']))).toEqual([failed, ended]);
    expect(common(stateWith(['work over']))).toEqual([failed, ended]);
    expect(common(stateWith(['work']), [])).toEqual([failed]);
  });

  it('is to pass it on, where an official or an agency has it, and to correct what is written', () => {
    const written = { officialId: 'hadi', complaint: 'Air mati' };
    expect(common(stateWith(['work'], written))).toEqual([
      ...[['case.passed_on', 'official', 'dispatcher'], ['case.corrected', 'agent'], failed],
      ended,
    ]);
    const agency: Steps = [{ ...work, actor: 'agency' }];
    expect(common(stateWith(['work'], written), [], agency)[0]).toEqual(['case.passed_on', 'agency', 'dispatcher']);
    for (const [runs, steps] of [
      [['work over'], [work]],
      [['work'], [{ ...work, actor: 'head' }]],
    ] as const)
      expect(common(stateWith(runs, written), [], steps)).toEqual([['case.corrected', 'agent'], failed]);
  });

  it('is the agent’s alone who has the citizen on the line, and others’ as ever', () => {
    const live = { sop: { ...newCase.sop, live: true } };
    const written = { officialId: 'hadi', complaint: 'Air mati', ...live };
    expect(common(stateWith(['work'], written))).toEqual([
      ['case.passed_on', 'official', 'dispatcher'],
      ['case.corrected', 'agent', '= siti'],
      ended,
    ]);
    const byAgent: readonly Closing[] = [{ as: 'junk', by: ['agent'], tries: 0 }];
    expect(common(stateWith(['work'], live), byAgent)).toEqual([['case.ended', 'agent', '= siti']]);
  });

  it('is nothing of what the office owes without a citizen', () => {
    const events = offered([work, daily], stateWith(['daily']), closings).map(({ event }) => event);
    expect(events).toStrictEqual(['daily_report.made']);
  });
});
