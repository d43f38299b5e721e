import { parsePhoneNumber } from 'libphonenumber-js';
import { createArrivals } from '../../../../telephony/simulator/arrivals.ts';
import { drawCaller, TELEPHONES } from '../../../../telephony/simulator/callers.ts';
import { createRandom } from '../../../../telephony/simulator/random.ts';
import { SCENARIOS, type Storms } from '../../../../telephony/simulator/scenarios.ts';

describe('the callers of the simulator', () => {
  it.each(TELEPHONES.map(({ forms }) => [forms[0], forms]))(
    '%s is one Indonesian number in all its forms',
    (_, forms) => {
      const parsed = forms.map((form) => parsePhoneNumber(form, 'ID'));
      expect(parsed.map((number) => number.isValid() && number.country)).toEqual(forms.map(() => 'ID'));
      expect(new Set(parsed.map(({ number }) => number)).size).toBe(1);
    },
  );

  it('have nobody’s number: the subscriber part begins with zeros', () => {
    for (const { forms } of TELEPHONES) {
      expect(parsePhoneNumber(forms[0], 'ID').nationalNumber).toMatch(/^(8\d\d0000\d{4}|2[14]0000\d+|310000\d+)$/);
    }
    const all = TELEPHONES.map(({ forms }) => parsePhoneNumber(forms[0], 'ID').number);
    expect(new Set(all).size).toBe(all.length);
  });

  it('come back, and sometimes withhold their number', () => {
    const random = createRandom(3, 'people');
    const drawn = Array.from({ length: 400 }, () => drawCaller(random, SCENARIOS.normal.mix));
    const withheld = drawn.filter(({ ani }) => ani === null).length;
    expect(withheld).toBeGreaterThan(10);
    expect(withheld).toBeLessThan(80);
    const numbers = drawn.flatMap(({ ani }) => (ani === null ? [] : [parsePhoneNumber(ani, 'ID').number]));
    expect(new Set(numbers).size).toBe(TELEPHONES.length);
  });

  it('are as the scenario mixes them', () => {
    const random = createRandom(3, 'people');
    const drawn = (mix: Parameters<typeof drawCaller>[1]) => Array.from({ length: 300 }, () => drawCaller(random, mix));
    const none = { patient: 0, impatient: 0, 'prank-hang-up': 0, 'prank-silent': 0 };
    expect(Math.max(...drawn({ ...none, 'prank-hang-up': 1 }).map(({ talkMs }) => talkMs))).toBeLessThanOrEqual(3_000);
    expect(Math.max(...drawn({ ...none, impatient: 1 }).map(({ patienceMs }) => patienceMs))).toBeLessThanOrEqual(
      30_000,
    );
    expect(Math.min(...drawn({ ...none, patient: 1 }).map(({ patienceMs }) => patienceMs))).toBeGreaterThanOrEqual(
      90_000,
    );
    expect(() => drawn(none)).toThrow(RangeError);
  });
});

describe('arrivals', () => {
  const first = (callsPerMinute: number, storms: Storms | null, count: number) => {
    const gaps = createRandom(5, 'gaps');
    const arrivals = createArrivals({ gaps, weather: createRandom(5, 'weather'), callsPerMinute, storms });
    return Array.from({ length: count }, () => arrivals.next() ?? Number.NaN);
  };

  it('keep the chosen rate in the long run', () => {
    const last = first(30, null, 6_000).at(-1);
    expect(6_000 / ((last ?? 0) / 60_000)).toBeCloseTo(30, -0.5);
  });

  it('never come at rate 0', () => {
    expect(first(0, { everyMs: 1_000, lastsMs: 1_000, factor: 10 }, 3)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('crowd in storms', () => {
    const busiest = (moments: number[]) => {
      const perMinute = new Map<number, number>();
      for (const at of moments)
        perMinute.set(Math.floor(at / 60_000), (perMinute.get(Math.floor(at / 60_000)) ?? 0) + 1);
      return Math.max(...perMinute.values());
    };
    expect(busiest(first(2, null, 200))).toBeLessThan(10);
    expect(busiest(first(2, SCENARIOS.storm.storms, 200))).toBeGreaterThan(15);
  });

  it('never go back in time', () => {
    const moments = first(20, { everyMs: 5_000, lastsMs: 500, factor: 50 }, 2_000);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
  });
});
