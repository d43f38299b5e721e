import { errorOf, foreseen, patienceOf, pointsOff } from '../../../../../server/domain/planning/forecast.ts';

it('foresees the mean of the weeks that are known, and nothing of none', () => {
  expect(foreseen([4, 0, 8, 4])).toBe(4);
  expect(foreseen([0])).toBe(0);
  expect(foreseen([])).toBeNull();
});

it('tells how far it was off, by calls and by intervals, and which way', () => {
  const pairs = [
    { foreseen: 12, happened: 10 },
    { foreseen: 1, happened: 2 },
    { foreseen: 3, happened: 0 },
  ];
  const error = errorOf(pairs);
  expect(error).toMatchObject({ intervals: 3, weighted: 0.5 });
  // An interval without a call has no share to be off by, and weighs in the first figure all the same.
  expect(error.mean).toBeCloseTo((0.2 + 0.5) / 2, 12);
  expect(error.bias).toBeCloseTo(16 / 12 - 1, 12);
});

it('compares nothing with nothing in words and not in numbers', () => {
  expect(errorOf([])).toEqual({ intervals: 0, weighted: null, mean: null, bias: null });
  expect(errorOf([{ foreseen: 3, happened: 0 }])).toEqual({ intervals: 1, weighted: null, mean: null, bias: null });
  expect(pointsOff([])).toBeNull();
});

it('weighs a share by the calls that it is of', () => {
  const told = pointsOff([
    { calls: 30, told: 0.9, happened: 0.8 },
    { calls: 10, told: 0.5, happened: 0.9 },
  ]);
  expect(told?.off).toBeCloseTo(0.175, 12);
  expect(told?.told).toBeCloseTo(0.8, 12);
  expect(told?.happened).toBeCloseTo(0.825, 12);
});

it('takes those who were answered for callers who would have waited longer', () => {
  // Ten who gave up after 30 s, and ninety who were answered after 10 s: patience is 120 s, not 30.
  expect(patienceOf({ waitedSeconds: 10 * 30 + 90 * 10, abandoned: 10 })).toBe(120);
  expect(patienceOf({ waitedSeconds: 900, abandoned: 0 })).toBeNull();
  expect(patienceOf({ waitedSeconds: 0, abandoned: 3 })).toBeNull();
});
