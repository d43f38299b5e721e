import { startTestServer } from '../../support/server.ts';

/**
 * From a start until everything that was under way is on the screens again and the server listens: the whole server,
 * over the database as it is.
 */
export async function serverStart(databaseUrl: string): Promise<{ ms: number; megabytes: number }> {
  const before = process.memoryUsage().rss;
  const from = performance.now();
  const server = await startTestServer({ databaseUrl, connect: false });
  const ms = performance.now() - from;
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  await server.stop();
  return { ms, megabytes };
}
