import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { faultsOf, good, told, withStep } from './sop-text.ts';

describe('an SOP file', () => {
  it('is read into lengths by their clocks, thresholds in order, and what is left out is empty', () => {
    const { steps, ...head } = parseSop(good);
    expect(head).toMatchObject({ id: 'office', effective: null, legal: null, notes: [], channels: ['phone'] });
    expect(steps[0]).toEqual({
      id: 'first',
      kind: 'step',
      number: 1,
      name: { id: 'Satu', en: 'One' },
      actor: 'agent',
      with: [],
      scope: 'case',
      shares: null,
      budget: { clock: 'call', amount: 30_000 },
      pauses: [],
      warnPercents: [50, 90],
      escalate: [
        { percent: 100, to: ['citizen'], by: ['sms'] },
        { percent: 200, to: ['agent'], by: ['screen'] },
      ],
      perKey: 'offerId',
      starts: [{ on: 'call.offered' }, { on: 'call.answered', when: 'live' }],
      ends: ['intake.saved'],
      drops: ['offer.lapsed'],
      requires: [{ field: 'complaint' }, { field: 'address', channels: ['phone'] }],
      forms: {},
      tells: ['message', 'call'],
      closes: null,
      optional: false,
      runsAtMost: 1,
      output: null,
      next: [{ to: 'second', on: 'intake.saved' }],
      source: {
        line: 3,
        text: 'Satu',
        needs: '',
        time: '30',
        output: '',
        note: '',
        cells: {},
        reading: null,
        reason: null,
      },
    });
    expect(steps[1]).toMatchObject({ budget: { clock: 'workday', amount: 2 }, warnPercents: [50] });
  });

  it.each<[string, string, string, string]>([
    ['a budget without a unit', 'budget: 30 s', 'budget: 30', '15 steps.0.budget: '],
    ['a budget of nothing', 'budget: 30 s', 'budget: 0 s', '15 steps.0.budget: The time cannot be read.'],
    [
      'a call counted in hours',
      'budget: 30 s',
      'budget: 2 h',
      '15 steps.0.budget: The clock "call" is counted in s, min.',
    ],
    [
      'working days counted in hours',
      '2 workdays',
      '2 h',
      '33 steps.1.budget: The clock "workday" is counted in workdays.',
    ],
    ['days on a call', 'clock: workday', 'clock: call', '33 steps.1.budget: The clock "call" is counted in s, min.'],
    ['a clock nobody knows', 'clock: workday', 'clock: days', '34 steps.1.clock: Choose one of: call, elapsed, office'],
    ['a budget without a clock', '    clock: workday\n', '', '33 steps.1.budget: A budget without a clock.'],
    [
      'a warning without a budget',
      '    budget: 2 workdays\n    clock: workday\n',
      '',
      '33 steps.1.warn: "warn" means nothing',
    ],
    [
      'a warning within a day',
      'warn: [50 %]',
      'warn: [75 %]',
      '35 steps.1.warn.0: 75 % of 2 working days is not a whole day.',
    ],
    ['a threshold of 100 %', '90 %', '100 %', '17 steps.0.warn.0: Write the threshold'],
    ['a threshold of 0 %', ', 50 %', ', 0 %', '17 steps.0.warn.1: Write the threshold'],
    ['a threshold without its sign', ', 50 %', ', 50', '17 steps.0.warn.1: '],
    ['a threshold that stands twice', '90 %', '50 %', '17 steps.0.warn: Something stands here twice.'],
    ['two levels at one moment', 'at: 200 %', 'at: 100 %', '20 steps.0.escalate.1.at: Two levels at 100 %.'],
    ['a level to nobody', 'to: [citizen]', 'to: [head]', '20 steps.0.escalate.1.to.0: The role "head" does not stand'],
    ['a means nobody has', 'by: [sms]', 'by: [fax]', '20 steps.0.escalate.1.by.0: Choose one of: screen, sms'],
    ['an actor nobody knows', 'actor: citizen', 'actor: boss', '32 steps.1.actor: Choose one of: citizen,'],
    [
      'an actor without a role',
      'actor: citizen',
      'actor: head',
      '32 steps.1.actor: The role "head" does not stand in "roles".',
    ],
    ['a condition nobody knows', 'when: live', 'when: dead', '22 steps.0.starts.1.when: Choose one of: live, answered'],
    [
      'an event that is not written as one',
      'ends: [intake.saved]',
      'ends: [saved]',
      '23 steps.0.ends.0: Write the event',
    ],
    [
      'an event that cannot happen',
      'drops: [offer.lapsed]',
      'drops: [offer.lapsd]',
      '24 steps.0.drops.0: The event "offer.lapsd" never happens. Is "offer.lapsed" meant?',
    ],
    [
      'a step that nothing starts',
      'starts: [intake.saved]',
      'starts: []',
      '36 steps.1.starts: Nothing starts this step.',
    ],
    ['a step that nothing ends', 'ends: [solution.not_found]', 'ends: []', '37 steps.1.ends: Nothing ends this step.'],
    ['a step id with a capital', 'id: second\n', 'id: Second\n', '30 steps.1.id: Use lower case'],
    ['a step id that has a meaning', 'id: second\n', 'id: end\n', '30 steps.1.id: "end" has a meaning of its own.'],
    ['a number that is not whole', 'number: 2', 'number: 2.5', '29 steps.1.number: '],
    ['a number that stands twice', 'number: 2', 'number: 1', '29 steps.1.number: Number 1 is taken already.'],
    ['a name in one language only', '{ id: Dua, en: Two }', '{ id: Dua }', '31 steps.1.name.en: "en" is missing.'],
    [
      'a field nobody knows',
      'drops: [offer.lapsed]',
      'drop: [offer.lapsed]',
      '24 steps.0.drop: "drop" is not known. Is "drops" meant?',
    ],
    ['a version that is a number', 'version: "1"', 'version: 1', '2 version: '],
    ['no issuer', 'issuer: An office\n', '', '1 issuer: "issuer" is missing.'],
    ['a day that is none', 'created: null', 'created: "2022-13-01"', '4 document.created: Write the day'],
    [
      'a step that leads nowhere',
      'on: solution.not_found }',
      'on: intake.saved }',
      '39 steps.1.next.0.on: "intake.saved" does not end this step.',
    ],
    [
      'a way to a step that is not there',
      'to: second',
      'to: secnd',
      '27 steps.0.next.0.to: There is no step "secnd". Is "second" meant?',
    ],
    [
      'a way to a step that does not start there',
      'starts: [intake.saved]',
      'starts: [call.queued]',
      '27 steps.0.next.0: The step "second" is not started by "intake.saved".',
    ],
    [
      'an end that leads nowhere',
      'ends: [solution.not_found]',
      'ends: [solution.not_found, solution.saved]',
      '38 steps.1.next: "solution.saved" ends this step, and "next" does not say',
    ],
    [
      'a branch that is not shown',
      '{ to: second, on: intake.saved }',
      '{ to: end, on: intake.saved }',
      '26 steps.0.next: "intake.saved" starts the step "second" too',
    ],
  ])('with %s is refused, with its line, its place and what to do', (_, from, to, fault) => {
    expect(good).toContain(from);
    const faults = told(good.replace(from, to));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('with a step that is never reached is refused', () => {
    const text = withStep(
      '    starts: [recap.saved]\n    ends: [answer.sent]\n    next: [{ to: end, on: answer.sent }]',
    );
    expect(told(text)).toEqual([expect.stringMatching(/^45 steps\.2\.starts: This step is never reached/)]);
  });

  it('with a loop that cannot end is refused, and its steps are named', () => {
    const text = withStep(
      '    starts: [solution.not_found, answer.sent]\n    ends: [answer.sent]\n    repeat: true\n    next: [{ to: third, on: answer.sent }]',
    ).replace('{ to: end, on: solution.not_found }', '{ to: third, on: solution.not_found }');
    expect(told(text)).toEqual([
      expect.stringMatching(/^26 steps\.0\.next: .* never ends \(first, second, third\)\. Give one of them a branch/),
    ]);
  });

  it('with a loop through a step that runs only once is refused', () => {
    const loop = (repeat: string) =>
      withStep(
        `    starts: [solution.not_found, answer.sent]\n    ends: [answer.sent, answer.reviewed]\n${repeat}    next: [{ to: third, on: answer.sent }, { to: end, on: answer.reviewed }]`,
      ).replace('{ to: end, on: solution.not_found }', '{ to: third, on: solution.not_found }');
    expect(told(loop(''))).toEqual([expect.stringMatching(/^41 steps\.2: The procedure comes back to this step/)]);
    expect(parseSop(loop('    repeat: true\n')).steps[2]?.runsAtMost).toBeNull();
    expect(parseSop(loop('    repeat: 3\n')).steps[2]?.runsAtMost).toBe(3);
  });

  it('names every fault at once, in the order of its lines', () => {
    const faults = told(
      good
        .replace('ends: [intake.saved]', 'ends: []')
        .replace('ends: [solution.not_found]', 'ends: []')
        .replace('id: office\n', ''),
    );
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['1 id', '22 steps.0.ends', '36 steps.1.ends']);
  });

  it('with the same step twice is refused', () => {
    const text = good.replace('id: second\n', 'id: first\n').replace('to: second', 'to: first');
    expect(told(text)).toEqual([expect.stringMatching(/^30 steps\.1\.id: "first" is the id of another step\./)]);
  });

  it.each([
    ['nothing', '', /^1 file: It has the wrong form/],
    ['a sentence', 'hello', /^1 file: It has the wrong form/],
    ['no steps', good.replace(/steps:.*/s, 'steps: []\n'), /^10 steps: The procedure has no steps/],
    ['broken YAML', 'id: office\nsteps: [\n', /^3 file: This is not well-formed YAML/],
  ])('that holds %s is refused', (_, text, fault) => {
    expect(told(text)[0]).toMatch(fault);
  });

  it('says its faults in its message, as an editor can open them, in both languages', () => {
    const fault = faultsOf(good.replace('budget: 30 s', 'budget: 2 h'));
    expect(fault.message.split('\n')).toEqual([
      'Berkas office.yaml salah (1) / office.yaml has faults (1)',
      '  office.yaml:15: steps.0.budget',
      '    Jam "call" dihitung dalam s, min. Ganti satuannya atau jamnya.',
      '    The clock "call" is counted in s, min. Change the unit or the clock.',
    ]);
  });

  it('has the Mulai and Selesai of its document, where nothing runs', () => {
    const start =
      '  - { number: 9, id: begin, kind: start, name: { id: Mulai, en: Start }, next: [{ to: first, on: call.offered }], source: { line: 2 } }\n';
    expect(parseSop(good + start).steps[2]).toMatchObject({ kind: 'start', budget: null, starts: [], ends: [] });
  });

  it('has a promise about the whole, timed like a step and no row', () => {
    const total =
      'total: { name: { id: Total, en: Total }, actor: agent, budget: 1 h, clock: elapsed, starts: [call.offered], ends: [solution.not_found], source: { line: 9 } }\n';
    const { steps } = parseSop(good + total);
    expect(steps[2]).toMatchObject({
      id: 'total',
      kind: 'total',
      number: 0,
      budget: { clock: 'elapsed', amount: 3_600_000 },
    });
  });
});
