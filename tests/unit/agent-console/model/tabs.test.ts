import { frontCase, tabOrder } from '../../../../agent-console/src/model/tabs.ts';
import { caseCard } from '../cards.ts';

describe('the case in front', () => {
  const first = caseCard();
  const linked = caseCard({
    caseId: 'case-2',
    ticketNumber: 'DK-20261122-0048',
    linkedTo: first.ticketNumber,
    openedAt: 9,
  });
  const known = new Set(['case-1']);

  it('is the one on the line when nothing was chosen', () => {
    const done = caseCard({ caseId: 'case-0', callLive: false });
    expect(frontCase([done, first], null, new Set())).toBe('case-1');
    expect(frontCase([], 'case-1', known)).toBeNull();
  });

  it('gives way to a ticket that grew out of it, and not to a stranger’s while it is on the line', () => {
    expect(frontCase([first, linked], 'case-1', known)).toBe('case-2');
    expect(frontCase([first, { ...linked, linkedTo: null }], 'case-1', known)).toBe('case-1');
  });

  it('gives way to a new call when only its recap is left', () => {
    const recap = caseCard({ callLive: false });
    expect(frontCase([recap, { ...linked, linkedTo: null }], 'case-1', known)).toBe('case-2');
  });

  it('stays the agent’s choice afterwards', () => {
    expect(frontCase([first, linked], 'case-1', new Set(['case-1', 'case-2']))).toBe('case-1');
    expect(tabOrder([linked, caseCard({ callLive: false }), first]).map(({ openedAt }) => openedAt)).toEqual([0, 9, 0]);
  });
});
