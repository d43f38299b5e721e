import { roleName, type SopDefinition } from '../../../../../server/domain/sop/definition.ts';
import { storedSop } from '../../../../../server/domain/sop/stored.ts';
import { shipped, sopNames, sopWith, stepWith } from '../../../../support/sops.ts';

describe('a procedure as it was stored', () => {
  it.each(sopNames)('is as it is, where it says everything: %s', (name) => {
    expect(storedSop(shipped(name))).toEqual(shipped(name));
  });

  it('by an earlier server reads as if its file had left out what was not known then', () => {
    const { forms: _, tells: __, closes: ___, shares: ____, ...step } = stepWith({ id: 'a' });
    const { letterhead: _l, signatures: _s, performers: _p, fields: _f, closings: _c, ...whole } = sopWith([]);
    const { approved: _a, ...document } = whole.document;
    const roles = { supervisor: { id: 'Pengawas', en: 'Supervisor' } };
    const stored = { ...whole, roles, document, steps: [step] } as unknown as SopDefinition;
    const read = storedSop(stored);
    expect(read).toEqual({
      ...{ ...sopWith([stepWith({ id: 'a' })]), roles },
      closings: read.closings,
    });
    expect(read.closings.map(({ as, by, tries }) => `${as} by ${by.join(', ')} after ${tries}`)).toEqual([
      'duplicate by agent, supervisor after 0',
      'junk by agent, supervisor after 0',
      'not_ours by agent, supervisor after 0',
      'withdrawn by agent, supervisor after 0',
      'unreachable by agent, supervisor after 3',
    ]);
  });
});

describe('somebody of a procedure', () => {
  it('is called as it calls him, else by his role', () => {
    const named = { agent: { id: 'Petugas', en: 'Officer', title: 'x' } };
    const sop = { ...sopWith([]), roles: named } as SopDefinition;
    expect(roleName(sop, 'agent')).toEqual({ id: 'Petugas', en: 'Officer' });
    expect(roleName(sop, 'head')).toEqual({ id: 'head', en: 'head' });
  });
});
