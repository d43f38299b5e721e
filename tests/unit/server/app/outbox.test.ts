import { jest } from '@jest/globals';
import type { OutboxEntry } from '../../../../server/app/ports/outbox.ts';
import { createOutbox } from '../../../../server/app/shared/outbox.ts';
import type { CommandOutcome } from '../../../../telephony/commands.ts';
import { listeningLog } from './support.ts';

const no: CommandOutcome = { ok: false, kind: 'unreachable', reason: 'no link' };
const yes: CommandOutcome = { ok: true };

/** An answer of the exchange that is given later. */
function answerLater() {
  let give = (_: CommandOutcome) => {};
  const answer = new Promise<CommandOutcome>((resolve) => {
    give = resolve;
  });
  return { answer, give: (outcome: CommandOutcome) => give(outcome) };
}

/** An outbox over a table in memory and an exchange that answers as it is told. */
function outboxOf(perform: (entry: OutboxEntry, tries: number) => CommandOutcome | Promise<CommandOutcome>) {
  const table = new Map<string, { attempts: number; tryAt: number }>();
  const tried: [string, number][] = [];
  const log = listeningLog();
  const reads = { count: 0, away: false };
  const outbox = createOutbox({
    log,
    perform: async (entry) => {
      tried.push([entry.id, Date.now()]);
      return perform(entry, tried.filter(([id]) => id === entry.id).length);
    },
    store: {
      outbox: async (limit) => {
        reads.count += 1;
        if (reads.away) throw new Error('the database is away');
        return [...table]
          .filter(([, { tryAt }]) => tryAt <= Date.now())
          .slice(0, limit)
          .map(([id, { attempts }]) => ({ id, kind: 'agent.membership', payload: { userId: id }, attempts }));
      },
      outboxDone: async (id) => void table.delete(id),
      outboxRetry: async (id, afterMs) => {
        table.set(id, { attempts: (table.get(id)?.attempts ?? 0) + 1, tryAt: Date.now() + afterMs });
      },
    },
  });
  const add = (...ids: readonly string[]) => ids.forEach((id) => void table.set(id, { attempts: 0, tryAt: 0 }));
  return { outbox, add, table, tried, log, reads };
}

describe('the outbox', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('carries out what is there when it starts, in order, once', async () => {
    const { outbox, add, tried, table } = outboxOf(() => yes);
    add('a', 'b', 'c');
    outbox.start();
    await pass(10_000);
    expect(tried.map(([id]) => id)).toEqual(['a', 'b', 'c']);
    expect(table.size).toBe(0);
    await outbox.stop();
  });

  it('carries out what is added at the kick, without waiting for the next look', async () => {
    const { outbox, add, tried } = outboxOf(() => yes);
    outbox.start();
    await pass(100);
    add('a');
    outbox.kick();
    await pass(0);
    expect(tried).toEqual([['a', 1_000_100]]);
    await outbox.stop();
  });

  it('finds what nobody kicked it for within a second', async () => {
    const { outbox, add, tried } = outboxOf(() => yes);
    outbox.start();
    await pass(100);
    add('a');
    await pass(1_000);
    expect(tried).toHaveLength(1);
    await outbox.stop();
  });

  it('looks again when it was kicked while it worked', async () => {
    const later = answerLater();
    const { outbox, add, tried } = outboxOf(({ id }) => (id === 'a' ? later.answer : yes));
    add('a');
    outbox.start();
    await pass(0);
    add('b');
    outbox.kick();
    outbox.kick();
    await pass(0);
    expect(tried.map(([id]) => id)).toEqual(['a']);
    later.give(yes);
    await pass(0);
    expect(tried.map(([id]) => id)).toEqual(['a', 'b']);
    await outbox.stop();
  });

  it('takes more than one look for more than it can hold', async () => {
    const { outbox, add, tried } = outboxOf(() => yes);
    add(...Array.from({ length: 120 }, (_, index) => `e${index}`));
    outbox.start();
    await pass(0);
    expect(tried).toHaveLength(120);
    await outbox.stop();
  });

  it('tries again what failed, each time after a longer while, and gives up after eight', async () => {
    const { outbox, add, tried, table, log } = outboxOf(() => no);
    add('a');
    outbox.start();
    await pass(600_000);
    expect(tried).toHaveLength(8);
    const gaps = tried.slice(1).map(([, at], index) => at - (tried[index]?.[1] ?? 0));
    const least = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
    // It is looked for once a second, so a try comes up to a second after its time.
    gaps.forEach((gap, index) => {
      expect(gap).toBeGreaterThanOrEqual(least[index] as number);
      expect(gap).toBeLessThanOrEqual((least[index] as number) + 1_000);
    });
    expect(table.size).toBe(0);
    expect(log.said).toEqual(Array(8).fill('an effect was not carried out'));
    await outbox.stop();
  });

  it('lets one that fails hold up no other', async () => {
    const { outbox, add, tried, table } = outboxOf(({ id }, tries) => (id === 'a' && tries < 3 ? no : yes));
    add('a', 'b');
    outbox.start();
    await pass(0);
    expect(tried.map(([id]) => id)).toEqual(['a', 'b']);
    await pass(5_000);
    expect(tried.map(([id]) => id)).toEqual(['a', 'b', 'a', 'a']);
    expect(table.size).toBe(0);
    await outbox.stop();
  });

  it('goes on by itself when the database is back', async () => {
    const { outbox, add, tried, reads, log } = outboxOf(() => yes);
    add('a');
    reads.away = true;
    outbox.start();
    await pass(3_000);
    expect(tried).toEqual([]);
    expect(log.said[0]).toBe('the outbox could not be read; trying again');
    reads.away = false;
    await pass(1_000);
    expect(tried).toHaveLength(1);
    await outbox.stop();
  });

  it('does nothing before its start, and nothing after its stop', async () => {
    const { outbox, add, reads } = outboxOf(() => yes);
    add('a');
    outbox.kick();
    await pass(5_000);
    expect(reads.count).toBe(0);
    outbox.start();
    await outbox.stop();
    const { count } = reads;
    outbox.kick();
    await pass(5_000);
    expect(reads.count).toBe(count);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends with the one in hand when stopped, and leaves the rest for the next start', async () => {
    const later = answerLater();
    const { outbox, add, tried, table } = outboxOf(() => later.answer);
    add('a', 'b');
    outbox.start();
    await pass(0);
    const stopped = outbox.stop();
    later.give(yes);
    await stopped;
    expect(tried.map(([id]) => id)).toEqual(['a']);
    expect([...table.keys()]).toEqual(['b']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
