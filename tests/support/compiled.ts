import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export type Compiled = { folder: string; remove(): void };

/**
 * Compiles modules of the server (and declarations) with what they import, and puts the office's data beside them. They are
 * run by a process of its own: a test that kills a process cannot do it to itself, and Node 20 does not run TypeScript. Paths
 * below the folder are those of the source.
 */
export function compile(...entries: string[]): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-compiled-'));
  chmodSync(folder, 0o755);
  const options = ['--rootDir', root, '--outDir', folder, '--noEmit', 'false', '--rewriteRelativeImportExtensions'];
  const language = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--skipLibCheck', '--noCheck'];
  const files = entries.map((entry) => join(root, entry));
  execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, ...language, '--ignoreConfig', ...files], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  execFileSync(process.execPath, ['.ci/copy-data.mjs', folder], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
