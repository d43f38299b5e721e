import { worksOf } from '../../../../agent-console/src/model/missed.ts';
import type { MissedCard } from '../../../../server/contract/missed.ts';
import { caseCard, step, waitsFor } from '../cards.ts';

const work = (caseId: string, dueAt: number, callLive = false) =>
  caseCard({ caseId, callLive, layout: 'case', steps: [step(1, { dueAt })], waitsFor: [waitsFor(['intake.saved'])] });
const missed = (caseId: string, dueAt: number): MissedCard => ({
  ...{ missedId: `missed ${caseId}`, service: { id: 'Kecamatan', en: 'District' }, caseId, ticketNumber: caseId },
  ...{
    phoneMasked: '0812-****-7890',
    calls: 1,
    tries: 0,
    triesAtMost: 3,
    firstAt: 0,
    lastAt: 0,
    dueAt,
    provisional: false,
  },
});
const listed = (works: ReturnType<typeof worksOf>) =>
  works.map((one) => [one.caseId, one.card !== null, one.missed !== null]);

describe('the list of work', () => {
  it('has each ticket once: who left a message is called back from the line of the case that it began', () => {
    const works = worksOf([work('early', 1_000), work('message', 9_000)], [missed('message', 30_000)]);
    expect(listed(works)).toEqual([
      ['early', true, false],
      ['message', true, true],
    ]);
  });

  it('puts such a line where the earlier of the two is due, before or after the others', () => {
    const cases = [work('a', 1_000), work('b', 5_000), work('message', 9_000)];
    expect(worksOf(cases, [missed('message', 3_000)]).map(({ caseId }) => caseId)).toEqual(['a', 'message', 'b']);
    expect(worksOf(cases, [missed('message', 10_000)]).map(({ caseId }) => caseId)).toEqual(['a', 'b', 'message']);
    // A citizen on the line stays first.
    const live = [work('live', 50_000, true), ...cases];
    expect(worksOf(live, [missed('message', -1)]).map(({ caseId }) => caseId)).toEqual(['live', 'message', 'a', 'b']);
  });

  it('has missed callers without such a case among the cases, each before the first that is due later', () => {
    const works = worksOf([work('a', 1_000), work('b', 5_000)], [missed('late', 7_000), missed('soon', 2_000)]);
    expect(listed(works)).toEqual([
      ['a', true, false],
      ['soon', false, true],
      ['b', true, false],
      ['late', false, true],
    ]);
    expect(worksOf([], [])).toEqual([]);
  });
});
