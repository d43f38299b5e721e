import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { codeAt } from '../support/authenticator.ts';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password, people } from '../support/server-people.ts';
import { queuedCall } from '../support/server-scenario.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
const sizes = [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
] as const;

describe('one’s own account, in the browser', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, consoleDir, env: { SIGAP_SECOND_FACTOR: 'admin' } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  const logIn = async (page: Page, username: string, words: string) => {
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(words);
    await page.getByTestId('login-submit').click();
  };
  const open = async (username: string, viewport: (typeof sizes)[number] = sizes[0]) => {
    const page = await (await browser.newContext({ viewport, locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await logIn(page, username, password);
    await page.getByTestId('account').waitFor();
    return page;
  };
  /** Looked at in both languages; nothing of it is wider than the screen. */
  const looksWell = async (page: Page, name: string) => {
    const { faults, checked } = await look(page, folder, name);
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(5);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  };

  it('the password is changed with the keyboard alone, after what is wrong was said at its field', async () => {
    const page = await open('dewi');
    const next = 'gajah mada 1364 menyeberang';
    const other = await open('dewi', sizes[1]);
    await page.getByTestId('account').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=account-password]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=password-current]:focus').waitFor();
    await page.keyboard.type('bukan ini');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=password-next][aria-invalid=true]:focus').waitFor();
    await looksWell(page, 'password-short');
    await page.keyboard.type(next);
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=password-current][aria-invalid=true]:focus').waitFor();
    await looksWell(page, 'password-wrong');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('password-changed').waitFor();
    await looksWell(page, 'password-changed');
    await other.getByTestId('login-submit').waitFor();
    await logIn(other, 'dewi', password);
    expect(await other.getByRole('alert').textContent()).toContain('salah');
    await logIn(other, 'dewi', next);
    await other.getByTestId('account').waitFor();
    for (const one of [page, other]) await one.context().close();
  });

  it.each([
    ['sinta', sizes[0], 'Choose'],
    ['putri', sizes[1], 'Pilih'],
  ] as const)(
    'whoever has a password that was handed out chooses another before the desk opens: %s',
    async (username, viewport, title) => {
      await server.sql(
        "UPDATE person SET password_expires_at = clock_timestamp() + interval '1 hour' WHERE username = $1",
        [username],
      );
      const page = await (await browser.newContext({ viewport, locale: 'id-ID' })).newPage();
      page.setDefaultTimeout(patience);
      await page.goto(server.url);
      if (title === 'Choose') await page.getByTestId('language').click();
      await logIn(page, username, password);
      await page.getByTestId('first-password').waitFor();
      await page.reload();
      await page.getByRole('heading', { name: title }).waitFor();
      expect(await page.getByTestId('account').count()).toBe(0);
      await looksWell(page, `first-password-${viewport.width}`);
      await page.locator('[data-testid=password-current]:focus').waitFor();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.locator('[data-testid=password-next][aria-invalid=true]:focus').waitFor();
      await page.keyboard.type('hayam wuruk 1350 naik takhta');
      await page.keyboard.press('Enter');
      await page.getByTestId('account').waitFor();
      await page.context().close();
    },
  );

  it.each([
    ['rina', sizes[0]],
    ['wati', sizes[1]],
  ] as const)('log-ins of %s at other places are seen and ended at once (%j)', async (username, viewport) => {
    const left = await open(username);
    const page = await open(username, viewport);
    await page.getByTestId('account').click();
    await page.getByTestId('account-sessions').click();
    await page.getByTestId('session').nth(1).waitFor();
    for (const language of ['id', 'en']) {
      await looksWell(page, `sessions-${viewport.width}-${language}`);
      await page.keyboard.press('Escape');
      await page.getByTestId('language').click();
      await page.getByTestId('account').click();
      await page.getByTestId('account-sessions').click();
      await page.getByTestId('session').nth(1).waitFor();
    }
    await page.getByTestId('session-end').click();
    await left.getByTestId('login-submit').waitFor();
    await page.getByTestId('session').nth(1).waitFor({ state: 'detached' });
    expect(await page.getByTestId('session').getAttribute('data-current')).toBe('true');
    for (const one of [page, left]) await one.context().close();
  });

  it.each([
    ['hadi', sizes[1], 'id'],
    ['joko', sizes[0], 'en'],
  ] as const)(
    'a log-in code is set up, asked for, and replaced by a recovery code when the telephone is lost: %s',
    async (username, viewport, language) => {
      const page = await open(username, viewport);
      if (language === 'en') await page.getByTestId('language').click();
      await page.getByTestId('account').click();
      await page.getByTestId('account-secondFactor').click();
      await page.locator('[data-testid=second-factor-password]:focus').waitFor();
      await looksWell(page, `second-factor-begin-${language}`);
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.locator('[data-testid=second-factor-code]:focus').waitFor();
      const secret = (await page.getByTestId('second-factor-secret').textContent()) ?? '';
      const code = (steps: number) => codeAt(secret, server.clock.now() + steps * 30_000);
      await page.keyboard.type(code(5));
      await page.keyboard.press('Enter');
      expect(await page.getByTestId('second-factor-problem').textContent()).toContain('5');
      await looksWell(page, `second-factor-scan-${language}`);
      await page.getByTestId('second-factor-code').fill(code(0));
      await page.keyboard.press('Enter');
      const recovery = await page.getByTestId('recovery-codes').locator('code').first().textContent();
      await looksWell(page, `second-factor-recovery-${language}`);
      await page.getByTestId('recovery-kept').click();

      const lost = await (await browser.newContext({ viewport, locale: 'id-ID' })).newPage();
      lost.setDefaultTimeout(patience);
      await lost.goto(server.url);
      if (language === 'en') await lost.getByTestId('language').click();
      await logIn(lost, username, password);
      await lost.locator('[data-testid=login-code]:focus').waitFor();
      await lost.keyboard.type('000 00x');
      await lost.keyboard.press('Enter');
      await lost.getByRole('alert').waitFor();
      await looksWell(lost, `login-code-${language}`);
      await lost.getByTestId('login-code').fill(recovery ?? '');
      await lost.keyboard.press('Enter');
      await lost.getByTestId('account').click();
      await lost.getByTestId('account-secondFactor').click();
      expect(await lost.getByTestId('second-factor-on').textContent()).toContain('9');
      await looksWell(lost, `second-factor-on-${language}`);
      for (const one of [page, lost]) await one.context().close();
    },
  );

  it.each([
    ['sari', sizes[1]],
    ['budi', sizes[0]],
  ] as const)(
    'a locked screen tells that it rings and nothing else, and opens again: %s',
    async (username, viewport) => {
      const page = await open(username, viewport);
      const tab = await page.context().newPage();
      await tab.goto(server.url);
      await tab.getByTestId('account').waitFor();
      const call = await queuedCall(server, '081234567890');
      await page.keyboard.press('F10');
      await page.locator('[data-testid=lock-password]:focus').waitFor();
      await tab.getByTestId('lock-screen').waitFor();
      server.exchange.happen(call.offered(people[username].extension ?? ''));
      await page.locator('[data-testid=lock-phone][data-rings=true]').waitFor();
      for (const one of [page, tab]) expect(await one.content()).not.toContain(call.ticketNumber);
      await looksWell(page, `lock-${viewport.width}`);
      server.exchange.happen(call.answered(people[username].extension ?? ''));
      await page.locator('[data-testid=lock-phone][data-rings=false]').waitFor();
      await page.reload();
      await page.getByTestId('lock-password').fill('bukan ini');
      await page.keyboard.press('Enter');
      await page.locator('[data-testid=lock-password][aria-invalid=true]').waitFor();
      await page.getByTestId('lock-password').fill(password);
      await page.keyboard.press('Enter');
      await page.getByText(call.ticketNumber).first().waitFor();
      await tab.getByTestId('account').waitFor();
      server.exchange.happen(call.ended());
      await page.context().close();
    },
  );

  it('whoever may not work without a log-in code sets it up before the desk opens', async () => {
    const page = await (await browser.newContext({ viewport: sizes[1], locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await logIn(page, 'admin', password);
    await page.getByTestId('first-code').waitFor();
    await looksWell(page, 'first-code');
    await page.getByTestId('second-factor-password').fill(password);
    await page.keyboard.press('Enter');
    const secret = (await page.getByTestId('second-factor-secret').textContent()) ?? '';
    await page.getByTestId('second-factor-code').fill(codeAt(secret, server.clock.now()));
    await page.keyboard.press('Enter');
    await page.getByTestId('recovery-kept').click();
    await page.getByTestId('account').waitFor();

    // What is grave asks again who sits there, and then goes on by itself.
    await page.goto(`${server.url}/audit`);
    await page.getByTestId('audit-export').waitFor();
    await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min'`);
    server.clock.move(60_000);
    await page.getByTestId('audit-export').click();
    await page.locator('[data-testid=proof-code]:focus').waitFor();
    await looksWell(page, 'proof');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByTestId('proof-problem').waitFor();
    const taken = page.waitForEvent('download');
    await page.getByTestId('proof-code').fill(codeAt(secret, server.clock.now()));
    await page.keyboard.press('Enter');
    expect((await taken).suggestedFilename()).toBe('audit.csv');
    await page.getByTestId('proof-dialog').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
