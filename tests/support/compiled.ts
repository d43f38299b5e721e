import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export type Compiled = { folder: string; remove(): void };

/**
 * Compiles one module of the server with what it imports, to be run by a process of its own: a test that kills a
 * process cannot do it to itself, and Node 20 does not run TypeScript. Paths below the folder are those of the source.
 */
export function compile(entry: string): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-compiled-'));
  chmodSync(folder, 0o755);
  const options = ['--rootDir', root, '--outDir', folder, '--noEmit', 'false', '--rewriteRelativeImportExtensions'];
  const language = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
  execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, ...language, '--ignoreConfig', join(root, entry)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
