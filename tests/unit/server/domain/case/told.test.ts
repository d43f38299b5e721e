import { wasTold } from '../../../../../server/domain/case/told.ts';
import { caseAfter, type What } from './support.ts';

const talked: What[] = ['arrived', 'offered', 'answered', 'intake'];
const told = (...whats: readonly What[]) => wasTold(caseAfter(...talked, ...whats).sop);

describe('whether the citizen has an answer', () => {
  it('is no matter of what the office found or somebody gave: it has to reach the one who asked', () => {
    expect(told()).toBe(false);
    expect(told('solved')).toBe(false);
    expect(told('unsolved', 'dispatched', 'forwarded', 'given')).toBe(false);
    expect(told('solved', 'refused')).toBe(false);
  });

  it('is so when it was confirmed on the line, whatever else there was, or was sent', () => {
    expect(told('solved', 'confirmed')).toBe(true);
    expect(told('solved', 'another')).toBe(true);
    expect(told('unsolved', 'dispatched', 'ended', 'forwarded', 'given')).toBe(false);
    expect(told('unsolved', 'dispatched', 'ended', 'forwarded', 'given', 'told')).toBe(true);
  });
});
