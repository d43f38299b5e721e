import fc from 'fast-check';
import { inForceAt, phaseOf, type VersionLife, versionAt } from '../../../../../server/domain/sop-life/versions.ts';

const life = (version: string, of: Partial<VersionLife> = {}): VersionLife => ({
  id: 'p',
  version,
  status: 'published',
  publishedAt: 0,
  inForceFrom: null,
  ...of,
});

describe('the version in force', () => {
  const versions = [
    life('1'),
    life('2', { inForceFrom: 100 }),
    life('3', { inForceFrom: 200 }),
    life('4', { status: 'draft' }),
    life('5', { status: 'retired', inForceFrom: 50 }),
    life('9', { id: 'other', inForceFrom: 150 }),
  ];

  it('is the one that came into force last, from its very moment on', () => {
    const at = (moment: number) => inForceAt(versions, 'p', moment)?.version;
    expect([-1, 99, 100, 199, 200, 1e12].map(at)).toEqual(['1', '1', '2', '2', '3', '3']);
    expect(inForceAt(versions, 'nothing', 0)).toBeNull();
    expect(inForceAt([life('1', { inForceFrom: 5 })], 'p', 4)).toBeNull();
  });

  it('is the one published later, of two from the same moment', () => {
    const two = [life('1', { inForceFrom: 5, publishedAt: 2 }), life('2', { inForceFrom: 5, publishedAt: 1 })];
    expect(inForceAt(two, 'p', 5)?.version).toBe('1');
    expect(inForceAt([...two].reverse(), 'p', 5)?.version).toBe('1');
  });

  it('does not depend on the order in which they are stored', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(versions, { minLength: versions.length }),
        fc.integer({ max: 400 }),
        (all, at) => {
          expect(inForceAt(all, 'p', at)).toBe(inForceAt(versions, 'p', at));
        },
      ),
    );
  });

  it('is the one that comes soonest, to whoever must have one before any is', () => {
    const later = [life('8', { inForceFrom: 90 }), life('7', { inForceFrom: 60 }), life('6', { status: 'draft' })];
    expect([59, 60, 89, 90].map((at) => versionAt(later, 'p', at)?.version)).toEqual(['7', '7', '7', '8']);
    expect(versionAt([life('6', { status: 'retired' })], 'p', 5)).toBeNull();
    for (const at of [-1, 99, 100, 400]) expect(versionAt(versions, 'p', at)).toBe(inForceAt(versions, 'p', at));
  });

  it('tells the others how they stand to it', () => {
    const phases = (at: number) => versions.map((version) => phaseOf(version, versions, at));
    expect(phases(150)).toEqual(['replaced', 'in-force', 'waiting', 'draft', 'retired', 'in-force']);
    expect(phases(50)).toEqual(['in-force', 'waiting', 'waiting', 'draft', 'retired', 'waiting']);
  });
});
