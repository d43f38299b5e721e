import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FakeExchange } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/server.ts';
import { createServerDatabase, password, type Username } from '../../support/server-people.ts';
import { launchChromium, patience } from './browser.ts';

type ServerOptions = Omit<TestServerOptions<FakeExchange>, 'databaseUrl' | 'consoleDir'>;

/** A server with the built console on a database of its own, and a browser in front of it. */
export interface ScreensOffice {
  readonly server: TestServer;
  readonly databaseUrl: string;
  readonly browser: Browser;
  /** Where pictures are kept. */
  readonly folder: string;
  /** An empty page in a browser of its own, 1366 × 768 unless told, in Indonesian. */
  visit(width?: number, height?: number): Promise<Page>;
  /** The console as somebody who has just logged in. @param path where they came to; @param page absent: one of `visit` */
  open(username: Username, path?: string, page?: Page): Promise<Page>;
  stop(): Promise<void>;
}

export async function startScreensOffice(options: ServerOptions = {}): Promise<ScreensOffice> {
  const folder = join(import.meta.dirname, '../.run/screens');
  await mkdir(folder, { recursive: true });
  const database = await createServerDatabase();
  const consoleDir = join(import.meta.dirname, '../../../dist/agent-console');
  const server = await startTestServer({ databaseUrl: database.url, consoleDir, ...options });
  const browser = await launchChromium();
  const visit = async (width = 1366, height = 768) => {
    const page = await (await browser.newContext({ viewport: { width, height }, locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    return page;
  };
  return {
    ...{ server, databaseUrl: database.url, browser, folder, visit },
    open: async (username, path = '/', given) => {
      const page = given ?? (await visit());
      await page.goto(`${server.url}${path}`);
      await page.getByTestId('login-username').fill(username);
      await page.getByTestId('login-password').fill(password);
      await page.getByTestId('login-submit').click();
      await page.getByTestId('login-submit').waitFor({ state: 'detached' });
      return page;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
      await database.drop();
    },
  };
}
