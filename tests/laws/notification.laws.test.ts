import fc from 'fast-check';
import {
  gatherMs,
  laneOf,
  type NotifiedAlert,
  type NotifiedPerson,
  type Office,
  type PlannedNotification,
  personalMeans,
  planNotifications,
  sentMeans,
} from '../../server/domain/notification/plan.ts';
import { afterQuiet, type QuietHours } from '../../server/domain/notification/quiet.ts';

const minutes = fc.integer({ min: 0, max: 1_439 });
const quiet = fc.option(
  fc.record({ from: minutes, to: minutes }).filter(({ from, to }) => from !== to),
  { nil: null },
);
const some = fc.subarray([...personalMeans]);
const roles = ['supervisor', 'head', 'official'] as const;
const people = fc.uniqueArray(
  fc.record<NotifiedPerson>({
    userId: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'),
    role: fc.constantFrom(...roles),
    reachable: some,
    escalations: some,
    own: some,
    quiet,
  }),
  { selector: ({ userId }) => userId, maxLength: 5 },
);
const alertOf = fc.record<Omit<NotifiedAlert, 'alertId'>>({
  kind: fc.constantFrom('warning', 'breach', 'escalation'),
  actor: fc.constantFrom('agent', ...roles),
  personId: fc.option(fc.constantFrom('p1', 'p2'), { nil: null }),
  level: fc.option(
    fc.record({
      to: fc.subarray([...roles], { minLength: 1 }),
      people: fc.subarray(['p1', 'p2']),
      by: fc.subarray(['screen', ...sentMeans] as const, { minLength: 1 }),
    }),
    { nil: null },
  ),
  urgent: fc.boolean(),
});
/** Batches of alerts with how long after the one before each is planned. */
const days = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 8 * 3_600_000 }), alerts: fc.array(alertOf, { maxLength: 12 }) }),
  { minLength: 1, maxLength: 12 },
);
const zone = 'Asia/Makassar';
const start = Date.parse('2026-11-22T00:00:00Z');

/** As the planner does it: what was planned before gives the lanes of what is planned next. */
function planned(everybody: readonly NotifiedPerson[], day: typeof days extends fc.Arbitrary<infer D> ? D : never) {
  const all: (PlannedNotification & { readonly at: number })[] = [];
  const setUp: Office['setUp'] = new Set(['sms', 'email', 'webhook']);
  let now = start;
  let n = 0;
  for (const { afterMs, alerts } of day) {
    now += afterMs;
    const lanes = new Map<string, number>();
    for (const one of all) {
      if (one.sendAt === null || one.sendAt <= now - gatherMs) continue;
      lanes.set(laneOf(one), Math.max(one.sendAt, lanes.get(laneOf(one)) ?? 0));
    }
    const facts = alerts.map((alert) => ({ ...alert, alertId: `a${n++}` }));
    const found = planNotifications(facts, { people: everybody, setUp, zone, lanes }, now);
    all.push(...found.map((one) => ({ ...one, at: now })));
  }
  return { all, now };
}

const isQuiet = (at: number, hours: QuietHours | null) => afterQuiet(at, hours, zone) !== at;

describe('whatever alerts there are', () => {
  it('nothing that can wait goes in somebody’s quiet hours, and nothing before it was planned', () => {
    let moved = 0;
    fc.assert(
      fc.property(people, days, (everybody, day) => {
        for (const { personId, urgent, sendAt, at } of planned(everybody, day).all) {
          if (sendAt === null) continue;
          expect(sendAt).toBeGreaterThanOrEqual(at);
          const hours = everybody.find(({ userId }) => userId === personId)?.quiet ?? null;
          if (isQuiet(at, hours)) moved += 1;
          if (!urgent) expect(isQuiet(sendAt, hours)).toBe(false);
        }
      }),
    );
    expect(moved).toBeGreaterThan(100);
  });

  it('each is told once to a person by one means, under an id that planning again gives again', () => {
    fc.assert(
      fc.property(people, days, (everybody, day) => {
        const { all } = planned(everybody, day);
        const keys = all.map(({ alertId, personId, means }) => `${alertId} ${personId} ${means}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(all.map(({ id }) => id)).size).toBe(keys.length);
        expect(planned(everybody, day).all).toEqual(all);
      }),
    );
  });

  it('messages of one person, means and urgency lie a gathering apart, so that their number is bounded by the time', () => {
    let gathered = 0;
    fc.assert(
      fc.property(people, days, (everybody, day) => {
        const { all } = planned(everybody, day);
        const lanes = new Map<string, Set<number>>();
        for (const one of all) {
          if (one.sendAt === null) continue;
          const moments = lanes.get(laneOf(one)) ?? new Set();
          if (moments.has(one.sendAt)) gathered += 1;
          lanes.set(laneOf(one), moments.add(one.sendAt));
        }
        for (const moments of lanes.values()) {
          const sorted = [...moments].sort((a, b) => a - b);
          sorted.slice(1).forEach((at, index) => {
            expect(at - (sorted[index] as number)).toBeGreaterThanOrEqual(gatherMs);
          });
        }
      }),
    );
    expect(gathered).toBeGreaterThan(100);
  });

  it('whoever is to be told by a level is told or it is said why not', () => {
    fc.assert(
      fc.property(people, alertOf, (everybody, alert) => {
        const { all } = planned(everybody, [{ afterMs: 0, alerts: [alert] }]);
        for (const means of alert.level?.by.filter((each) => each !== 'screen') ?? []) {
          const told = all.filter((one) => one.means === means);
          expect(told.length).toBeGreaterThan(0);
          for (const { sendAt, skipped } of told) expect((sendAt === null) === (skipped !== null)).toBe(true);
        }
      }),
    );
  });
});

describe('quiet hours', () => {
  it('end at their end, and not a moment later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 86_400_000 }), quiet, (offset, hours) => {
        const at = start + offset;
        const end = afterQuiet(at, hours, zone);
        expect(end).toBeGreaterThanOrEqual(at);
        expect(isQuiet(end, hours)).toBe(false);
        if (end > at) {
          expect(isQuiet(end - 1, hours)).toBe(true);
          expect(end - at).toBeLessThanOrEqual(86_400_000);
        }
      }),
    );
  });
});
