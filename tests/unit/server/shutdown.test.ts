import { createShutdown, shutdownOnSignals } from '../../../server/shutdown.ts';

const errors: object[] = [];
const log = { info: () => {}, error: (facts: object) => void errors.push(facts) };
const shutdownOf = () => createShutdown({ log: log as never });

beforeEach(() => {
  errors.length = 0;
});

describe('shutdown', () => {
  it('closes what was started last first, one thing at a time', async () => {
    const order: string[] = [];
    const shutdown = shutdownOf();
    shutdown.add('database', () => void order.push('database'));
    shutdown.add('http', async () => {
      order.push('http begins');
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('http ends');
    });
    expect(await shutdown.run('test')).toBe(true);
    expect(order).toEqual(['http begins', 'http ends', 'database']);
  });

  it('runs once, however often it is asked', async () => {
    let runs = 0;
    const shutdown = shutdownOf();
    shutdown.add('one', () => {
      runs += 1;
    });
    await Promise.all([shutdown.run('a'), shutdown.run('b')]);
    await shutdown.run('c');
    expect(runs).toBe(1);
  });

  it('goes on after a step that fails or hangs, and tells', async () => {
    const order: string[] = [];
    const shutdown = shutdownOf();
    shutdown.add('database', () => void order.push('database'));
    shutdown.add('hangs', () => new Promise(() => {}), 20);
    shutdown.add('rejects', () => Promise.reject(new Error('no')));
    shutdown.add('throws', () => {
      throw new Error('no');
    });
    expect(await shutdown.run('test')).toBe(false);
    expect(order).toEqual(['database']);
    expect(errors).toEqual(['throws', 'rejects', 'hangs'].map((step) => expect.objectContaining({ step })));
  });

  it('runs a step that an unfinished start adds meanwhile', async () => {
    const order: string[] = [];
    const shutdown = shutdownOf();
    shutdown.add('first', async () => {
      shutdown.add('late', () => void order.push('late'));
    });
    await shutdown.run('test');
    expect(order).toEqual(['late']);
  });
});

describe('on a signal', () => {
  it('shuts down and exits 0; a second signal exits at once with 1', async () => {
    const codes: number[] = [];
    let release = () => {};
    const shutdown = shutdownOf();
    shutdown.add('slow', () => new Promise<void>((resolve) => (release = resolve)));
    const stopListening = shutdownOnSignals(shutdown, (code) => codes.push(code));
    process.emit('SIGTERM', 'SIGTERM');
    await new Promise((resolve) => setImmediate(resolve));
    expect(codes).toEqual([]);
    process.emit('SIGINT', 'SIGINT');
    expect(codes).toEqual([1]);
    release();
    await shutdown.run('again');
    await new Promise((resolve) => setImmediate(resolve));
    expect(codes).toEqual([1, 0]);
    stopListening();
  });
});
