import { jest } from '@jest/globals';
import { createDeadlines } from '../../../../server/app/deadlines/deadlines.ts';
import type { Deadline } from '../../../../server/app/ports/deadlines.ts';
import { listeningLog } from './support.ts';

const start = 1_000_000;

const inOrder = (a: Deadline, b: Deadline) => a.at - b.at || (a.caseId < b.caseId ? -1 : Number(a.caseId > b.caseId));

/** Deadlines over a column in memory: raising a case moves its deadline on, or takes it away. */
function deadlinesOf(options: { raise?: (caseIds: readonly string[]) => Promise<void> } = {}) {
  const column = new Map<string, number>();
  const raised: [string, number][] = [];
  const log = listeningLog();
  const ahead: (readonly [number, readonly string[]])[] = [];
  const store = { reads: 0, away: false, whileRead: (_: readonly Deadline[]) => {} };
  const deadlines = createDeadlines({
    clock: { now: () => Date.now() },
    log,
    raise: async (caseIds) => {
      await options.raise?.(caseIds);
      for (const caseId of caseIds) {
        raised.push([caseId, Date.now() - start]);
        column.delete(caseId);
        deadlines.watch(caseId, null);
      }
    },
    readAhead: async (found) => {
      if (found.length > 0) ahead.push([Date.now() - start, found.map(({ caseId }) => caseId).sort()]);
    },
    store: {
      deadlines: async ({ after, until, last, limit }) => {
        store.reads += 1;
        if (store.away) throw new Error('the database is away');
        const sorted = [...column].map(([caseId, at]) => ({ caseId, at })).sort(inOrder);
        const found = sorted.filter(({ at }) => at > after && at <= until);
        store.whileRead(found);
        return found.filter((deadline) => !last || inOrder(deadline, last) > 0).slice(0, limit);
      },
    },
  });
  /** Stored and watched, as after a commit. */
  const set = (caseId: string, after: number) => {
    column.set(caseId, start + after);
    deadlines.watch(caseId, start + after);
  };
  return { deadlines, column, raised, ahead, log, store, set };
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
    expect(raised).toEqual([
      ['lost and due', 250],
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
    expect(raised).toEqual([['a', 500]]);
    expect(log.said).toEqual(Array(2).fill('deadlines could not be raised; the sweep tries again'));
    await deadlines.stop();
  });

  it('of one moment are raised in batches, two at once at most, and one that hangs holds up no other batch', async () => {
    const batches: number[] = [];
    let under = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const { deadlines, raised, set } = deadlinesOf({
      raise: async (caseIds) => {
        batches.push(caseIds.length);
        under += 1;
        most = Math.max(most, under);
        await new Promise<void>((resolve) => {
          if (caseIds.includes('hangs')) finish.push(resolve);
          else setTimeout(resolve, 50);
        });
        under -= 1;
      },
    });
    await deadlines.start();
    set('hangs', 99);
    for (let index = 0; index < 1_500; index += 1) set(`c${index}`, 100);
    await pass(101);
    expect(deadlines.pending).toBe(1_500 - 200);
    await pass(400);
    expect(most).toBe(2);
    expect(batches).toEqual([1, ...Array(7).fill(200), 100]);
    expect(raised).toHaveLength(1_500);
    for (const done of finish) done();
    await pass(0);
    await deadlines.stop();
    expect(raised).toHaveLength(1_501);
  });

  it('are raised although one among them cannot be stored', async () => {
    const { deadlines, raised, set } = deadlinesOf({
      raise: async (caseIds) => {
        if (caseIds.includes('broken')) throw new Error('refused');
      },
    });
    await deadlines.start();
    for (let index = 0; index < 40; index += 1) set(index === 7 ? 'broken' : `c${index}`, 100);
    await pass(2_500);
    expect(new Set(raised.map(([caseId]) => caseId)).size).toBe(39);
    expect(raised.map(([caseId]) => caseId)).not.toContain('broken');
    await deadlines.stop();
  });

  it('held in memory are those of the next minute; the others come with it', async () => {
    const { deadlines, column, raised } = deadlinesOf();
    for (let index = 0; index < 5_000; index += 1) column.set(`c${index}`, start + 50 + index * 20);
    await deadlines.start();
    expect(deadlines.pending).toBe(2_998);
    await pass(120_000);
    expect(raised).toHaveLength(5_000);
    expect(raised.every(([caseId, at]) => at === 50 + Number(caseId.slice(1)) * 20)).toBe(true);
    await deadlines.stop();
  });

  it('are read ahead in the half second before they fall due, with each sweep until then', async () => {
    const { deadlines, ahead, raised, set } = deadlinesOf();
    await deadlines.start();
    set('soon', 700);
    set('soon too', 800);
    set('later', 5_000);
    await pass(4_000);
    expect(ahead).toEqual([
      [250, ['soon', 'soon too']],
      [500, ['soon', 'soon too']],
      [750, ['soon too']],
    ]);
    expect(raised).toHaveLength(2);
    await deadlines.stop();
  });

  it('told of while the column is read are not replaced by what was read', async () => {
    const { deadlines, raised, store, set } = deadlinesOf();
    await deadlines.start();
    set('a', 60_100);
    // Moved by a transaction that ends while the sweep reads the minute's end.
    await pass(30_249);
    store.whileRead = (found) => found.length > 0 && set('a', 30_300);
    await pass(1);
    store.whileRead = () => {};
    await pass(1_000);
    expect(raised).toEqual([['a', 30_300]]);
    await deadlines.stop();
  });

  it('of the next minute are read when half of it is over, and not at each sweep', async () => {
    const { deadlines, store } = deadlinesOf();
    await deadlines.start();
    let reads = 0;
    store.whileRead = () => {
      reads += 1;
    };
    await pass(30_000);
    expect(reads).toBe(120);
    await pass(250);
    expect(reads).toBe(122);
    await deadlines.stop();
  });

  it('further off than what is held are raised in time', async () => {
    const { deadlines, raised, set } = deadlinesOf();
    await deadlines.start();
    set('in ten minutes', 10 * 60_000);
    await pass(10 * 60_000 - 1);
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
