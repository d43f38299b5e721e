import { fieldTypes } from '../../../../../server/domain/fields/field.ts';
import { fieldIn, fieldNames, fieldOf, isStandard } from '../../../../../server/domain/fields/standard.ts';
import { hotlineUnder, shipped, stepWith } from '../../../../support/sops.ts';

const none = { fields: {} };
const fields = fieldNames(none).flatMap((name) => fieldIn(none, name) ?? []);
const sentence = /^\p{Lu}[\p{L}’ ]+( \(.+\))?$/u;

describe('the fields that every procedure may ask for', () => {
  it.each(fields.map((field) => [field.name, field] as const))(
    '%s is named in both languages, and of a type',
    (_, one) => {
      expect(one.label).toEqual({ id: expect.stringMatching(sentence), en: expect.stringMatching(sentence) });
      expect(fieldTypes).toContain(one.type);
      expect(one.max).toBeGreaterThan(0);
      expect([one.min, one.help]).toEqual([null, null]);
    },
  );

  it('are chosen from what the field says itself, or from a list of the office', () => {
    const office = hotlineUnder(shipped('surabaya'));
    for (const { name, type, catalogue, choices } of fields) {
      const all = catalogue === null ? choices : office.choicesOf('hotline', catalogue);
      expect([name, all.length > 0]).toEqual([name, type === 'choice']);
      for (const { code, name: words } of all) {
        expect(code).toMatch(/^[a-z][a-z_]+$/);
        expect(words).toEqual({ id: expect.stringMatching(/^\S.+/), en: expect.stringMatching(/^\S.+/) });
      }
    }
  });

  it('hold so much', () => {
    const longest = Object.fromEntries(
      fields.flatMap(({ name, type, max }) => (type === 'line' || type === 'text' ? [[name, max]] : [])),
    );
    expect(longest).toEqual({
      ...{ callerName: 120, duplicateOf: 40, passedTo: 200 },
      ...{ complaint: 8000, solution: 8000, notice: 8000, clarification: 8000, action: 8000, decision: 8000 },
      ...{ recommendation: 8000, improvement: 8000 },
      ...{ problemFrame: 4000, recapSummary: 4000, reply: 4000, progress: 4000 },
      ...{ dispatchNote: 2000, forwardNote: 2000, proof: 2000, question: 2000, remark: 2000, reason: 2000 },
    });
  });

  it('are no others', () => {
    expect([isStandard('complaint'), isStandard('poles'), isStandard('constructor')]).toEqual([true, false, false]);
  });
});

describe('a field of a procedure’s own', () => {
  it('is sealed and personal by its type, unless the file says otherwise', () => {
    const label = { id: 'Isian', en: 'Field' };
    for (const type of fieldTypes) {
      const secret = type === 'phone' || type === 'nik';
      expect(fieldOf('own', type, label)).toMatchObject({ name: 'own', type, label, personal: secret, sealed: secret });
    }
    expect(fieldOf('own', 'nik', label, { sealed: false, max: 7 })).toMatchObject({
      sealed: false,
      personal: true,
      max: 7,
    });
  });

  it('is read behind the standard ones, as the forms of its steps ask for it, and last where none does', () => {
    const label = { id: 'Isian', en: 'Field' };
    const own = ['unasked', 'needed', 'asked', 'required', 'atEnd', 'ofStep'];
    const begins = { requires: ['required', 'complaint'], asks: ['asked'], needs: { kind: { request: ['needed'] } } };
    const ends = { requires: ['atEnd', 'unheard_of'], asks: [], needs: {} };
    const step = stepWith({
      starts: [{ on: 'begun' }],
      ends: ['ended', 'done'],
      requires: [{ field: 'ofStep' }],
      // As the file happens to name them.
      forms: { ended: ends, begun: begins },
    });
    const fields = Object.fromEntries(own.map((name) => [name, fieldOf(name, 'line', label)]));
    expect(fieldNames({ fields, steps: [step] })).toEqual([
      ...fieldNames(none),
      ...['ofStep', 'required', 'asked', 'needed', 'atEnd', 'unasked'],
    ]);
    expect(fieldNames({ fields })).toEqual([...fieldNames(none), ...own]);
  });
});
