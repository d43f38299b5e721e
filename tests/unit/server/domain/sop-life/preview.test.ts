import type { SopDefinition } from '../../../../../server/domain/sop/definition.ts';
import { initialSopState, type StepRun } from '../../../../../server/domain/sop/state.ts';
import type { Budget } from '../../../../../server/domain/sop/step-definition.ts';
import { compare, count, type Tallies } from '../../../../../server/domain/sop-life/preview.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

const run = (of: Partial<StepRun>): StepRun => ({
  id: 'a',
  step: 'a',
  key: null,
  ownerId: null,
  startedAt: 0,
  dueAt: 100,
  moments: [],
  fired: 0,
  clock: 'call',
  stretchAt: 0,
  spent: 0,
  stoppedAt: null,
  endedAt: null,
  endedBy: null,
  verdict: 'running',
  corrected: false,
  ...of,
});
const counted = (runs: readonly StepRun[], now = 50) => {
  const tallies: Tallies = new Map();
  return { late: count(tallies, { ...initialSopState, runs }, now), tallies };
};
const of = (budget: Budget | null, id = 'a', number = 1): SopDefinition => sopWith([stepWith({ id, number, budget })]);
const call = (amount: number): Budget => ({ clock: 'call', amount });
/** So many breaches of so many runs of step a. */
const runs = (breached: number, all: number): Tallies => {
  const tallies: Tallies = new Map();
  for (let n = 0; n < all; n += 1) {
    count(tallies, { ...initialSopState, runs: [run({ verdict: n < breached ? 'breached' : 'met' })] }, 0);
  }
  return tallies;
};
const compared = (was: [Budget | null, number], is: [Budget | null, number], all = 400) =>
  compare({ sop: of(was[0]), tallies: runs(was[1], all) }, { sop: of(is[0]), tallies: runs(is[1], all) })[0];
const said = (...args: Parameters<typeof compared>) => compared(...args)?.sentence;

describe('the runs of a case', () => {
  it('are counted by what became of them', () => {
    const { tallies, late } = counted([
      run({ verdict: 'met' }),
      run({ verdict: 'breached' }),
      run({ verdict: 'cancelled' }),
      run({}),
    ]);
    expect(tallies.get('a')).toEqual({ runs: 4, met: 1, breached: 1, cancelled: 1, unfinished: 1 });
    expect(late).toBe(true);
  });

  it('are late as soon as they should have ended, and not at that very moment', () => {
    expect(counted([run({})], 100)).toMatchObject({ late: false });
    const { tallies, late } = counted([run({})], 101);
    expect([tallies.get('a')?.breached, tallies.get('a')?.unfinished, late]).toEqual([1, 0, true]);
    expect(counted([run({ dueAt: null })], 1e12).late).toBe(false);
    expect(counted([run({ verdict: 'met' })], 1e12).late).toBe(false);
  });
});

describe('two versions of a step', () => {
  it('are told apart by their promises and by how many more breaches there would have been', () => {
    expect(said([call(120_000), 50], [call(90_000), 57])).toEqual({
      id: 'dengan 90 s, bukan 120 s: 14 % lebih banyak pelanggaran (50 → 57)',
      en: 'with 90 s instead of 120 s, 14 % more breaches (50 → 57)',
    });
    expect(compared([call(120_000), 50], [call(90_000), 57])?.change).toBe(14);
    expect(said([call(60_000), 4], [call(120_000), 1])?.en).toBe(
      'with 2 min instead of 1 min, 75 % fewer breaches (4 → 1)',
    );
  });

  it('say so when nothing changes, when there were none, and when it is less than half a per cent', () => {
    expect(said([call(1_000), 5], [call(1_000), 5])).toEqual({
      id: 'pelanggaran tetap 5',
      en: 'as many breaches as before (5)',
    });
    expect(said([call(2_000), 0], [call(1_000), 3])?.en).toBe('with 1 s instead of 2 s, 3 breaches, none before');
    expect(compared([call(2_000), 0], [call(1_000), 3])?.change).toBeNull();
    expect(said([call(2_000), 300], [call(1_000), 301])?.id).toBe(
      'dengan 1 s, bukan 2 s: < 1 % lebih banyak pelanggaran (300 → 301)',
    );
    expect(compared([call(2_000), 4], [call(1_000), 0])?.change).toBe(-100);
  });

  it('name their units alike, and their clocks where these differ', () => {
    const hours = (amount: number): Budget => ({ clock: 'office', amount });
    expect(compared([hours(7_200_000), 1], [hours(5_400_000), 1])).toMatchObject({
      base: { budget: { id: '120 menit', en: '120 min' } },
      candidate: { budget: { id: '90 menit', en: '90 min' } },
    });
    expect(compared([hours(7_200_000), 1], [hours(3_600_000), 1])?.candidate?.budget?.id).toBe('1 jam');
    expect(compared([{ clock: 'elapsed', amount: 60_000 }, 1], [hours(60_000), 1])?.sentence.en).toBe(
      'with 1 min (office hours) instead of 1 min (service hours), as many breaches as before (1)',
    );
    expect(said([{ clock: 'workday', amount: 1 }, 1], [{ clock: 'workday', amount: 3 }, 1])?.en).toMatch(
      /^with 3 working days instead of 1 working day,/,
    );
    expect(said([{ clock: 'workday', amount: 1 }, 1], [hours(3_600_000), 1])?.id).toMatch(
      /^dengan 1 jam, bukan 1 hari/,
    );
    expect(said([call(500), 1], [call(1_000), 1])?.en).toMatch(/^with 1000 ms instead of 500 ms,/);
  });

  it('may have a promise in one of them only', () => {
    expect(said([null, 0], [call(1_000), 2])?.id).toBe(
      'dengan 1 s, bukan tanpa batas waktu: 2 pelanggaran, sebelumnya tidak ada',
    );
    expect(compare({ sop: of(null), tallies: new Map() }, { sop: of(null), tallies: new Map() })).toEqual([]);
  });

  it('may be a step of one of them only', () => {
    const [fresh, gone] = compare(
      { sop: of(call(1_000), 'old', 2), tallies: new Map() },
      { sop: of(call(1_000)), tallies: runs(1, 3) },
    );
    expect(fresh).toMatchObject({ base: null, change: null, sentence: { en: 'a new step: 1 breach' } });
    expect(gone).toMatchObject({ candidate: null, change: null, sentence: { id: 'langkah ini tidak ada lagi' } });
    expect(compare(null, { sop: of(call(1_000)), tallies: runs(2, 3) })).toMatchObject([{ base: null }]);
  });
});
