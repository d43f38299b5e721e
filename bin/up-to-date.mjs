import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runs a step of the build, unless what it made was made of the very same files: told by their contents, so that a
 * checkout or a copy, which touches times, costs nothing, and a file that is gone counts too.
 * @param step `inputs` and `stamp` are paths below `root`; `outputs` are what the step makes there; `run` throws when it
 *   fails, and then it is run again the next time.
 * @returns whether it was run
 */
export async function bringUpToDate(root, { inputs, outputs, stamp, run }) {
  const print = fingerprint(root, inputs);
  const path = join(root, stamp);
  const made = outputs.every((output) => existsSync(join(root, output)));
  if (made && existsSync(path) && readFileSync(path, 'utf8') === print) return false;
  // Half a build is none: not until it has succeeded is it taken for one.
  rmSync(path, { force: true });
  await run();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, print);
  return true;
}

function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(root, input)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(root, path) {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() || entry.isFile() ? filesBelow(root, join(path, entry.name)) : [],
  );
}
