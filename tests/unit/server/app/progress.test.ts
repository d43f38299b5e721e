import { createProgress, type Progress } from '../../../../server/app/shared/progress.ts';

function work(stepMs: number, total: number): readonly Progress[] {
  let now = 0;
  const told: Progress[] = [];
  const progress = createProgress({ now: () => now }, (soFar) => told.push(soFar));
  for (let done = 1; done <= total; done += 1) {
    now += stepMs;
    progress(done, total);
  }
  return told;
}

describe('how far long work is', () => {
  it('is not told of what is done within two seconds', () => {
    expect(work(1, 1_999)).toEqual([]);
  });

  it('is told each two seconds, however many steps are done meanwhile', () => {
    expect(work(1, 5_000).map(({ done }) => done)).toEqual([2_000, 4_000]);
    expect(work(3_000, 3)).toEqual([1, 2, 3].map((done) => ({ done, total: 3 })));
    expect(work(1_500, 4).map(({ done }) => done)).toEqual([2, 4]);
  });
});
