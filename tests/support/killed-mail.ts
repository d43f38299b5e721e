import { type Client, logIn } from './client.ts';
import { createKilledServers, type Moment } from './killed-servers.ts';
import { sealingKey } from './server.ts';
import { password, type Username } from './server-people.ts';
import type { ServerProcesses } from './server-processes.ts';
import { type SmtpServer, startSmtpServer } from './smtp-server.ts';
import { until } from './until.ts';

/** Has something sent by e-mail. */
export type Ask = (client: Client) => Promise<unknown>;
/** A server that is asked, and killed in the midst of what it does then. */
export type Kill = (who: Username, ask: Ask) => Promise<void>;

/** Servers that are killed while they send by e-mail, and the mail server that they send to. */
export interface KilledMail {
  readonly smtp: SmtpServer;
  /** By the mail server, when it has the first line of the letter, or all of it and has not said so. */
  by(when: 'onBegun' | 'onTaken'): Kill;
  /** By the database, which what became of the letter is told to. */
  at(moment: Moment): Kill;
  /** Another server takes up at once what was left; its address. */
  goOn(): Promise<string>;
  close(): Promise<void>;
}

export async function openKilledMail(
  processes: ServerProcesses,
  { databaseUrl, dataDir }: { readonly databaseUrl: string; readonly dataDir: string },
  sql: (text: string) => Promise<unknown>,
): Promise<KilledMail> {
  const smtp = await startSmtpServer();
  const env = {
    ...{ DATABASE_URL: databaseUrl, PORT: '0', SIMULATOR_SCENARIO: 'empty', SIGAP_DATA_DIR: dataDir },
    ...{ SIGAP_SECRET_KEY: sealingKey.toString('base64'), SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja' },
    EMAIL_SMTP_URL: smtp.url,
  };
  const servers = await createKilledServers(processes, databaseUrl, env);

  /** What was asked for is sent after it was answered. @throws when its server is gone */
  const askUntilGone = async (client: Client, ask: Ask): Promise<never> => {
    await ask(client);
    const isGone = () =>
      client.call('me', {}).then(
        () => false,
        () => true,
      );
    await until('it is gone', isGone, 120_000);
    throw new Error('it is gone');
  };

  return {
    smtp,
    by: (when) => async (who, ask) => {
      const { child, exited, url } = await processes.up(env);
      smtp[when](async () => {
        child.kill('SIGKILL');
        await exited;
      });
      const client = await logIn(url, who, password);
      await ask(client);
      await exited;
      client.close();
      smtp[when](null);
    },
    at: (moment) => (who, ask) => servers.killedAt(moment, who, (client) => askUntilGone(client, ask)),
    goOn: async () => {
      const { url } = await processes.up(env);
      // Whoever had it could still be at it for a minute.
      await sql('UPDATE message SET next_try_at = now() WHERE next_try_at IS NOT NULL');
      return url;
    },
    close: async () => {
      await processes.end();
      await servers.close();
      await smtp.close();
    },
  };
}
