import fc from 'fast-check';
import { fewest, fewHidden } from '../../../../../server/domain/survey/few.ts';
import { type IkmSums, ikmFigures } from '../../../../../server/domain/survey/ikm.ts';
import { ikmCodes, ikmElements } from '../../../../../server/domain/survey/ikm-elements.ts';
import { type StepScores, stepCosts } from '../../../../../server/domain/survey/lateness.ts';

type Answers = readonly number[];
const summed = (answers: readonly Answers[], serviceId = 'hotline', population = 1_000): IkmSums => ({
  ...{ serviceId, population, respondents: answers.length },
  sums: Object.fromEntries(
    ikmCodes.map((code, at) => [code, answers.reduce((total, one) => total + (one[at] ?? 0), 0)]),
  ) as IkmSums['sums'],
});
const alike = (value: number) => Array.from({ length: 4 }, () => Array<number>(9).fill(value));

describe('the index of satisfaction', () => {
  it.each([
    [1, 25, 'D'],
    [2, 50, 'D'],
    [3, 75, 'C'],
    [4, 100, 'A'],
  ])('where everybody says %i is %i, grade %s: a weight of 0.11 would never reach a hundred', (value, index, grade) => {
    expect(ikmFigures([summed(alike(value))]).all).toMatchObject({ index, grade });
  });

  it('is what it is by hand: the sum of nine means by a ninth, times 25', () => {
    // Means 3, 3, 3, 4, 3, 3, 3, 3, 2.75: 27.75 / 9 × 25 = 77.0833…
    const answers = [
      [3, 3, 3, 4, 3, 3, 3, 3, 3],
      [3, 3, 3, 4, 3, 3, 3, 3, 3],
      [4, 3, 2, 4, 3, 3, 4, 3, 3],
      [2, 3, 4, 4, 3, 3, 2, 3, 2],
    ];
    const { all } = ikmFigures([summed(answers)]);
    expect(all).toMatchObject({ index: 77.08, grade: 'B', respondents: 4 });
    expect(all.elements?.map(({ mean }) => mean)).toEqual([3, 3, 3, 4, 3, 3, 3, 3, 2.75]);
    expect(all.elements?.at(-1)).toEqual({ code: 'u9', mean: 2.75, weighted: 2.75 / 9 });
  });

  it.each([
    [25, 'D'],
    [64.99, 'D'],
    [65, 'C'],
    [76.6, 'C'],
    [76.61, 'B'],
    [88.3, 'B'],
    [88.31, 'A'],
    [100, 'A'],
  ])('%d is graded %s', (index, grade) => {
    // Of 2,500 respondents each hundredth of the index is a whole number of points.
    const points = Math.round(index * 900);
    const sums = { ...summed([]).sums, u1: points };
    const { all } = ikmFigures([{ serviceId: 'hotline', respondents: 2_500, population: 9_000, sums }]);
    expect([all.index, all.grade]).toEqual([index, grade]);
  });

  it('lies between 25 and 100, and the whole between the best and the worst service', () => {
    const answers = fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 }), {
      ...{ minLength: 3, maxLength: 9 },
    });
    fc.assert(
      fc.property(fc.array(answers, { minLength: 1, maxLength: 4 }), (each) => {
        const { all, services } = ikmFigures(each.map((of, at) => summed(of, `s${at}`)));
        const indexes = services.map(({ index }) => index ?? 0);
        expect(all.index).toBeGreaterThanOrEqual(Math.min(...indexes) - 0.01);
        expect(all.index).toBeLessThanOrEqual(Math.max(...indexes) + 0.01);
        expect(Math.min(...indexes)).toBeGreaterThanOrEqual(25);
        expect(all.respondents).toBe(each.flat().length);
      }),
    );
  });

  it('of one or two people is not told, and of a service neither where the whole would tell it', () => {
    const few = ikmFigures([summed(alike(2).slice(0, 2))]);
    expect(few.all).toEqual({
      ...{ respondents: 2, population: 1_000, sample: 278 },
      ...{ elements: null, index: null, grade: null },
    });
    const { all, services } = ikmFigures([
      summed(alike(4).slice(0, 1), 'a'),
      summed(alike(3), 'b'),
      summed([...alike(2), ...alike(2)], 'c'),
      summed([], 'd'),
    ]);
    expect(all.index).not.toBeNull();
    expect(services.map(({ serviceId, index }) => [serviceId, index])).toEqual([
      ['a', null],
      ['b', null],
      ['c', 50],
      ['d', null],
    ]);
  });

  it('asks for as many respondents as the table of Krejcie and Morgan', () => {
    const table = [
      [10, 10],
      [50, 44],
      [100, 80],
      [500, 217],
      [1_000, 278],
      [2_000, 322],
      [10_000, 370],
      [50_000, 381],
      [1_000_000, 384],
    ] as const;
    const sampleOf = (population: number) => ikmFigures([summed([], 'hotline', population)]).all.sample;
    expect(table.map(([population]) => sampleOf(population))).toEqual(table.map(([, sample]) => sample));
    expect([sampleOf(0), sampleOf(1)]).toEqual([0, 1]);
  });

  it('asks nine questions of four answers each, in both languages, and no two answers alike', () => {
    for (const code of ikmCodes) {
      const { question, values } = ikmElements[code];
      for (const language of ['id', 'en'] as const) {
        expect(question[language]).toMatch(/\?$/);
        expect(new Set(values.map((words) => words[language])).size).toBe(4);
      }
    }
  });
});

it('what is hidden are always none or so many that the whole tells nobody’s, and everybody of few', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), fc.nat(4), (counts, rest) => {
      const all = counts.map((count) => ({ count }));
      const hidden = fewHidden(all, ({ count }) => count, rest);
      const few = all.filter(({ count }) => count > 0 && count < fewest);
      for (const one of few) expect(hidden.has(one)).toBe(true);
      const within = [...hidden].reduce((total, { count }) => total + count, rest);
      const everybody = all.filter(({ count }) => count > 0).length;
      expect(hidden.size === 0 || within >= fewest || hidden.size === everybody).toBe(true);
    }),
  );
});

describe('a late step', () => {
  const scores = (step: string, late: boolean, count: number, mean: number): StepScores => ({
    ...{ sopId: 'depok', step, late, count, mean },
  });
  it('costs what cases were rated less in which it was late, the dearest first; of few nothing is told', () => {
    const costs = stepCosts([
      scores('record', false, 40, 3.5),
      scores('record', true, 5, 3.25),
      scores('answer', false, 30, 3.5),
      scores('answer', true, 9, 2),
      scores('forward', true, 2, 1),
      scores('forward', false, 9, 4),
      scores('never', false, 99, 4),
    ]);
    expect(costs.map(({ step, cost }) => [step, cost])).toEqual([
      ['answer', 1.5],
      ['record', 0.25],
      ['forward', null],
    ]);
    expect(costs[2]).toMatchObject({ late: { count: 2, mean: null }, inTime: { count: 9, mean: 4 } });
  });
});
