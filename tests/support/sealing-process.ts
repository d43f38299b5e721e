import { randomBytes } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import { opened, sealed } from '../../server/files/sealing.ts';

// Seals and opens a quarter of a gigabyte, and says what was held meanwhile; run with --expose-gc. A process of its own: in
// one that has run many tests a single collection takes seconds.

const mega = 1024 * 1024;
const block = Buffer.alloc(mega);
async function* much(): AsyncGenerator<Buffer> {
  for (let count = 0; count < 256; count += 1) yield block;
}
const key = randomBytes(32);
// What buffers hold is given back by a thread of V8's after the collection (Node 24: up to 36 MB stood there right after it).
// The least of a few looks is what is really held.
async function held(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look += 1) {
    (globalThis as { gc?: () => void }).gc?.();
    await later(5);
    least = Math.min(least, process.memoryUsage().arrayBuffers);
  }
  return least;
}

/** @param keep whether whoever reads keeps what was read: the measure itself */
async function measured(keep: boolean): Promise<{ size: number; looks: readonly number[] }> {
  const kept: Uint8Array[] = [];
  const looks: number[] = [];
  const before = await held();
  let size = 0;
  for await (const part of opened(key, sealed(key, much()))) {
    if (keep) kept.push(part);
    size += part.length;
    if (Math.floor(size / (16 * mega)) > looks.length) looks.push((await held()) - before);
  }
  return { size, looks };
}

process.stdout.write(JSON.stringify({ passed: await measured(false), kept: await measured(true) }));
