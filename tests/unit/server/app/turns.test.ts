import { createTurns } from '../../../../server/app/shared/turns.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  /** Takes turns of a key, and says in which order they came. */
  function line(atOnce: number, waiting: number) {
    const turns = createTurns({ atOnce, waiting });
    const came: string[] = [];
    const ends = new Map<string, () => void>();
    const take = async (key: string, name: string) => {
      const end = await turns.take(key);
      came.push(end ? name : `${name} refused`);
      if (end) ends.set(name, end);
    };
    return {
      take: (key: string, name: string) => void take(key, name),
      end: (name: string) => ends.get(name)?.(),
      came,
    };
  }

  it('as many as may go at once, the others in the order they came, and each place is handed on', async () => {
    const { take, end, came } = line(2, 10);
    for (const name of ['a', 'b', 'c', 'd']) take('one', name);
    await settled();
    expect(came).toEqual(['a', 'b']);
    end('b');
    await settled();
    expect(came).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    await settled();
    expect(came).toEqual(['a', 'b', 'c', 'd']);
  });

  it('one key waits for none of another', async () => {
    const { take, came } = line(1, 10);
    for (const [key, name] of [
      ['one', 'a'],
      ['one', 'b'],
      ['two', 'c'],
    ] as const)
      take(key, name);
    await settled();
    expect(came).toEqual(['a', 'c']);
  });

  it('more than may wait are refused, until there is room again', async () => {
    const { take, end, came } = line(1, 1);
    for (const name of ['a', 'b', 'c']) take('one', name);
    await settled();
    expect(came).toEqual(['a', 'c refused']);
    end('a');
    take('one', 'd');
    await settled();
    end('b');
    await settled();
    expect(came).toEqual(['a', 'c refused', 'b', 'd']);
  });
});
