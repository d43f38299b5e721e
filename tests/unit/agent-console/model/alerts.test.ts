import { alertRows, gravest, railAlerts } from '../../../../agent-console/src/model/alerts.ts';
import { announceGatherMs, createAnnouncer } from '../../../../agent-console/src/model/announcer.ts';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import { alertCard } from '../cards.ts';

const many = (count: number, change: Partial<AlertCard> = {}, name = 'm') =>
  Array.from({ length: count }, (_, n) => alertCard(`${name}${n}`, { firedAt: n, ...change }));

describe('the rows of alerts', () => {
  it('are one for each while they are few', () => {
    expect(alertRows(many(8), 8).map(({ alerts }) => alerts.length)).toEqual(Array(8).fill(1));
  });

  it('are one for all of a step and kind when one cause makes many late, the newest row first', () => {
    const storm = [
      ...many(40),
      alertCard('w', { kind: 'warning', firedAt: 100 }),
      ...many(2, { stepNumber: 3, stepName: { id: 'Menunggu', en: 'Wait' }, firedAt: 7 }, 'two'),
      alertCard('read', { acknowledgedAt: 1, firedAt: 200 }),
    ];
    const rows = alertRows(storm, 8);
    expect(rows.map(({ alerts }) => [alerts[0].alertId, alerts.length])).toEqual([
      ['w', 1],
      ['m39', 40],
      ['two0', 1],
      ['two1', 1],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('hold every open alert once', () => {
    const storm = [...many(9), ...many(5, { kind: 'escalation' }, 'e'), ...many(2, { kind: 'warning' }, 'w')];
    const ids = alertRows(storm, 8).flatMap(({ alerts }) => alerts.map(({ alertId }) => alertId));
    expect(ids.sort()).toEqual(storm.map(({ alertId }) => alertId).sort());
  });
});

describe('alerts of closed tickets', () => {
  const closed = many(3, { caseClosed: true }, 'c');

  it('are one row behind those of tickets that can still be hurried', () => {
    const rows = alertRows([...closed, alertCard('w', { kind: 'warning' }), ...many(2)], 8);
    expect(rows.map(({ closed, alerts }) => [closed, alerts.length])).toEqual([
      [false, 1],
      [false, 1],
      [false, 1],
      [true, 3],
    ]);
    expect(alertRows(closed.slice(0, 1), 8)[0]?.closed).toBe(true);
  });

  it('leave the rail of whoever was late after a quarter of an hour; others stay', () => {
    const minutes = 60_000;
    const shown = (now: number) => railAlerts([...closed, alertCard('open')], now).map(({ alertId }) => alertId);
    expect(shown(14 * minutes)).toHaveLength(4);
    expect(shown(16 * minutes)).toEqual(['open']);
  });
});

describe('the gravest alert', () => {
  it('is an escalation before a breach before a warning, the newest of them', () => {
    expect(gravest([])).toBeNull();
    expect(gravest([alertCard('b', { firedAt: 9 }), alertCard('e', { kind: 'escalation' })])?.alertId).toBe('e');
    expect(gravest([alertCard('w', { kind: 'warning', firedAt: 9 }), ...many(3)])?.alertId).toBe('m2');
    expect(gravest([alertCard('read', { acknowledgedAt: 1 })])).toBeNull();
  });
});

describe('the announcer', () => {
  function bench() {
    const said: string[] = [];
    let waiting: (() => void) | null = null;
    const announcer = createAnnouncer({
      say: (worst, count) => said.push(`${worst.alertId} ${count}`),
      later: (run, ms) => {
        expect(ms).toBe(announceGatherMs);
        waiting = run;
        return () => {
          waiting = null;
        };
      },
    });
    const passes = () => {
      const run = waiting;
      waiting = null;
      run?.();
    };
    return { announcer, said, passes, waits: () => waiting !== null };
  }

  it('is silent about what lay there before, and says what is new at once', () => {
    const { announcer, said } = bench();
    announcer.seen(many(3));
    announcer.seen(many(3));
    expect(said).toEqual([]);
    announcer.seen([...many(3), alertCard('new')]);
    expect(said).toEqual(['new 1']);
  });

  it('tells a storm in two: the first, and all the others', () => {
    const { announcer, said, passes, waits } = bench();
    announcer.seen([]);
    for (let n = 1; n <= 500; n += 1) announcer.seen(many(n));
    expect(said).toEqual(['m0 1']);
    passes();
    expect(said).toEqual(['m0 1', 'm499 499']);
    passes();
    expect(said).toHaveLength(2);
    expect(waits()).toBe(false);
  });

  it('does not hold back a graver one', () => {
    const { announcer, said, passes } = bench();
    const warning = alertCard('w', { kind: 'warning' });
    announcer.seen([]);
    announcer.seen([warning]);
    announcer.seen([warning, alertCard('b')]);
    announcer.seen([
      warning,
      alertCard('b'),
      alertCard('w2', { kind: 'warning' }),
      alertCard('e', { kind: 'escalation' }),
    ]);
    expect(said).toEqual(['w 1', 'b 1', 'e 2']);
    passes();
    expect(said).toHaveLength(3);
  });

  it('says nothing of what was read while it waited', () => {
    const { announcer, said, passes } = bench();
    announcer.seen([]);
    announcer.seen([alertCard('a')]);
    announcer.seen([alertCard('a'), alertCard('b')]);
    announcer.seen([alertCard('a')]);
    passes();
    expect(said).toEqual(['a 1']);
  });
});
