import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { good, told } from './sop-text.ts';

/** The first step with more in it. */
const first = (more: string) => good.replace('    requires: [', `${more.replace(/^/gm, '    ')}\n    requires: [`);
/** With more at the end of the file. */
const also = (more: string) => `${good}${more}\n`;
const field = (more: string) => also(`fields:\n  poles: { type: number, label: { id: Tiang, en: Poles }${more} }`);
const named = (name: string, type: string, more = '') =>
  also(`fields:\n  ${name}: { type: ${type}, label: { id: Isian, en: Own }${more} }`);
const of = (type: string, more = '') => named('own', type, more);

describe('the forms of an SOP file', () => {
  it('ask for its own fields and the standard ones, and for more where a choice needs it', () => {
    const text = `${first('forms:\n  intake.saved: { requires: [poles], asks: [remark], needs: { kind: { complaint: [reason] } } }')}fields:
  poles: { type: number, label: { id: Tiang, en: Poles }, min: 1, max: 99 }
`;
    const { steps, fields } = parseSop(text);
    expect(steps[0]?.forms['intake.saved']).toMatchObject({
      requires: ['poles'],
      asks: ['remark'],
      needs: { kind: { complaint: ['reason'] } },
    });
    expect(fields.poles).toMatchObject({ name: 'poles', type: 'number', min: 1, max: 99, sealed: false });
  });

  it.each<[string, string, string]>([
    [
      'of an event that is nobody’s to bring about',
      first('forms: { call.answered: { asks: [remark] } }'),
      'Nobody fills in a form',
    ],
    [
      'of the first word that is typed',
      first('forms: { intake.started: { asks: [remark] } }'),
      'Nobody fills in a form',
    ],
    [
      'of an event that ends another step',
      first('forms: { case.archived: { asks: [remark] } }'),
      'does not end this step',
    ],
    [
      'that requires what there is not',
      first('forms: { intake.saved: { requires: [complant] } }'),
      'There is no field "complant". Is "complaint" meant?',
    ],
    ['that asks for what there is not', first('forms: { intake.saved: { asks: [remrk] } }'), 'Is "remark" meant?'],
    [
      'that needs what there is not',
      first('forms: { intake.saved: { needs: { kind: { complaint: [resaon] } } } }'),
      'Is "reason" meant?',
    ],
    [
      'that drops by what closes nothing',
      first('closes: { field: disposition, values: [prank], drops: [ghost] }'),
      '"ghost" closes no ticket',
    ],
    ['with a key that nobody knows', first('forms: { intake.saved: { ask: [remark] } }'), '"ask" is not known.'],
  ])('%s are refused', (_, text, fault) => {
    expect(told(text)).toEqual([expect.stringContaining(fault)]);
  });
});

describe('the fields of an SOP file', () => {
  it.each<[string, string, string]>([
    ['a choice of nothing', of('choice'), 'has nothing to choose from'],
    ['choices of what is none', of('line', ', choices: [{ code: a, id: A, en: A }]'), 'is no choice'],
    ['a list of what is none', of('text', ', catalogue: kinds'), 'is no choice'],
    ['a choice that is sealed', of('choice', ', catalogue: kinds, sealed: true'), 'cannot be sealed'],
    ['a person who is sealed', of('person', ', sealed: true'), 'cannot be sealed'],
    ['a least above the most', field(', min: 9, max: 3'), '"min" is above "max"'],
    ['a type that nobody knows', of('colour'), 'Choose one of: line, text'],
    ['a telephone number that is a line, and so in the clear', named('phone', 'line'), 'known already, as a phone'],
    ['a NIK that is a text', named('nik', 'text'), 'known already, as a nik'],
    ['whom a case is forwarded to as a line', named('assigneeId', 'line'), 'known already, as a person'],
    [
      'other ways to tell the citizen',
      named('via', 'choice', ', choices: [{ code: rumour, id: Kabar, en: Rumour }]'),
      'is the system’s',
    ],
    ['a number of its own that is open', of('phone', ', sealed: false'), 'stays private'],
    ['a NIK of its own for everybody’s screens', of('nik', ', personal: false'), 'stays private'],
    ['a name for everybody’s screens', named('callerName', 'line', ', personal: false'), 'stays private'],
    ['a day that is five signs long', of('date', ', max: 5'), 'has no "max"'],
    ['a line that begins at three', of('line', ', min: 3'), 'has no "min"'],
  ])('with %s are refused', (_, text, fault) => {
    expect(told(text)).toEqual([expect.stringContaining(fault)]);
  });
});

it('a field that is known may be called otherwise, held shorter, and be more private', () => {
  const { fields } = parseSop(
    also(`fields:
  complaint: { type: text, label: { id: Keluhan air, en: Trouble with the water }, max: 900, personal: true }
  category: { type: choice, label: { id: Golongan, en: Group }, catalogue: tariffs }`),
  );
  expect(fields.complaint).toMatchObject({ label: { en: 'Trouble with the water' }, max: 900, personal: true });
  expect(fields.category).toMatchObject({ catalogue: 'tariffs' });
});

describe('the ways in which a case may end before its time', () => {
  it('are all of them where the file is silent, for whoever talks with citizens', () => {
    expect(parseSop(good).closings).toEqual(
      ['duplicate', 'junk', 'not_ours', 'withdrawn', 'unreachable'].map((as) => ({
        as,
        by: ['agent'],
        tries: as === 'unreachable' ? 3 : 0,
      })),
    );
  });

  it('are those of the file, with as many tries as it says', () => {
    const { closings } = parseSop(
      also('closings:\n  - { as: junk, by: [agent] }\n  - { as: unreachable, by: [agent], tries: 5 }'),
    );
    expect(closings).toEqual([
      { as: 'junk', by: ['agent'], tries: 0 },
      { as: 'unreachable', by: ['agent'], tries: 5 },
    ]);
  });

  it.each([
    ['by whom the procedure does not know', 'closings: [{ as: junk, by: [head] }]', 'The role "head" does not stand'],
    ['as what nobody counts', 'closings: [{ as: lost, by: [agent] }]', 'Choose one of: duplicate, junk'],
    ['by nobody', 'closings: [{ as: junk, by: [] }]', ''],
  ])('%s are refused', (_, more, fault) => {
    expect(told(also(more))).toEqual([expect.stringContaining(fault)]);
  });
});

describe('a procedure that takes calls', () => {
  const later = good.replace('starts: [call.offered, { on: call.answered, when: live }]', 'starts: [call.queued]');

  it('is refused when nobody writes down who calls', () => {
    const text = good.replaceAll('intake.saved', 'report.accepted');
    expect(told(text)).toEqual([expect.stringContaining('no step ends by intake.saved')]);
  });

  it('is refused when an answered call is nobody’s work', () => {
    expect(told(later)).toEqual([expect.stringContaining('an answered call is nobody’s work')]);
  });

  it('is refused when a call that is cut is lost, and not when somebody still has work with it', () => {
    const cut = good.replace('drops: [offer.lapsed]', 'drops: [call.ended]');
    expect(told(cut)).toEqual([expect.stringContaining('cut before anything was written down')]);
    const recapped = `${cut}  - number: 3
    id: third
    name: { id: Tiga, en: Three }
    actor: agent
    starts: [call.ended]
    ends: [recap.saved]
    next: [{ to: end, on: recap.saved }]
    source: { line: null }
`;
    expect(() => parseSop(recapped)).not.toThrow();
  });

  it('may be any procedure without a telephone', () => {
    const written = later.replaceAll('[phone]', '[sms]');
    expect(() => parseSop(written.replace('starts: [call.queued]', 'starts: [report.received]'))).not.toThrow();
  });
});
