import { parseSop, SopFault } from '../../../../../server/domain/sop/parse.ts';

const good = `
id: office
version: "1"
source: a document
title: { id: Prosedur, en: Procedure }
steps:
  - number: 1
    id: first
    name: { id: Satu, en: One }
    actor: agent
    budget: 30 s
    warn: [90 %, 50 %]
    per: offerId
    starts: [call.offered, { on: call.answered, when: live }]
    ends: [intake.saved]
    drops: [call.ended]
  - number: 2
    id: second
    name: { id: Dua, en: Two }
    actor: citizen
    budget: 1800 s
    starts: [intake.saved]
    ends: [solution.not_found]
`;

function faultsOf(text: string): readonly string[] {
  try {
    parseSop(text);
  } catch (error) {
    if (error instanceof SopFault) return error.faults;
    throw error;
  }
  throw new Error('the text has no fault');
}

describe('an SOP file', () => {
  it('is read into lengths in ms and thresholds in order', () => {
    expect(parseSop(good)).toEqual({
      id: 'office',
      version: '1',
      source: 'a document',
      title: { id: 'Prosedur', en: 'Procedure' },
      steps: [
        {
          id: 'first',
          number: 1,
          name: { id: 'Satu', en: 'One' },
          actor: 'agent',
          budgetMs: 30_000,
          warnPercents: [50, 90],
          perKey: 'offerId',
          starts: [{ on: 'call.offered' }, { on: 'call.answered', when: 'live' }],
          ends: ['intake.saved'],
          drops: ['call.ended'],
        },
        {
          id: 'second',
          number: 2,
          name: { id: 'Dua', en: 'Two' },
          actor: 'citizen',
          budgetMs: 1_800_000,
          warnPercents: [],
          starts: [{ on: 'intake.saved' }],
          ends: ['solution.not_found'],
          drops: [],
        },
      ],
    });
  });

  it.each<[string, string, string, string]>([
    ['a budget without a unit', 'budget: 30 s', 'budget: 30', 'steps.0.budget'],
    ['a budget of nothing', 'budget: 30 s', 'budget: 0 s', 'steps.0.budget'],
    ['a budget in another unit', 'budget: 1800 s', 'budget: 30 min', 'steps.1.budget'],
    ['a threshold of 100 %', '90 %', '100 %', 'steps.0.warn.0'],
    ['a threshold of 0 %', '50 %', '0 %', 'steps.0.warn.1'],
    ['a threshold without its sign', '50 %', '50', 'steps.0.warn.1'],
    ['a threshold that stands twice', '90 %', '50 %', 'steps.0.warn'],
    ['an actor nobody knows', 'actor: agent', 'actor: boss', 'steps.0.actor'],
    ['a condition nobody knows', 'when: live', 'when: dead', 'steps.0.starts.1'],
    ['an event that is not written as one', 'ends: [intake.saved]', 'ends: [saved]', 'steps.0.ends.0'],
    ['a step that nothing starts', 'starts: [intake.saved]', 'starts: []', 'steps.1.starts'],
    ['a step that nothing ends', 'ends: [solution.not_found]', 'ends: []', 'steps.1.ends'],
    ['a step id with a capital', 'id: second', 'id: Second', 'steps.1.id'],
    ['a number that is not whole', 'number: 2', 'number: 2.5', 'steps.1.number'],
    ['a name in one language only', '{ id: Dua, en: Two }', '{ id: Dua }', 'steps.1.name.en'],
    ['a field nobody knows', 'drops: [call.ended]', 'drop: [call.ended]', 'steps.0'],
    ['a version that is a number', 'version: "1"', 'version: 1', 'version'],
    ['no source', 'source: a document', '', 'source'],
  ])('with %s is refused, and the place is named', (_, from, to, place) => {
    expect(good).toContain(from);
    const faults = faultsOf(good.replace(from, to));
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(`${place}: `)).toBe(true);
  });

  it('names every fault at once', () => {
    const faults = faultsOf(good.replace('30 s', '30').replace('actor: citizen', 'actor: x').replace('id: office', ''));
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['id', 'steps.0.budget', 'steps.1.actor']);
  });

  it('with the same step twice is refused', () => {
    expect(faultsOf(good.replace('id: second', 'id: first'))).toEqual(['steps: first stands twice']);
  });

  it.each([
    ['nothing', '', /^file: /],
    ['a sentence', 'hello', /^file: /],
    ['no steps', 'id: a\nversion: "1"\nsource: s\ntitle: { id: a, en: b }\nsteps: []\n', /^steps: /],
    ['broken YAML', 'id: office\nsteps: [\n', /^file: .*line 3/s],
  ])('that holds %s is refused', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringMatching(fault)]);
  });

  it('says its faults in its message', () => {
    expect(() => parseSop('hello')).toThrow(/^the SOP has faults:\nfile: /);
  });
});
