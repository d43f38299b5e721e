import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password } from '../support/server-people.ts';
import { answeredCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');

describe('a number that pranks, in the browser', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, consoleDir });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  /** Three calls, recapped as pranks: so many may be blocked for. */
  const pranks = async (): Promise<string> => {
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    let last = '';
    for (let times = 0; times < 3; times += 1) {
      const call = await answeredCall(server, sari, desk, '081234567890');
      server.exchange.happen(call.ended());
      await until('the call is over', async () => !(await sari.do('getCase', { params: call })).callLive);
      await sari.act(call, 'recap.saved', { disposition: 'prank', recapSummary: 'Iseng' });
      last = call.caseId;
    }
    return last;
  };

  it('is blocked for a reason and let in again, and the focus comes back to where it was', async () => {
    const caseId = await pranks();
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(`${server.url}/tickets/${caseId}`);
    await page.getByTestId('login-username').fill('rina');
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.locator('[data-testid=block-caller][data-blocked=false]').waitFor();
    expect(await faultsOf(page, folder, 'block-caller')).toEqual([]);

    await page.getByTestId('block').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('block-reason').waitFor();
    expect((await look(page, folder, 'block-dialog')).faults).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('block-reason').waitFor({ state: 'detached' });
    await page.locator('[data-testid=block]:focus').waitFor();

    await page.keyboard.press('Enter');
    await page.getByTestId('block-submit').click();
    await page.locator('[data-testid=block-reason][aria-invalid=true]').waitFor();
    await page.getByTestId('block-reason').fill('iseng berulang kali');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=block-caller][data-blocked=true]').waitFor();
    expect(await faultsOf(page, folder, 'block-blocked')).toEqual([]);

    await page.getByTestId('unblock').click();
    await page.getByTestId('unblock-reason').fill('salah orang, minta maaf');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=block-caller][data-blocked=false]').waitFor();
    await context.close();
  });
});
