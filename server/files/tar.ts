import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import type { ArchiveEntry, ArchiveFormat } from '../app/ports/archive.ts';

/** Everything of a header that would differ from machine to machine. */
const nobody = { uid: 0, gid: 0, uname: '', gname: '', mode: 0o644, type: 'file' } as const;

/**
 * POSIX tar (pax): what it holds lies in it as it is, with its length before it, so that it is written and read as it passes,
 * however large it is; and whatever computer there will be in thirty years can open it.
 */
export const tar: ArchiveFormat = {
  async *pack(entries) {
    const packing = pack();
    const filling = fill(packing, entries).catch((error: unknown) => {
      packing.destroy(error as Error);
    });
    try {
      for await (const piece of packing) yield piece as Uint8Array;
    } finally {
      // Whoever reads no further ends the writing too.
      packing.destroy();
      await filling;
    }
  },
  async *entries(bytes) {
    const reading = extract();
    const feeding = pipeline(Readable.from(bytes), reading);
    feeding.catch(() => {});
    for await (const entry of reading) {
      const { name, size = 0 } = entry.header;
      yield { path: name, bytes: size, body: entry as AsyncIterable<Uint8Array> };
      entry.resume();
    }
    await feeding;
  },
};

async function fill(packing: ReturnType<typeof pack>, entries: AsyncIterable<ArchiveEntry> | Iterable<ArchiveEntry>) {
  for await (const { path, bytes, at, body } of entries) {
    const mtime = new Date(Math.floor(at / 1_000) * 1_000);
    await pipeline(Readable.from(body), packing.entry({ ...nobody, name: path, size: bytes, mtime }));
  }
  packing.finalize();
}
