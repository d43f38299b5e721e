import fc from 'fast-check';
import { createDeadlineHeap } from '../../server/app/deadlines/heap.ts';
import { heapUsed } from '../support/heap-used.ts';

const ids = Array.from({ length: 12 }, (_, index) => `case ${index}`);
const op = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('set'), id: fc.constantFrom(...ids), at: fc.nat({ max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), id: fc.constantFrom(...ids), at: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take'), id: fc.constant(''), at: fc.nat({ max: 40 }) }) },
);

describe('the deadline heap', () => {
  it('is a list of the cases, sorted by their moments', () => {
    fc.assert(
      // Long enough that the heap is rebuilt on the way.
      fc.property(fc.array(op, { maxLength: 400, size: 'max' }), (ops) => {
        const heap = createDeadlineHeap();
        const list = new Map<string, number>();
        for (const { do: what, id, at } of ops) {
          if (what === 'set') {
            heap.set(id, at);
            list.set(id, at);
          } else if (what === 'delete') {
            heap.delete(id);
            list.delete(id);
          } else {
            const taken = heap.take(at);
            const due = [...list].filter(([, moment]) => moment <= at);
            expect([...taken].sort()).toEqual(due.map(([caseId]) => caseId).sort());
            // Soonest first; of one moment in any order.
            expect(taken.map((caseId) => list.get(caseId))).toEqual(
              due.map(([, moment]) => moment).sort((a, b) => a - b),
            );
            for (const [caseId] of due) list.delete(caseId);
          }
          const upTo = heap.upTo(20, 1_000).map((deadline) => [deadline.caseId, deadline.at]);
          expect(upTo.sort()).toEqual([...list].filter(([, moment]) => moment <= 20).sort());
          expect(heap.upTo(20, 3)).toHaveLength(Math.min(3, upTo.length));
          expect(heap.next()).toBe(list.size === 0 ? null : Math.min(...list.values()));
          expect(heap.size).toBe(list.size);
        }
        const rest = [...list.values()].sort((a, b) => a - b);
        expect(heap.take(Number.POSITIVE_INFINITY).map((caseId) => list.get(caseId))).toEqual(rest);
        expect(heap.next()).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('keeps no more than it needs, however often deadlines move and go', () => {
    const heap = createDeadlineHeap();
    const before = heapUsed();
    for (let index = 0; index < 400_000; index += 1) {
      heap.set(`case ${index % 20}`, 1_000_000 - index);
      if (index % 3 === 0) heap.delete(`case ${index % 20}`);
    }
    // 400,000 kept nodes would take 16 MB and more.
    expect(heapUsed() - before).toBeLessThan(4_000_000);
    expect(heap.size).toBeLessThanOrEqual(20);
  });
});
