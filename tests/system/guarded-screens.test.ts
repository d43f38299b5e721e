import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { codeAt } from '../support/authenticator.ts';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password } from '../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../support/server-processes.ts';
import { answeredCall, intake } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { userCli } from '../support/user-cli.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
const viewport = { width: 1366, height: 768 };

describe('data are kept from who should not have them, in the browser', () => {
  let database: TestDatabase;
  let processes: ServerProcesses;
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    processes = compileServer('user', 'breach');
    database = await createServerDatabase();
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    const env = { SIGAP_SECOND_FACTOR: 'analyst', SIGAP_LOCK_AFTER: '1', SIGAP_KEEP_DRAFTS_DAYS: '30' };
    server = await startTestServer({ databaseUrl: database.url, consoleDir, env });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
    processes?.remove();
  });

  const fillIn = async (page: Page, username: string) => {
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
  };
  const come = async (username: string) => {
    const page = await (await browser.newContext({ viewport, locale: 'id-ID' })).newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await fillIn(page, username);
    return page;
  };
  const open = async (username: string) => {
    const page = await come(username);
    await page.getByTestId('account').waitFor();
    return page;
  };
  /** What the page itself would be answered. */
  const statusOf = (page: Page, path: string) => page.evaluate(async (address) => (await fetch(address)).status, path);

  it('whoever leaves in the middle of a call sees no more of it, and what the browser asks is refused', async () => {
    const page = await open('sari');
    const sari = await server.logIn('sari');
    const call = await answeredCall(server, sari, await sari.desk(), '081234567890');
    await page.getByText(call.ticketNumber).first().waitFor();
    await page.getByTestId('field-complaint').fill('Air mati di Gang Mawar');
    expect(await statusOf(page, `/api/cases/${call.caseId}`)).toBe(200);
    const cli = userCli(processes, database);
    expect(cli.run(['deactivate', 'sari'])).toMatchObject({ status: 0 });
    await page.getByTestId('login-submit').waitFor();
    expect(await page.getByRole('status').first().textContent()).toContain('berakhir');
    expect(await page.content()).not.toContain(call.ticketNumber);
    expect(await faultsOf(page, folder, 'left-mid-shift')).toEqual([]);
    for (const path of [`/api/cases/${call.caseId}`, '/api/sops', '/api/session'])
      expect([path, await statusOf(page, path)]).toEqual([path, 401]);
    // What goes on is not told: the browser has no way to it.
    server.exchange.happen(call.ended());
    await until('she is rung no more', () => server.exchange.membership('101') === 'out');
    expect(await page.content()).not.toContain(call.ticketNumber);
    await fillIn(page, 'sari');
    await page.getByRole('alert').waitFor();
    // What she typed waits for her in this tab, and for nobody else.
    const kept = () => page.evaluate('JSON.stringify({ ...sessionStorage })') as Promise<string>;
    expect(await kept()).toContain('Gang Mawar');
    await fillIn(page, 'wati');
    await page.getByTestId('account').waitFor();
    expect(await kept()).not.toContain('Gang Mawar');
    expect(cli.run(['activate', 'sari'])).toMatchObject({ status: 0 });
    await page.context().close();
  });

  it('a telephone that is lost is worth nothing once an administrator took its codes away; another takes its place', async () => {
    const enrol = async (page: Page) => {
      await page.getByTestId('second-factor-password').fill(password);
      await page.keyboard.press('Enter');
      const secret = (await page.getByTestId('second-factor-secret').textContent()) ?? '';
      await page.getByTestId('second-factor-code').fill(codeAt(secret, server.clock.now()));
      await page.keyboard.press('Enter');
      const recovery = (await page.getByTestId('recovery-codes').locator('code').first().textContent()) ?? '';
      await page.getByTestId('recovery-kept').click();
      await page.getByTestId('account').waitFor();
      return { secret, recovery };
    };
    const page = await come('hadi');
    await page.getByTestId('first-code').waitFor();
    const lost = await enrol(page);
    const admin = await open('admin');
    await admin.goto(`${server.url}/accounts`);
    const button = admin.locator('[data-username=hadi]').getByTestId('account-resetSecondFactor');
    await button.focus();
    expect(await faultsOf(admin, folder, 'accounts')).toEqual([]);
    expect(await admin.locator('[data-username=admin]').getByTestId('account-resetSecondFactor').count()).toBe(0);
    await button.press('Enter');
    await button.press('Enter');
    await button.waitFor({ state: 'detached' });
    // Whoever sits with the stolen browser is out, too.
    await page.getByTestId('login-submit').waitFor();

    server.clock.move(60_000);
    await fillIn(page, 'hadi');
    await page.getByTestId('factor-taken').waitFor();
    expect(await faultsOf(page, folder, 'factor-taken')).toEqual([]);
    await page.getByTestId('second-factor-password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('second-factor-code').fill(codeAt(lost.secret, server.clock.now()));
    await page.keyboard.press('Enter');
    await page.getByTestId('second-factor-problem').waitFor();
    await page.reload();
    const found = await enrol(page);

    server.clock.move(60_000);
    const again = await come('hadi');
    for (const old of [codeAt(lost.secret, server.clock.now()), lost.recovery]) {
      await again.getByTestId('login-code').fill(old);
      await again.keyboard.press('Enter');
      await again.getByRole('alert').waitFor();
      expect(await again.getByTestId('account').count()).toBe(0);
    }
    await again.getByTestId('login-code').fill(codeAt(found.secret, server.clock.now()));
    await again.keyboard.press('Enter');
    await again.getByTestId('account').waitFor();
    for (const one of [page, again, admin]) await one.context().close();
  });

  it('after a breach it is said within minutes who was touched and what they must be told; those in charge saw it happen', async () => {
    const officer = await open('nadia');
    const rina = await server.logIn('rina');
    const sari = await server.logIn('sari');
    const call = await answeredCall(server, sari, await sari.desk(), '081298765432');
    await sari.act(call, 'intake.saved', { ...intake, callerName: 'Siti Aminah' });
    server.exchange.happen(call.ended());
    await server.settled();

    // Somebody has taken Budi's log-in, and looks around.
    const thief = await open('budi');
    await thief.goto(`${server.url}/tickets/${call.caseId}`);
    await thief.getByTestId('open-for-reason').click();
    await thief.getByTestId('open-case-reason').fill('warga datang ke loket');
    await thief.keyboard.press('Enter');
    await thief.getByTestId('case').waitFor();
    await thief.getByTestId('reveal-phone').first().click();
    await thief.getByTestId('reveal-reason').fill('menelepon balik pelapor');
    await thief.keyboard.press('Enter');
    await thief.locator('[data-testid=sealed-phone][data-open=true]').first().waitFor();

    const alarm = officer.locator('[data-testid=alarm][data-kind="read.reason"]');
    await officer.getByTestId('alarms-quiet').waitFor();
    await officer.getByTestId('alarms-more').click();
    await alarm.waitFor();
    for (const words of [call.ticketNumber, 'warga datang ke loket'])
      expect(await alarm.textContent()).toContain(words);
    expect(await faultsOf(officer, folder, 'alarms')).toEqual([]);
    await alarm.getByTestId('alarm-seen').focus();
    await officer.keyboard.press('Enter');
    await alarm.waitFor({ state: 'detached' });
    expect(await faultsOf(officer, folder, 'privacy-retention')).toEqual([]);

    const env = {
      DATABASE_URL: database.url,
      SIGAP_DATA_DIR: processes.base,
      SIGAP_SECRET_KEY: Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256)).toString(
        'base64',
      ),
      SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
    };
    const day = (from: number) => new Date(Date.now() + from).toISOString().slice(0, 10);
    const dayMs = 24 * 60 * 60_000;
    const drill = ['--from', day(-dayMs), '--to', day(2 * dayMs), '--account', 'budi', '--known', '2026-11-30 09:00'];
    const { stdout, stderr, status } = processes.cli('breach', drill, env);
    expect([status, stderr]).toEqual([0, '']);
    const touched = stdout.split('\n').filter((line) => line.startsWith(call.ticketNumber));
    expect(touched).toHaveLength(1);
    expect(touched[0]).toMatch(/\tbudi\t.*phone/);
    expect(stdout).toContain('Orang/persons: 1');
    // Three times 24 hours.
    expect(stdout).toContain('2026-12-03 09:00');
    expect(stdout).not.toMatch(/81298765432/);
    expect((await rina.call('listAlerts')).status).toBe(200);
    for (const one of [officer, thief]) await one.context().close();
  });

  it('a screen that nobody touches is locked by itself, and not while somebody works', async () => {
    const page = await open('dewi');
    const other = await open('joko');
    // Dewi leaves; Joko goes on for longer than the office lets a screen stand.
    const begun = Date.now();
    while (Date.now() - begun < 63_000) {
      await other.mouse.move(100 + Math.random() * 200, 300);
      await other.waitForTimeout(2_500);
    }
    await page.getByTestId('lock-screen').waitFor();
    expect(await other.getByTestId('lock-screen').count()).toBe(0);
    expect(await statusOf(page, '/api/sops')).toBe(403);
    expect(await faultsOf(page, folder, 'locked-by-itself')).toEqual([]);
    await page.getByTestId('lock-password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('account').waitFor();
    for (const one of [page, other]) await one.context().close();
  });
});
