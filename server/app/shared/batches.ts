import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

export interface BatchesDeps<Item, Result> {
  /** One transaction never carries more than this. */
  readonly limit: number;
  /** One transaction for all of them; the answers have the order of the items. Throws when nothing was stored. */
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether the error says that the database is away, rather than that it refused. */
  readonly isAway: (error: unknown) => boolean;
  /** How long to wait before each further try of an item that was refused by itself, ms. */
  readonly pausesMs?: readonly number[];
}

/**
 * Those who come while a transaction is under way wait for it together and share the next one: each is served as soon
 * as the database can, and a storm costs one commit for many instead of one each.
 * @returns takes an item; throws when the database is away, or refuses this very item.
 */
export function createBatches<Item, Result>({ limit, work, isAway, pausesMs = [] }: BatchesDeps<Item, Result>) {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let busy = false;

  const run = async () => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      await take(batch, 0);
      // Who has come meanwhile but was not read yet shares the next transaction, instead of waiting for it.
      await nextTurn();
    }
    busy = false;
  };

  const take = async (batch: readonly Waiting[], refusals: number): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as Result);
      });
    } catch (error) {
      if (isAway(error)) for (const { reject } of batch) reject(error);
      else if (batch.length > 1) {
        // One that the database refuses must not cost the others their tickets.
        const middle = batch.length >> 1;
        await take(batch.slice(0, middle), refusals);
        await take(batch.slice(middle), refusals);
      } else if (refusals < pausesMs.length) {
        await sleep(pausesMs[refusals]);
        await take(batch, refusals + 1);
      } else batch[0]?.reject(error);
    }
  };

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) void run();
    });
}
