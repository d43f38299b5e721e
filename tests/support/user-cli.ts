import type { TestDatabase } from './database.ts';
import type { ServerProcesses } from './server-processes.ts';

/** `npm run user -- …` on the database of a test server. */
export function userCli(processes: ServerProcesses, database: TestDatabase) {
  const env = {
    DATABASE_URL: database.url,
    SIGAP_DATA_DIR: processes.base,
    SIGAP_SECRET_KEY: Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256)).toString('base64'),
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
  };
  /** @param more settings besides */
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    processes.cli('user', args, { ...env, ...more });
  return {
    run,
    /** The password that it printed. @throws what it said when it printed none */
    password: (...args: string[]): string => {
      const { stdout, stderr } = run(args);
      const printed = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}$/.exec(stdout.trim())?.[0];
      if (printed === undefined) throw new Error(stderr);
      return printed;
    },
  };
}
