import type { Page } from 'playwright-core';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import type { TestServer } from '../../support/server.ts';
import type { Username } from '../../support/server-people.ts';
import { startScreensOffice } from './screens-office.ts';

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
  const office = await startScreensOffice({ env });
  const { server, folder } = office;
  // The page asks for the browser's last week; the month ends with today.
  await insertMonth(server, Math.floor(Date.now() / dayMs) * dayMs - 29 * dayMs, 160);
  await factsFromLog(server, office.databaseUrl);
  return {
    ...{ server, folder, stop: office.stop },
    async open(width, height, username = 'rina') {
      const page = await office.open(username, '/', await office.visit(width, height));
      await page.getByTestId('nav-figures').click();
      await page.getByTestId('figures-row').first().waitFor();
      return page;
    },
    visit: async () => (await office.browser.newContext()).newPage(),
  };
}

/** What a cell of a table of figures says. */
export const cell = (page: Page, table: string, key: string, column: string): Promise<string | null> =>
  page.locator(`[data-testid=${table}] [data-key="${key}"] [data-column=${column}]`).textContent();
