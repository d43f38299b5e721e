import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, type Username } from '../../support/server-people.ts';
import { launchChromium, patience } from './browser.ts';

const dayMs = 86_400_000;

/** An office with a month of calls that ends today, and browsers on its page of figures. */
export interface FiguresOffice {
  readonly server: TestServer;
  /** Where pictures are kept. */
  readonly folder: string;
  /** The page of figures of somebody who reads them. */
  open(width: number, height: number, username?: Username): Promise<Page>;
  /** Nobody who is logged in yet. */
  visit(): Promise<Page>;
  stop(): Promise<void>;
}

/** @param env settings besides those every test has */
export async function startFiguresOffice(env: Readonly<Record<string, string>> = {}): Promise<FiguresOffice> {
  const folder = join(import.meta.dirname, '../.run/screens');
  await mkdir(folder, { recursive: true });
  const database = await createServerDatabase();
  const consoleDir = join(import.meta.dirname, '../../../dist/agent-console');
  const server = await startTestServer({ databaseUrl: database.url, consoleDir, env });
  // The page asks for the browser's last week; the month ends with today.
  await insertMonth(server, Math.floor(Date.now() / dayMs) * dayMs - 29 * dayMs, 160);
  await factsFromLog(server, database.url);
  const browser = await launchChromium();
  return {
    ...{ server, folder },
    async open(width, height, username = 'rina') {
      const page = await (await browser.newContext({ viewport: { width, height }, locale: 'id-ID' })).newPage();
      page.setDefaultTimeout(patience);
      await page.goto(server.url);
      await page.getByTestId('login-username').fill(username);
      await page.getByTestId('login-password').fill(password);
      await page.getByTestId('login-submit').click();
      await page.getByTestId('login-submit').waitFor({ state: 'detached' });
      await page.getByTestId('nav-figures').click();
      await page.getByTestId('figures-row').first().waitFor();
      return page;
    },
    visit: async () => (await browser.newContext()).newPage(),
    async stop() {
      await browser.close();
      await server.stop();
      await database.drop();
    },
  };
}

/** What a cell of a table of figures says. */
export const cell = (page: Page, table: string, key: string, column: string): Promise<string | null> =>
  page.locator(`[data-testid=${table}] [data-key="${key}"] [data-column=${column}]`).textContent();
