import fc from 'fast-check';
import { faultOf, isEmptyTalk } from '../../../../../server/domain/fields/check.ts';
import { type FieldType, fieldTypes } from '../../../../../server/domain/fields/field.ts';
import { fieldIn, fieldNames, fieldOf } from '../../../../../server/domain/fields/standard.ts';

const label = { id: 'Isian', en: 'Field' };
const choices = [
  { code: 'a', name: { id: 'A', en: 'A' } },
  { code: 'b', name: { id: 'B', en: 'B' } },
];
const fault = (type: FieldType, value: string, more: Parameters<typeof fieldOf>[3] = {}) =>
  faultOf(fieldOf('own', type, label, more), value, choices);

describe('what is written in a field', () => {
  it.each<[FieldType, string, string | null]>([
    ['line', 'Jl. Mawar 3', null],
    ['line', 'Jl. Mawar\n3', 'line_breaks'],
    ['line', 'x'.repeat(240), null],
    ['line', 'x'.repeat(241), 'too_long'],
    ['text', 'satu\n\tdua', null],
    ['text', 'a\u0007b', 'control_characters'],
    ['text', '\ud83d', 'control_characters'],
    ['text', '😀', null],
    ['choice', 'a', null],
    ['choice', 'c', 'unknown'],
    ['yesno', 'yes', null],
    ['yesno', 'ya', 'unknown'],
    ['number', '12', null],
    ['number', '-3', null],
    ['number', '1.234,5', null],
    ['number', '1.234.567', null],
    ['number', '+1', null],
    ['number', '1.5', null],
    ['number', '-12.55', null],
    ['number', 'a1.5', 'number_invalid'],
    ['number', '1.5a', 'number_invalid'],
    ['yesno', 'no', null],
    ['number', 'dua', 'number_invalid'],
    ['number', '1,234.5', 'number_invalid'],
    ['number', '12,345.678', 'number_invalid'],
    ['number', '1..234', 'number_invalid'],
    ['number', '12.34.567', 'number_invalid'],
    ['number', '1.', 'number_invalid'],
    ['number', '1,5,', 'number_invalid'],
    ['number', `-${'9'.repeat(400)}`, 'number_invalid'],
    ['number', '1e999', 'number_invalid'],
    ['number', '0x10', 'number_invalid'],
    ['number', '1000000001', 'out_of_range'],
    ['date', '2026-02-28', null],
    ['date', '2028-02-29', null],
    ['date', '2026-02-30', 'date_invalid'],
    ['date', '2026-13-01', 'date_invalid'],
    ['date', '28-02-2026', 'date_invalid'],
    ['phone', '0812-3456-7890', null],
    ['phone', '12', 'phone_invalid'],
    ['nik', '3578014507900001', null],
    ['nik', '357801450790000', 'length'],
    ['place', 'Depok', null],
  ])('of the type %s: %j → %j', (type, value, expected) => {
    expect(fault(type, value)).toBe(expected);
  });

  it('is held between the least and the most that the procedure allows', () => {
    const number = (value: string) => fault('number', value, { min: 1, max: 10 });
    expect(['0', '1', '10', '10,5', '11'].map(number)).toEqual([
      'out_of_range',
      null,
      null,
      'out_of_range',
      'out_of_range',
    ]);
    expect(['9,99', '1.000', '0.5', '-5'].map(number)).toEqual([null, 'out_of_range', 'out_of_range', 'out_of_range']);
    // Twelve thousand; and so many signs as people like.
    expect(fault('number', '12.345', { max: 100 })).toBe('out_of_range');
    expect(fault('number', '1,0', { max: 1 })).toBeNull();
    expect([4, 5].map((length) => fault('text', 'x'.repeat(length), { max: 4 }))).toEqual([null, 'too_long']);
  });

  it('says something where something has to be said: running words two letters, a line one, and no key held down', () => {
    const silent = (['text', 'line', 'place', 'choice', 'number', 'phone'] as const).map((type) => [
      type,
      ...['...', 'aaaa', 'A', 'ok'].filter((value) => isEmptyTalk(fieldOf('f', type, label), value)),
    ]);
    expect(silent).toEqual([
      ['text', '...', 'aaaa', 'A'],
      ['line', '...', 'aaaa'],
      ['place', '...', 'aaaa'],
      // What else is written is checked by its type.
      ...['choice', 'number', 'phone'].map((type) => [type]),
    ]);
  });

  it('may be nothing in any type: what has to be filled in is for the form to say', () => {
    for (const type of fieldTypes) expect([type, fault(type, '')]).toEqual([type, null]);
  });

  it('is never too much for whoever checks it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fieldTypes), fc.string({ unit: 'binary', maxLength: 9_000 }), (type, value) => {
        const code = fault(type, value);
        expect(code === null || /^[a-z_]+$/.test(code)).toBe(true);
      }),
    );
  });
});

describe('the fields of a procedure', () => {
  it('are the standard ones and its own, which go before', () => {
    const own = { remark: fieldOf('remark', 'line', label), poles: fieldOf('poles', 'number', label) };
    const sop = { fields: own };
    expect(fieldIn(sop, 'remark')?.type).toBe('line');
    expect(fieldIn(sop, 'complaint')?.type).toBe('text');
    expect(fieldIn(sop, 'nothing')).toBeUndefined();
    expect(fieldIn(sop, 'constructor')).toBeUndefined();
    expect(fieldNames(sop).filter((name) => name === 'remark')).toHaveLength(1);
    expect(fieldNames(sop).at(-1)).toBe('poles');
  });

  it('of its own are read in the order in which its forms ask, then in that of the file', () => {
    const own = (...names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, fieldOf(name, 'line', label)]));
    const form = { requires: ['street'], asks: ['pole'], needs: { pole: { yes: ['lamp', 'kerb'], no: ['bulb'] } } };
    const step = (end: string, asked: readonly string[], forms: Record<string, typeof form>) => ({
      ...{ starts: [], ends: [end], forms },
      requires: asked.map((field) => ({ field })),
    });
    const steps = [step('a.done', ['zone'], { 'a.done': form }), step('b.done', ['pole', 'aisle'], {})];
    const ours = (sop: Parameters<typeof fieldNames>[0]) => fieldNames(sop).filter((name) => name in sop.fields);
    const expected = ['zone', 'street', 'pole', 'lamp', 'kerb', 'bulb', 'aisle', 'unasked', 'late'];
    const fields = own('unasked', 'aisle', 'bulb', 'late', 'lamp', 'pole', 'kerb', 'street', 'zone');
    expect(ours({ fields, steps })).toEqual(expected);
  });

  it('keep what tells who somebody is from screens that everybody sees', () => {
    const personal = fieldNames({ fields: {} }).filter((name) => fieldIn({ fields: {} }, name)?.personal);
    expect(personal).toEqual(['callerName', 'phone', 'nik', 'address']);
    const sealed = fieldNames({ fields: {} }).filter((name) => fieldIn({ fields: {} }, name)?.sealed);
    expect(sealed).toEqual(['phone', 'nik']);
  });
});
