import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './desk.ts';
import type { Lab } from './lab.ts';
import type { Product } from './product.ts';

const folder = join(import.meta.dirname, '../.run');

/** Writes screenshots, logs and the exchange's own view below `tests/system/.run/<name>`. */
export async function keepEvidence(
  name: string,
  desks: Readonly<Record<string, Desk | undefined>>,
  lab: Lab,
  product: Product,
): Promise<void> {
  const place = join(folder, name.replaceAll(/[^\w]+/g, '-').slice(0, 60));
  await mkdir(place, { recursive: true });
  for (const [who, desk] of Object.entries(desks)) {
    await desk?.page.screenshot({ path: join(place, `${who}.png`) }).catch(() => {});
  }
  await writeFile(join(place, 'server.log'), product.output());
  const views = ['queue show', 'core show channels verbose', 'pjsip show contacts'].map((command) =>
    lab.asterisk.cli(command).catch(String),
  );
  await writeFile(join(place, 'asterisk.txt'), [...(await Promise.all(views)), await lab.asterisk.log()].join('\n\n'));
}
