import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const project = join(import.meta.dirname, '../../..');

/**
 * Runs Node with these arguments in a project made of these files (path → text), with our package.json and packages.
 * Returns its exit code and what it said, both streams as one text.
 */
export function runNodeIn(files: Readonly<Record<string, string>>, args: (root: string) => readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
    copyFileSync(join(project, 'package.json'), join(root, 'package.json'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const ran = spawnSync(process.execPath, args(root), { cwd: root, encoding: 'utf8', timeout: 60_000 });
    return { code: ran.status, said: `${ran.stdout}${ran.stderr}` };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Runs a check of `.ci/checks` over a project made of these files. */
export function runCheckOn(check: string, files: Readonly<Record<string, string>>, ...more: string[]) {
  return runNodeIn(files, (root) => [join(project, '.ci/checks', check), root, ...more]);
}
