import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ReadSop, SopReading } from '../app/procedures/read.ts';
import type { Words } from '../domain/shared/words.ts';

export interface SopReader {
  readonly read: ReadSop;
  close(): Promise<void>;
}

export interface SopReaderOptions {
  /** For one text; a large one of our own takes a tenth of it. */
  readonly limitMs?: number;
  /** Texts that wait while one is read. */
  readonly waiting?: number;
}

/**
 * Reads procedures in a thread of its own, which is kept warm, one text after another: whatever a text is, calls and
 * screens go on meanwhile. A text that takes too long, or more memory than any procedure needs, is given up.
 */
export function createSopReader({ limitMs = 5_000, waiting = 8 }: SopReaderOptions = {}): SopReader {
  let worker: Promise<Worker> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let queued = 0;

  const start = async (): Promise<Worker> => {
    const fresh = new Worker(new URL('./sop-reader-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    fresh.unref();
    await once(fresh, 'message');
    return fresh;
  };
  /** The time of a text begins when there is somebody to read it. */
  const ready = (): Promise<Worker> => {
    worker ??= start().catch((error: unknown) => {
      worker = null;
      throw error;
    });
    return worker;
  };
  const drop = async () => {
    const old = worker;
    worker = null;
    await (await old?.catch(() => null))?.terminate();
  };

  const inThread = async (source: string, papers: readonly string[] | undefined): Promise<SopReading> => {
    const thread = await ready();
    thread.postMessage({ source, papers });
    const ended = new AbortController();
    const { signal } = ended;
    const answer = await Promise.race([
      once(thread, 'message', { signal }).then(([reading]) => reading as SopReading),
      once(thread, 'exit', { signal }).then(() => null),
      sleep(limitMs, null, { signal }),
    ])
      // It ran out of memory, or fell over.
      .catch(() => null)
      .finally(() => ended.abort());
    if (answer) return answer;
    await drop();
    return refused(tooLong);
  };

  ready().catch(() => {});
  return {
    read: (source, papers) => {
      if (queued > waiting) return Promise.resolve(refused(tooMany));
      queued += 1;
      const mine = queue.then(() => inThread(source, papers));
      queue = mine
        .catch(() => {})
        .finally(() => {
          queued -= 1;
        });
      return mine;
    },
    close: drop,
  };
}

const refused = (words: Words): SopReading => ({ sop: null, faults: [{ line: null, ...words }], versionLine: null });

const tooLong: Words = {
  id: 'Naskah ini terlalu lama dibaca: kurangi bagian yang berulang atau bersarang dalam.',
  en: 'This text takes too long to read: take out parts that repeat or lie deep within others.',
};
const tooMany: Words = {
  id: 'Terlalu banyak naskah sedang diperiksa. Coba lagi sebentar lagi.',
  en: 'Too many texts are being checked. Try again in a moment.',
};
