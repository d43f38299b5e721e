import type { Client } from './client.ts';
import type { TestDatabase } from './database.ts';
import { insertDueCases } from './due-cases.ts';
import { type DatabaseProxy, startDatabaseProxy } from './proxy.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './server.ts';
import { createServerDatabase } from './server-people.ts';
import { type SmtpServer, startSmtpServer } from './smtp-server.ts';
import { shipped } from './sops.ts';
import { until } from './until.ts';

export const rinaMail = 'rina.supervisor@contoh.go.id';
const sop = shipped('surabaya');

/** A row of the table, as far as tests look at it. */
export interface NotificationFound {
  readonly alert_id: string;
  readonly means: string;
  readonly state: string;
  readonly reason: string | null;
  readonly message_id: string | null;
  readonly attempts: number;
}

/** A database, a mail server, and servers that tell people of what is late by it. */
export interface MailedAlerts {
  readonly smtp: SmtpServer;
  /** A way to the database that can be cut. */
  readonly proxy: DatabaseProxy;
  start(options?: Partial<TestServerOptions<TestServer['exchange']>>): Promise<TestServer>;
  /** Everything started is ended. */
  close(): Promise<void>;
}

export async function openMailedAlerts(): Promise<MailedAlerts> {
  const database: TestDatabase = await createServerDatabase();
  const smtp = await startSmtpServer();
  const proxy = await startDatabaseProxy(database.url);
  const servers: TestServer[] = [];
  const mail = { SMTP_URL: smtp.url, MAIL_FROM: 'Sigap <sigap@contoh.go.id>', SIGAP_QUIET_HOURS: 'none' };
  return {
    smtp,
    proxy,
    start: async ({ env, ...options } = {}) => {
      const server = await startTestServer({ databaseUrl: database.url, env: { ...mail, ...env }, ...options });
      servers.push(server);
      return server;
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await smtp.close();
      await proxy.close();
      await database.drop();
    },
  };
}

/** Cases whose dispatcher is so late at these moments (epoch ms) that the supervisor hears of it. */
export const lateAt = (server: TestServer, moments: readonly number[]) => insertDueCases(server.sql, sop, moments);
export const soon = (server: TestServer): number => server.clock.now() + 300;

/** The supervisor, who has said where her letters go. */
export async function rinaByMail(server: TestServer): Promise<Client> {
  const rina = await server.logIn('rina');
  await rina.do('changeMyContact', { body: { email: rinaMail } });
  return rina;
}

export const notificationsOf = (server: TestServer): Promise<NotificationFound[]> =>
  server.sql<NotificationFound>('SELECT * FROM notification ORDER BY id');

/** Until there are so many and none waits to go. */
export const settledOf = (server: TestServer, count: number): Promise<NotificationFound[]> =>
  until(`${count} notifications are settled`, async () => {
    const found = await notificationsOf(server);
    return found.length === count && found.every(({ state }) => state !== 'pending') && found;
  });
