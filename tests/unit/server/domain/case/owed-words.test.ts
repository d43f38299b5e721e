import { caseAfter, decided, type What } from './support.ts';

const noted: readonly What[] = ['arrived', 'offered', 'answered', 'started', 'intake'];
const given: readonly What[] = [...noted, 'unsolved', 'dispatched', 'forwarded'];
const faultsOf = (
  whats: readonly What[],
  event: string,
  fields: Record<string, string>,
  address: string | null = null,
) => {
  const decision = decided({ ...caseAfter(...whats), address }, event, fields);
  if (decision.ok) return [];
  return 'faults' in decision ? decision.faults.map(({ field, code }) => `${field} ${code}`) : [decision.rejection];
};

describe('what has to be said with an action', () => {
  it('is said in words', () => {
    for (const reason of ['.', '…', '👍', 'x', 'aaa'])
      expect([reason, faultsOf(given, 'case.returned', { reason })]).toEqual([reason, ['reason says_nothing']]);
    for (const reason of ['ok', 'RT 5', 'KTP'])
      expect([reason, faultsOf(given, 'case.returned', { reason })]).toEqual([reason, []]);
  });

  it('may be a dash where nothing has to be said', () => {
    expect(faultsOf(noted, 'solution.not_found', { remark: '-' })).toEqual([]);
    expect(faultsOf(noted, 'case.corrected', { address: '-' })).toEqual([]);
  });

  it('is not put right by less than it was, but may be taken away', () => {
    expect(faultsOf(noted, 'case.corrected', { address: '-' }, 'Jl. Mawar')).toEqual(['address says_nothing']);
    expect(faultsOf(noted, 'case.corrected', { address: 'Jl. Melati' }, 'Jl. Mawar')).toEqual([]);
    expect(faultsOf(noted, 'case.corrected', { address: '' }, 'Jl. Mawar')).toEqual([]);
  });

  it('makes one event of its own for whoever takes the case by it', () => {
    const decision = decided(
      caseAfter(...noted, 'unsolved', 'dispatched', 'ended'),
      'solution.saved',
      { solution: 'Sudah' },
      {
        by: { userId: 'budi', role: 'agent' },
      },
    );
    expect(decision.ok && decision.events.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'c1:taken case.taken',
      'c1 solution.saved',
    ]);
  });
});
