import { nearest } from '../../../../../server/domain/sop/nearest.ts';
import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { faultsOf, good, told, withStep } from './sop-text.ts';

const total = (more: string) =>
  `${good}total:\n  name: { id: Total, en: Total }\n  actor: agent\n${more}  starts: [call.offered]\n  ends: [solution.not_found]\n  source: { line: 9 }\n`;

describe('an SOP file', () => {
  it.each<[string, string, string, string]>([
    [
      'a field nobody knows at its top',
      'issuer: An office',
      'issuer: An office\nwarnngs: x',
      '4 warnngs: "warnngs" is not known. Is "warnings" meant?',
    ],
    [
      'a field nobody knows in a level',
      'by: [sms] }',
      'by: [sms], bi: [sms] }',
      '20 steps.0.escalate.1.bi: "bi" is not known. Is "by" meant?',
    ],
    [
      'a field nobody knows in a start',
      'when: live }',
      'when: live, whem: live }',
      '22 steps.0.starts.1.whem: "whem" is not known. Is "when" meant?',
    ],
    [
      'a field nobody knows in a branch',
      'on: intake.saved }',
      'on: intake.saved, labell: x }',
      '27 steps.0.next.0.labell: "labell" is not known. Is "label" meant?',
    ],
    [
      'a field nobody knows in a source',
      'text: Satu, time',
      'text: Satu, nots: x, time',
      '28 steps.0.source.nots: "nots" is not known. Is "note" meant?',
    ],
    [
      'a field nobody knows where no names are known',
      'en: One }',
      'en: One, ms: Satu }',
      '13 steps.0.name.ms: "ms" is not known.',
    ],
    ['a start that is no event', '[call.offered, { on', '[offered, { on', '22 steps.0.starts.0: Write the event'],
    ['a start that is nothing', '[call.offered, { on', '[null, { on', '22 steps.0.starts.0: It has the wrong form'],
    [
      'a requirement nobody can fill in',
      '[complaint, {',
      '[complant, {',
      '25 steps.0.requires.0: There is no field "complant". Is "complaint" meant?',
    ],
    [
      'a requirement of a field nobody can fill in',
      'field: address',
      'field: adress',
      '25 steps.0.requires.1: There is no field "adress". Is "address" meant?',
    ],
    [
      'a requirement that ends by what cannot happen',
      'field: address, channels: [phone]',
      'field: address, unless: call.endd',
      '25 steps.0.requires.1.unless: The event "call.endd" never happens. Is "call.ended" meant?',
    ],
    [
      'a paper that is no name',
      '    per: offerId\n',
      '    per: offerId\n    papers: [{ paper: Surat, on: intake.saved }]\n',
      '22 steps.0.papers.0.paper: Use lower case and underscores only',
    ],
    [
      'a requirement that is no field',
      '[complaint, {',
      '[Complaint, {',
      '25 steps.0.requires.0: A field is named with letters and digits only',
    ],
    [
      'somebody taking part who has no role',
      '    per: offerId\n',
      '    per: offerId\n    with: [citizen, head]\n',
      '22 steps.0.with.1: The role "head" does not stand',
    ],
    [
      'a column of somebody who has no role',
      'time: "30" }',
      'time: "30", cells: { head: x } }',
      '28 steps.0.source.cells.head: The role "head" does not stand',
    ],
    [
      'a start that cannot happen',
      '[call.offered, { on: call.answered',
      '[call.offered, { on: call.anwered',
      '22 steps.0.starts.1: The event "call.anwered" never happens.',
    ],
    [
      'an end that cannot happen',
      'ends: [intake.saved]',
      'ends: [intake.saved, intake.safed]',
      '23 steps.0.ends.1: The event "intake.safed" never happens.',
    ],
    ['a step called as the whole', 'id: second\n', 'id: total\n', '30 steps.1.id: "total" has a meaning of its own.'],
    [
      'an offline clock that is the same',
      '    clock: call\n',
      '    clock: call\n    offline: call\n',
      '17 steps.0.offline: ',
    ],
    [
      'an offline clock of working days',
      '    clock: call\n',
      '    clock: call\n    offline: workday\n',
      '17 steps.0.offline: ',
    ],
    [
      'another clock for working days',
      '    clock: workday\n',
      '    clock: workday\n    offline: office\n',
      '35 steps.1.offline: ',
    ],
    [
      'a level within a day',
      '    warn: [50 %]\n',
      '    escalate: [{ at: 150 %, to: [agent], by: [screen] }, { at: 120 %, to: [agent], by: [screen] }]\n',
      '35 steps.1.escalate.1.at: 120 % of 2 working days is not a whole day.',
    ],
    [
      'a clock without a budget',
      '    budget: 2 workdays\n    clock: workday\n    warn: [50 %]\n',
      '    clock: workday\n',
      '33 steps.1.clock: "clock" means nothing',
    ],
    [
      'an offline clock without a budget',
      '    budget: 2 workdays\n    clock: workday\n    warn: [50 %]\n',
      '    offline: call\n',
      '33 steps.1.offline: "offline" means nothing',
    ],
    [
      'a way asked back that leads nowhere',
      '    next:\n      - { to: second, on: intake.saved }',
      '    pauses: [citizen]\n    next:\n      - { to: second, on: intake.saved }\n      - { to: nowhere, on: citizen.asked }',
      '29 steps.0.next.1.to: There is no step "nowhere".',
    ],
    [
      'a way by a reply to a question that is never asked',
      '      - { to: second, on: intake.saved }',
      '      - { to: second, on: intake.saved }\n      - { to: first, on: citizen.replied }',
      '28 steps.0.next.1.on: "citizen.replied" does not end this step.',
    ],
  ])('with %s is refused, with its line, its place and what to do', (_, from, to, fault) => {
    expect(good).toContain(from);
    expect(told(good.replace(from, to))).toEqual([expect.stringContaining(fault)]);
  });

  it('with two faults of one part tells both', () => {
    expect(
      told(good.replace('drops: [offer.lapsed]', 'drop: [offer.lapsed]').replace('actor: citizen', 'actor: boss')),
    ).toEqual([expect.stringMatching(/^24 steps\.0\.drop: /), expect.stringMatching(/^32 steps\.1\.actor: /)]);
  });

  it('whose steps are no mappings is refused, step by step', () => {
    const text = good.replace(/steps:[\s\S]*$/, 'steps:\n  - hello\n  - null\n  - 3\n');
    expect(told(text)).toEqual([
      expect.stringMatching(/^11 steps\.0: It has the wrong form/),
      expect.stringMatching(/^12 steps\.1: It has the wrong form/),
      expect.stringMatching(/^13 steps\.2: It has the wrong form/),
    ]);
  });

  it('is named in its faults, also where nobody named it', () => {
    expect(() => parseSop('')).toThrow(/^Berkas sop salah/);
  });

  it('may lead to the start of another step, by another event, and have words on its ways', () => {
    const label = '{ id: ditanya, en: asked }';
    const text = good
      .replace('{ to: second, on: intake.saved }', `{ to: second, on: intake.saved, by: recap.saved, label: ${label} }`)
      .replace('starts: [intake.saved]', 'starts: [recap.saved, call.offered]');
    expect(parseSop(text).steps[0]?.next).toEqual([
      { to: 'second', on: 'intake.saved', by: 'recap.saved', label: { id: 'ditanya', en: 'asked' } },
    ]);
  });

  it('may ask the citizen and go on with the same step, which needs no repetition', () => {
    const ways = '\n      - { to: first, on: citizen.asked }\n      - { to: first, on: citizen.replied }';
    const text = good.replace(
      '    next:\n      - { to: second, on: intake.saved }',
      `    pauses: [citizen]\n    next:\n      - { to: second, on: intake.saved }${ways}`,
    );
    expect(parseSop(text.replace('    per: offerId\n', '')).steps[0]?.next).toHaveLength(3);
  });

  it('with a longer loop through a step that runs only once is refused, at each of its steps', () => {
    const third =
      '    starts: [solution.not_found]\n    ends: [answer.sent, answer.reviewed]\n    next: [{ to: second, on: answer.sent }, { to: end, on: answer.reviewed }]';
    const text = withStep(third)
      .replace('{ to: end, on: solution.not_found }', '{ to: third, on: solution.not_found }')
      .replace('starts: [intake.saved]', 'starts: [intake.saved, answer.sent]');
    expect(told(text)).toEqual([
      expect.stringMatching(/^29 steps\.1: The procedure comes back to this step/),
      expect.stringMatching(/^41 steps\.2: The procedure comes back to this step/),
    ]);
  });

  it('holds the promise about the whole to the same rules', () => {
    expect(parseSop(total('  budget: 1 h\n  clock: elapsed\n')).steps[2]).toMatchObject({ id: 'total' });
    expect(told(total('  budget: 1 h\n  clock: call\n'))).toEqual([
      expect.stringMatching(/^44 total\.budget: The clock "call" is counted in s, min\./),
    ]);
    expect(told(total('').replace('actor: agent\n  starts', 'actor: head\n  starts'))).toEqual([
      expect.stringMatching(/^43 total\.actor: The role "head" does not stand/),
    ]);
    expect(told(total('  budgt: 1 h\n'))).toEqual([
      expect.stringMatching(/^44 total\.budgt: "budgt" is not known\. Is "budget" meant\?/),
    ]);
  });

  it('says what is missing in Indonesian too', () => {
    expect(faultsOf(good.replace('issuer: An office\n', '')).faults[0]?.id).toMatch(/"issuer"/);
  });
});

describe('the word that was meant', () => {
  it.each([
    ['abcd', ['abxy'], 'abxy'],
    ['abcd', ['axyz'], null],
    ['abcdefghijkl', ['abcdefghixyz'], 'abcdefghixyz'],
    ['abcdefghijkl', ['abcdefghwxyz'], null],
    ['name', ['nam', 'names', 'name'], 'name'],
    ['abcx', ['abcy', 'abc'], 'abcy'],
    ['aaax', ['aaay', 'aaaxyz'], 'aaay'],
    ['abc', [], null],
  ])('of %j among %j is %j', (word, words, meant) => {
    expect(nearest(word, words)).toBe(meant);
  });
});
