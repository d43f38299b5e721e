import { createSerial } from '../../../../server/app/shared/serial.ts';

/** A piece of work that is over when told so. */
function piece() {
  let finish = (_?: Error) => {};
  const over = new Promise<void>((resolve, reject) => {
    finish = (error) => (error ? reject(error) : resolve());
  });
  return { work: () => over, finish: (error?: Error) => finish(error) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('serial work', () => {
  it('begins after what is done at once, and one after another for a key', async () => {
    const serial = createSerial();
    const began: string[] = [];
    const [first, second] = [piece(), piece()];
    const begin =
      (name: string, { work }: { work: () => Promise<void> }) =>
      () => {
        began.push(name);
        return work();
      };
    const done = [serial.run('a', begin('first', first)), serial.run('a', begin('second', second))];
    expect(began).toEqual([]);
    await turn();
    expect(began).toEqual(['first']);
    second.finish();
    await turn();
    expect(began).toEqual(['first']);
    first.finish();
    await Promise.all(done);
    expect(began).toEqual(['first', 'second']);
  });

  it('of one key does not wait for that of another', async () => {
    const serial = createSerial();
    const slow = piece();
    const done = serial.run('a', slow.work);
    await serial.run('b', async () => {});
    await turn();
    expect(serial.size).toBe(1);
    slow.finish();
    await done;
  });

  it('goes on after a piece that failed, which alone tells of it', async () => {
    const serial = createSerial();
    const failing = serial.run('a', async () => {
      throw new Error('no');
    });
    const next = serial.run('a', async () => {});
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBeUndefined();
    await expect(serial.run('a', async () => {})).resolves.toBeUndefined();
  });

  it('is idle when everything asked is done, also what was asked meanwhile', async () => {
    const serial = createSerial();
    const done: string[] = [];
    void serial.run('a', async () => {
      await turn();
      done.push('first');
      void serial.run('b', async () => {
        await turn();
        done.push('second');
      });
    });
    await serial.idle();
    expect(done).toEqual(['first', 'second']);
    expect(serial.size).toBe(0);
    await serial.idle();
  });

  it('remembers nothing of what is done', async () => {
    const serial = createSerial();
    for (let index = 0; index < 100; index += 1) void serial.run(`key ${index % 10}`, turn as () => Promise<void>);
    expect(serial.size).toBe(10);
    await serial.idle();
    expect(serial.size).toBe(0);
  });

  it('gathers what waits right behind each other, and nothing past what was begun or stands between', async () => {
    const serial = createSerial<string>();
    const worked: string[] = [];
    const pieces = Array.from({ length: 4 }, piece);
    const work = (items: readonly string[]) => {
      worked.push(items.join());
      return pieces[worked.length - 1]?.work() ?? Promise.resolve();
    };
    const first = ['a', 'b'].map((item) => serial.gather('call', item, work));
    await turn();
    expect(worked).toEqual(['a,b']);
    const next = ['c', 'd'].map((item) => serial.gather('call', item, work));
    const between = serial.run('call', () => work(['between']));
    const last = serial.gather('call', 'e', work);
    await serial.gather('other call', 'x', async (items) => void worked.push(`other ${items.join()}`));
    expect(worked).toEqual(['a,b', 'other x']);
    for (const { finish } of pieces) finish();
    await Promise.all([...first, ...next, between, last]);
    expect(worked).toEqual(['a,b', 'other x', 'c,d', 'between', 'e']);
    expect(serial.size).toBe(0);
  });

  it('tells everybody whose items were gathered when it failed, and goes on', async () => {
    const serial = createSerial<string>();
    const failing = ['a', 'b'].map((item) =>
      serial.gather('call', item, async () => {
        throw new Error('no');
      }),
    );
    for (const one of failing) await expect(one).rejects.toThrow('no');
    const worked: string[] = [];
    await serial.gather('call', 'c', async (items) => void worked.push(...items));
    expect(worked).toEqual(['c']);
  });
});
