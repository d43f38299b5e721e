import * as contract from '../../../../server/contract/actions.ts';
import { fieldTypes } from '../../../../server/domain/fields/field.ts';
import { fieldIn, fieldNames, isStandard } from '../../../../server/domain/fields/standard.ts';
import { commonEvents, needEvents, workEventOf, workEvents } from '../../../../server/domain/sop/work-events.ts';
import { shipped, sopNames } from '../../../support/sops.ts';

const events = [...workEvents, ...needEvents, ...commonEvents];
const registries = [{ fields: {} }, ...sopNames.map((name) => shipped(name))].map((sop) =>
  fieldNames(sop).flatMap((name) => fieldIn(sop, name) ?? []),
);

describe('what can be written with an action', () => {
  it('is the same at the door as in the procedures: every event, every field, every type', () => {
    const asked = (event: string, fields: Record<string, string>) =>
      contract.PerformAction.safeParse({ event, fields }).success;
    for (const registry of registries)
      for (const { name, max, type } of registry) {
        // The longest that the field takes comes through the door.
        const longest = type === 'number' ? '1' : 'x'.repeat(max);
        expect([name, asked('case.corrected', { [name]: longest })]).toEqual([name, true]);
      }
    expect(events.filter((event) => !asked(event, {}))).toEqual([]);
    expect(contract.fieldTypes).toEqual(fieldTypes);
  });

  it('has no field or event of a form that no procedure could have, nor more fields than any form', () => {
    const parse = (body: unknown) => contract.PerformAction.safeParse(body).success;
    expect(parse({ event: 'case.archived' })).toBe(true);
    expect(parse({ event: 'case archived' })).toBe(false);
    expect(parse({ event: 'case.archived', fields: { '__proto__ x': 'x' } })).toBe(false);
    expect(parse({ event: 'case.archived', fields: { remark: 'x\u0000' } })).toBe(false);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`f${n}`, 'x']));
    expect(parse({ event: 'case.archived', fields: many })).toBe(false);
  });

  it('is nothing where nobody sees anything, and else as it was typed', () => {
    const typed = (remark: string) =>
      contract.PerformAction.parse({ event: 'case.archived', fields: { remark } }).fields;
    for (const unseen of [' ', '\u00a0', '\u200b', '\u2060\ufeff', '\u3164', '\u2800', '\ufe0f', '\u202e \n'])
      expect([unseen, typed(unseen)]).toEqual([unseen, { remark: '' }]);
    // A family is four people and what joins them.
    for (const seen of ['.', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', 'ya\u200b', '\u2764\ufe0f'])
      expect([seen, typed(` ${seen} `)]).toEqual([seen, { remark: seen }]);
  });

  it('is told by a name in both languages, for every event on the button and in the history', () => {
    for (const event of events) {
      const { label, done } = workEventOf(event) ?? {};
      for (const words of [label, done]) {
        expect([event, words?.id, words?.en]).toEqual([
          event,
          expect.stringMatching(/\w/),
          expect.stringMatching(/\w/),
        ]);
      }
    }
  });

  it('is known to the registry, field by field, wherever an event speaks of one', () => {
    const spoken = events.flatMap((event) => Object.keys(workEventOf(event)?.fields ?? {}));
    expect(spoken.filter((name) => !isStandard(name))).toEqual([]);
  });
});
