import { fieldTypes } from '../../../../../server/domain/fields/field.ts';
import { fieldIn, fieldNames, fieldOf, isStandard } from '../../../../../server/domain/fields/standard.ts';
import { hotlineUnder, shipped } from '../../../../support/sops.ts';

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
});
