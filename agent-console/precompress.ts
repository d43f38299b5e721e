import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Below this a compressed copy saves hardly more than the header that names it. A desk loads some twenty files near it. */
const worthIt = 400;

/**
 * Writes a Brotli and a gzip copy beside each file of text that is built: the server sends those, and compresses nothing
 * while somebody waits.
 */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '.' }, bundle) {
      if (this.meta.watchMode) return;
      const texts = Object.keys(bundle).filter((name) => /\.(js|css|svg|html)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const whole = await readFile(join(dir, name));
          if (whole.length < worthIt) return;
          await writeFile(join(dir, `${name}.br`), await brotli(whole));
          await writeFile(join(dir, `${name}.gz`), await zip(whole, { level: 9 }));
        }),
      );
    },
  };
}
