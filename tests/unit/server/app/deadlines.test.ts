import { jest } from '@jest/globals';
import { createDeadlines } from '../../../../server/app/deadlines.ts';
import { listeningLog } from './support.ts';

const start = 1_000_000;

/** Deadlines over a column in memory: raising a case moves its deadline on, or takes it away. */
function deadlinesOf(options: { raise?: (caseId: string) => Promise<void> } = {}) {
  const column = new Map<string, number>();
  const raised: [string, number][] = [];
  const log = listeningLog();
  const store = { reads: 0, away: false };
  const deadlines = createDeadlines({
    clock: { now: () => Date.now() },
    log,
    raise: async (caseId) => {
      await options.raise?.(caseId);
      raised.push([caseId, Date.now() - start]);
      column.delete(caseId);
      deadlines.watch(caseId, null);
    },
    store: {
      deadlines: async (until) => {
        store.reads += 1;
        if (store.away) throw new Error('the database is away');
        return [...column].filter(([, at]) => at <= until).map(([caseId, at]) => ({ caseId, at }));
      },
    },
  });
  /** Stored and watched, as after a commit. */
  const set = (caseId: string, after: number) => {
    column.set(caseId, start + after);
    deadlines.watch(caseId, start + after);
  };
  return { deadlines, column, raised, log, store, set };
}

describe('the deadlines', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: start });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('are raised in the millisecond in which they fall, whatever their order', async () => {
    const { deadlines, raised, set } = deadlinesOf();
    await deadlines.start();
    set('late', 5_000);
    set('soon', 40);
    set('middle', 700);
    await pass(10_000);
    expect(raised).toEqual([
      ['soon', 40],
      ['middle', 700],
      ['late', 5_000],
    ]);
    expect(deadlines.pending).toBe(0);
    await deadlines.stop();
  });

  it('that were moved are raised at their new moment alone', async () => {
    const { deadlines, raised, set } = deadlinesOf();
    await deadlines.start();
    set('a', 500);
    set('a', 3_000);
    set('b', 3_000);
    set('b', 500);
    await pass(10_000);
    expect(raised).toEqual([
      ['b', 500],
      ['a', 3_000],
    ]);
    await deadlines.stop();
  });

  it('that were taken back are not raised', async () => {
    const { deadlines, column, raised, set } = deadlinesOf();
    await deadlines.start();
    set('a', 500);
    column.delete('a');
    deadlines.watch('a', null);
    await pass(5_000);
    expect(raised).toEqual([]);
    await deadlines.stop();
  });

  it('that fell due before the start are raised at it', async () => {
    const { deadlines, column, raised } = deadlinesOf();
    column.set('a', start - 60_000);
    await deadlines.start();
    await pass(1);
    expect(raised.map(([caseId]) => caseId)).toEqual(['a']);
    await deadlines.stop();
  });

  it('nobody told of are found by the sweep', async () => {
    const { deadlines, column, raised } = deadlinesOf();
    await deadlines.start();
    column.set('lost', start + 1_500);
    column.set('lost and due', start + 10);
    await pass(5_000);
    // Found at the sweep; a timer waits a millisecond at least.
    expect(raised).toEqual([
      ['lost and due', 1_001],
      ['lost', 1_500],
    ]);
    await deadlines.stop();
  });

  it('are tried again a moment later when they could not be raised', async () => {
    let failures = 2;
    const { deadlines, raised, log, set } = deadlinesOf({
      raise: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('the database is away');
      },
    });
    await deadlines.start();
    set('a', 100);
    await pass(400);
    expect(raised).toEqual([]);
    await pass(300);
    expect(raised).toEqual([['a', 600]]);
    expect(log.said).toEqual(Array(2).fill('a deadline could not be raised; trying again'));
    await deadlines.stop();
  });

  it('are raised four at once at most, and one that hangs holds up no other for long', async () => {
    let under = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const { deadlines, raised, set } = deadlinesOf({
      raise: async (caseId) => {
        under += 1;
        most = Math.max(most, under);
        await new Promise<void>((resolve) => {
          if (caseId === 'hangs') finish.push(resolve);
          else setTimeout(resolve, 50);
        });
        under -= 1;
      },
    });
    await deadlines.start();
    set('hangs', 100);
    for (let index = 0; index < 12; index += 1) set(`c${index}`, 100);
    await pass(101);
    expect(deadlines.pending).toBe(9);
    await pass(400);
    expect(most).toBe(4);
    expect(raised).toHaveLength(12);
    for (const done of finish) done();
    await pass(0);
    await deadlines.stop();
    expect(raised).toHaveLength(13);
  });

  it('further off than a timer can wait are raised in time', async () => {
    const { deadlines, raised, set } = deadlinesOf();
    await deadlines.start();
    set('in three hours', 3 * 60 * 60_000);
    await pass(3 * 60 * 60_000 - 1);
    expect(raised).toEqual([]);
    await pass(1);
    expect(raised).toHaveLength(1);
    await deadlines.stop();
  });

  it('say that they do not run while the column cannot be read, and go on with what they know', async () => {
    const { deadlines, raised, store, set } = deadlinesOf();
    expect(deadlines.running).toBe(false);
    await deadlines.start();
    expect(deadlines.running).toBe(true);
    set('a', 2_500);
    store.away = true;
    await pass(1_100);
    expect(deadlines.running).toBe(false);
    await pass(1_500);
    expect(raised).toEqual([['a', 2_500]]);
    store.away = false;
    await pass(1_000);
    expect(deadlines.running).toBe(true);
    await deadlines.stop();
    expect(deadlines.running).toBe(false);
  });

  it('start without the database, say so, and run when it is back', async () => {
    const { deadlines, store } = deadlinesOf();
    store.away = true;
    await deadlines.start();
    expect(deadlines.running).toBe(false);
    store.away = false;
    await pass(1_000);
    expect(deadlines.running).toBe(true);
    await deadlines.stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leave nothing behind when stopped', async () => {
    const { deadlines, raised, set, store } = deadlinesOf();
    await deadlines.start();
    set('a', 500);
    await deadlines.stop();
    set('b', 10);
    const { reads } = store;
    await pass(5_000);
    expect(raised).toEqual([]);
    expect(store.reads).toBe(reads);
    expect(jest.getTimerCount()).toBe(0);
  });
});
