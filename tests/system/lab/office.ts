import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, RUN_VARIABLE, type TestDatabase } from '../../support/database.ts';
import { startProcess } from './processes.ts';

export const built = join(import.meta.dirname, '../../../dist/server');

export type Person = readonly [username: string, role: string, ...options: string[]];

const people = [
  ['agen1', 'agent', '--extension', '101', '--name', 'Sari Agen'],
  ['agen2', 'agent', '--extension', '102', '--name', 'Budi Agen'],
  ['supervisor', 'supervisor', '--extension', '301', '--name', 'Rina Supervisor'],
  ['dispatcher', 'dispatcher', '--name', 'Dewi Dispatcher'],
  ['pejabat', 'official', '--name', 'Pak Pejabat'],
  ['kepala', 'head', '--name', 'Ibu Kepala Dinas'],
  ['admin', 'admin', '--name', 'Adi Administrator'],
] as const satisfies readonly Person[];

/** Beyond the first two, who are there anyhow. */
export const moreAgents = (count: number): Person[] =>
  Array.from({ length: Math.max(0, count - 2) }, (_, index) => {
    const number = index + 3;
    return [`agen${number}`, 'agent', '--extension', String(100 + number), '--name', `Agen ${number}`];
  });

/** Of this run: the office before anybody worked in it, copied with its database for every product. */
const folder = () => join(tmpdir(), `sigap-office-${process.env[RUN_VARIABLE]}`);
const passwordsIn = (dataDir: string) => join(dataDir, 'lab-passwords.json');

/** A database and a data folder of an office with people, who are added by its commands once in a run. */
export async function copyOffice(
  dataDir: string,
): Promise<{ readonly database: TestDatabase; readonly passwords: Map<string, string> }> {
  const database = await createTestDatabase({ template: { name: 'office', prepare } });
  await cp(folder(), dataDir, { recursive: true });
  const passwords: [string, string][] = JSON.parse(await readFile(passwordsIn(dataDir), 'utf8'));
  return { database, passwords: new Map(passwords) };
}

export const removeOffice = () => rm(folder(), { recursive: true, force: true });

async function prepare(databaseUrl: string): Promise<void> {
  await mkdir(folder(), { mode: 0o700, recursive: true });
  const passwords = await addPeople(officeEnv(databaseUrl, folder()), people);
  await writeFile(passwordsIn(folder()), JSON.stringify([...passwords]), { mode: 0o600 });
}

/** What a process of the office is started with. */
export const officeEnv = (databaseUrl: string, dataDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: '',
  DATABASE_URL: databaseUrl,
  SIGAP_DATA_DIR: dataDir,
  LOG_LEVEL: 'info',
});

/** By the command an office would use; returns their passwords. */
export async function addPeople(env: NodeJS.ProcessEnv, added: readonly Person[]): Promise<Map<string, string>> {
  const passwords = new Map<string, string>();
  for (const [username, role, ...options] of added) {
    const printed = await runCli(env, 'user', ['add', username, '--permanent', '--role', role, ...options]);
    passwords.set(username, printed.trim().split(/\s+/).at(-1) ?? '');
  }
  return passwords;
}

export async function runCli(env: NodeJS.ProcessEnv, name: string, args: readonly string[]): Promise<string> {
  const child = startProcess(process.execPath, [join(built, 'cli', `${name}.js`), ...args], { env });
  if ((await child.done) !== 0) throw new Error(`${args.join(' ')}:\n${child.output()}`);
  return child.output();
}
