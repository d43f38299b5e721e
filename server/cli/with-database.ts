import type { Log } from '../app/ports/ports.ts';
import type { Config } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../wiring/database.ts';

/** Commands say themselves what there is to say. */
export const quiet: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Does a command's work on the database of the settings, which is let go of however that ends: connections that stay open
 * would keep the command from ending.
 * @throws as `openDatabase` does
 */
export async function withDatabase<Result>(
  config: Config,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const closing: (() => Promise<void> | void)[] = [];
  try {
    return await work(await openDatabase(config, quiet, { add: (_name, close) => void closing.unshift(close) }));
  } finally {
    for (const close of closing) await close();
  }
}
