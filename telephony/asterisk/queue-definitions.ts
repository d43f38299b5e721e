import { readFile, rename, writeFile } from 'node:fs/promises';
import type { CommandOutcome } from '../commands.ts';
import { type QueueDefinition, type QueueStrategy, queueNamePattern } from '../queues.ts';
import type { AmiConnection } from './connection.ts';

/** Where Asterisk reads the queues that are made in the administration, which `config/queues.conf` includes. */
export interface QueuesFile {
  /** As this machine sees it. */
  readonly path: string;
  /** The queue of `queues.conf` itself; the others begin as its copies. */
  readonly first: string;
}

const strategies: Readonly<Record<QueueStrategy, string>> = {
  turns: 'rrmemory',
  longest_idle: 'leastrecent',
  fewest_calls: 'fewestcalls',
};

/**
 * Contents of the file. Each queue has what the first one has (music, joinempty, wrap-up), but for what is said of it.
 * @throws when a name cannot be written into such a file
 * @internal exported for its tests
 */
export function renderQueues(queues: readonly QueueDefinition[], first: string): string {
  const sections = queues.map(({ name, strategy, ringMs }) => {
    if (name !== first && !queueNamePattern.test(name)) throw new Error('no name of a queue');
    const head = name === first ? `[${name}](+)` : `[${name}](${first})`;
    return `${head}\nstrategy=${strategies[strategy]}\ntimeout=${Math.ceil(ringMs / 1000)}\n`;
  });
  return ['; Written by Sigap from its administration: changes made here are lost.\n', ...sections].join('\n');
}

/**
 * Writes the file, whole or not at all, and has Asterisk read it. Members are no part of it: they are its own, and kept by
 * it (`persistentmembers`), so that it goes on with these queues and people while we are away.
 */
export async function defineQueues(
  action: AmiConnection['action'],
  { path, first }: QueuesFile,
  queues: readonly QueueDefinition[],
): Promise<CommandOutcome> {
  const text = renderQueues(queues, first);
  try {
    const before = await readFile(path, 'utf8').catch(() => null);
    if (before !== text) {
      const draft = `${path}.new`;
      await writeFile(draft, text, { mode: 0o644 });
      await rename(draft, path);
    }
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { ok: false, kind: 'unwritable', reason: `the file of queues cannot be written: ${code}` };
  }
  // Needs no right of its own, and does nothing where the file is as it was read last.
  const reloaded = await action('QueueReload', { parameters: 'yes', members: 'no', rules: 'no' });
  return reloaded.ok ? { ok: true } : { ok: false, kind: reloaded.kind, reason: reloaded.reason };
}
