import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password, type Username } from '../support/server-people.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');

/** Chromium's own virtual authenticator, under the name of this machine: an address in figures has no passkeys. */
describe('passkeys, in the browser', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, consoleDir, env: { SIGAP_SECOND_FACTOR: 'head' } });
    url = server.url.replace('127.0.0.1', 'localhost');
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  const looksWell = async (page: Page, name: string) => {
    const { faults, checked } = await look(page, folder, name);
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(5);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  };
  /** @returns turns the owner's yes into a no */
  const withAuthenticator = async (page: Page) => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    return (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  };
  const logIn = async (page: Page, username: Username) => {
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
  };
  const openKeys = async (page: Page) => {
    await page.getByTestId('account').click();
    await page.getByTestId('account-passkeys').click();
    await page.getByTestId('passkey-name').waitFor();
  };
  const logOut = async (page: Page) => {
    await page.context().clearCookies();
    await page.goto(url);
    await page.getByTestId('login-submit').waitFor();
  };

  it.each([
    ['dewi', { width: 1366, height: 768 }, 'id'],
    ['hadi', { width: 390, height: 844 }, 'en'],
    ['lia', { width: 1920, height: 1080 }, 'id'],
  ] as const)(
    'one is set up, logs in, shows who sits there and is taken away, with the keyboard alone: %s',
    async (username, viewport, language) => {
      const page = await (await browser.newContext({ viewport, locale: 'id-ID' })).newPage();
      page.setDefaultTimeout(patience);
      const verified = await withAuthenticator(page);
      await page.goto(url);
      if (language === 'en') await page.getByTestId('language').click();
      await looksWell(page, `log-in-passkey-${viewport.width}`);
      await logIn(page, username);
      await openKeys(page);
      await looksWell(page, `passkeys-none-${viewport.width}`);
      await page.getByTestId('passkey-name').fill('Ponsel kantor');
      await page.keyboard.press('Enter');
      await page.getByTestId('passkey').waitFor();
      expect(await page.getByTestId('passkey').textContent()).toContain('Ponsel kantor');
      await looksWell(page, `passkeys-one-${viewport.width}`);
      await page.keyboard.press('Enter');
      await page.getByTestId('passkey-problem').waitFor();
      await looksWell(page, `passkeys-again-${viewport.width}`);

      await logOut(page);
      await logIn(page, username);
      await page.getByRole('alert').waitFor();
      await looksWell(page, `log-in-passkey-needed-${viewport.width}`);
      await verified(false);
      await page.getByTestId('login-passkey').click();
      await page.getByRole('alert').waitFor();
      await verified(true);
      await page.getByTestId('login-passkey').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('account').waitFor();

      await page.keyboard.press('F10');
      await page.getByTestId('lock-passkey').waitFor();
      await looksWell(page, `lock-passkey-${viewport.width}`);
      await page.getByTestId('lock-passkey').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('account').waitFor();

      await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min'`);
      await openKeys(page);
      await page.getByTestId('passkey-remove').focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-testid=proof-passkey]:focus').waitFor();
      await looksWell(page, `proof-passkey-${viewport.width}`);
      await page.keyboard.press('Enter');
      await page.getByTestId('passkey').waitFor({ state: 'detached' });
      await logOut(page);
      await logIn(page, username);
      await page.getByTestId('account').waitFor();
      await page.context().close();
    },
  );

  it('is enough where a second factor is owed, and whoever stood there too long is asked again first', async () => {
    const page = await (await browser.newContext({ locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    await withAuthenticator(page);
    await page.goto(url);
    await logIn(page, 'wati');
    await page.getByTestId('first-passkey').waitFor();
    await looksWell(page, 'first-passkey');
    await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min'`);
    await page.getByTestId('first-passkey').click();
    await page.getByTestId('proof-password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('account').waitFor();
    await page.context().close();
  });
});
