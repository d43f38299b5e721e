import type { BrowserContext, Page } from 'playwright-core';
import { queuedCall } from '../support/server-scenario.ts';
import { patience } from './lab/browser.ts';
import { faultsOf, look } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

describe('a wallboard, in the browser', () => {
  let office: ScreensOffice;
  beforeAll(async () => {
    office = await startScreensOffice();
  });
  afterAll(() => office?.stop());

  const pageOf = async (context: BrowserContext, address: string): Promise<Page> => {
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(address);
    return page;
  };
  const openAdmin = async () => {
    const page = await office.open('admin', '/wallboards');
    await page.getByTestId('wallboard-name').waitFor();
    return page;
  };

  it('is made with the keyboard alone, opened by its link, and goes dark when it is revoked', async () => {
    const admin = await openAdmin();
    await admin.getByTestId('wallboard-name').focus();
    await admin.keyboard.press('Enter');
    await admin.locator('[data-testid=wallboard-name][aria-invalid=true]').waitFor();
    expect((await look(admin, office.folder, 'wallboards-empty')).faults).toEqual([]);
    await admin.keyboard.type('Ruang agen, dinding utara');
    await admin.keyboard.press('Enter');
    const link = (await admin.getByTestId('wallboard-link').textContent()) ?? '';
    expect(link).toMatch(new RegExp(`^${office.server.url}/wallboard#[\\w-]{43}$`));
    expect((await look(admin, office.folder, 'wallboard-link')).faults).toEqual([]);
    await admin.getByTestId('wallboard-kept').focus();
    await admin.keyboard.press('Enter');

    const asked: string[] = [];
    const wall = await office.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'id-ID' });
    wall.on('request', (request) => void asked.push(request.url()));
    const screen = await pageOf(wall, link);
    await screen.getByTestId('floor').waitFor();
    expect(screen.url()).toBe(`${office.server.url}/wallboard`);
    const token = link.split('#')[1] ?? '';
    expect([token.length, asked.filter((url) => url.includes(token))]).toEqual([43, []]);
    expect(await screen.getByTestId('account').count()).toBe(0);
    const call = await queuedCall(office.server, '081234567890');
    await screen.getByText(call.ticketNumber).first().waitFor();
    expect(await screen.content()).not.toMatch(/81234567890|7890/);
    const { faults, checked } = await look(screen, office.folder, 'wallboard');
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(5);
    // As the machine on the wall is started anew, with its first page or without the sign.
    await screen.reload();
    await screen.getByText(call.ticketNumber).first().waitFor();

    await admin.reload();
    await admin.getByTestId('wallboard-row').waitFor();
    expect(await faultsOf(admin, office.folder, 'wallboards')).toEqual([]);
    // What stands large is chosen with the keyboard too, and the screen shows it.
    const large = () =>
      screen.locator('dl [data-testid^=tile-]').evaluateAll((all) => all.map((one) => one.dataset.testid));
    expect(await large()).toHaveLength(7);
    await admin.getByTestId('wallboard-tiles').focus();
    await admin.keyboard.press('Enter');
    for (const name of ['longest', 'talking', 'ready', 'inTarget', 'abandoned', 'serviceLevel']) {
      await admin.getByTestId(`wallboard-tile-${name}`).focus();
      await admin.keyboard.press('Space');
    }
    expect((await look(admin, office.folder, 'wallboard-tiles')).faults).toEqual([]);
    await admin.getByTestId('wallboard-tiles-save').focus();
    await admin.keyboard.press('Enter');
    await admin.getByTestId('wallboard-tiles-save').waitFor({ state: 'detached' });
    await screen.reload();
    await screen.getByTestId('tile-service-level').waitFor();
    expect(await large()).toEqual(['tile-waiting', 'tile-service-level', 'tile-breaches']);
    expect((await look(screen, office.folder, 'wallboard-chosen')).faults).toEqual([]);
    // Messages, ages and a step of a procedure come without the screen being loaded anew.
    await admin.getByTestId('wallboard-tiles').click();
    for (const name of ['messages', 'ages']) await admin.getByTestId(`wallboard-tile-${name}`).check();
    await admin.getByTestId('wallboard-steps').click();
    await admin.getByRole('option').first().click();
    await admin.keyboard.press('Escape');
    expect((await look(admin, office.folder, 'wallboard-tiles-more')).faults).toEqual([]);
    await admin.getByTestId('wallboard-tiles-save').click();
    await admin.getByTestId('wallboard-tiles-save').waitFor({ state: 'detached' });
    await screen.getByTestId('tile-messages').getByText('0').first().waitFor();
    await screen.getByTestId('tile-ages').getByText('≥ 5').waitFor();
    expect((await large()).filter((name) => name?.startsWith('tile-step:'))).toHaveLength(1);
    expect((await look(screen, office.folder, 'wallboard-more')).faults).toEqual([]);
    await admin.getByTestId('wallboard-revoke').focus();
    await admin.keyboard.press('Enter');
    await admin.keyboard.press('Enter');
    await admin.getByTestId('wallboard-row').waitFor({ state: 'detached' });
    await screen.locator('[data-testid=wallboard-off][data-why=refused]').waitFor();
    expect(await screen.content()).not.toContain(call.ticketNumber);
    expect((await look(screen, office.folder, 'wallboard-revoked')).faults).toEqual([]);
    // Another link in the same tab: the page loads itself anew.
    const loadedAnew = screen.waitForEvent('load');
    await screen.goto(link);
    await loadedAnew;
    await screen.locator('[data-testid=wallboard-off][data-why=refused]').waitFor();
    office.server.exchange.happen(call.ended());
    for (const one of [admin, screen]) await one.context().close();
  });

  it('turns through its pages by itself and by keys, and names what warns on those that are not shown', async () => {
    const admin = await openAdmin();
    await admin.getByTestId('wallboard-name').fill('Ruang pantau');
    await admin.keyboard.press('Enter');
    const link = (await admin.getByTestId('wallboard-link').textContent()) ?? '';
    await admin.getByTestId('wallboard-kept').click();
    await admin.getByTestId('wallboard-tiles').first().click();
    // A second page of two figures, with the keyboard: the first figure is red when one caller waits.
    const space = async (testId: string) => {
      await admin.getByTestId(testId).focus();
      await admin.keyboard.press('Space');
    };
    await space('wallboard-page-add');
    await admin.getByTestId('wallboard-tiles-problem').waitFor();
    for (const name of ['waiting', 'serviceLevel']) await space(`wallboard-tile-${name}`);
    await admin.getByTestId('wallboard-seconds').fill('5');
    await admin.getByText('10 sampai 120 detik, bilangan bulat').waitFor();
    await admin.getByTestId('wallboard-seconds').fill('10');
    await admin.getByTestId('wallboard-tiles-problem').waitFor({ state: 'detached' });
    await space('wallboard-page-1');
    await space('wallboard-tile-waiting');
    await admin.getByTestId('wallboard-seconds').fill('10');
    await admin.getByTestId('wallboard-limit-serviceLevel-amber').fill('80');
    await admin.getByTestId('wallboard-limit-serviceLevel-red').fill('90');
    await admin.getByTestId('wallboard-limit-fault').waitFor();
    expect((await look(admin, office.folder, 'wallboard-limits-wrong')).faults).toEqual([]);
    await admin.getByTestId('wallboard-limit-serviceLevel-red').fill('70');
    await admin.getByTestId('wallboard-limit-waiting-amber').fill('');
    await admin.getByTestId('wallboard-limit-waiting-red').fill('1');
    await admin.getByTestId('wallboard-tiles-save').click();
    await admin.getByTestId('wallboard-tiles-save').waitFor({ state: 'detached' });

    const wall = await office.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'id-ID' });
    const screen = await pageOf(wall, link);
    const page = screen.getByTestId('board-page').locator('span').first();
    const says = (text: string) => expect(page.textContent()).resolves.toBe(text);
    const shows = (text: string) => screen.getByTestId('board-page').getByText(text, { exact: true }).waitFor();
    await shows('1/2');
    await screen
      .getByTestId('board-clock')
      .getByText(/^\d\d[.:]\d\d/)
      .waitFor();
    // It turns by itself; space holds it, and from then on only the keys turn it.
    await shows('2/2');
    await screen.getByTestId('tile-service-level').waitFor();
    await screen.keyboard.press('Space');
    await screen.locator('[data-testid=board-hold][aria-pressed=true]').waitFor();
    await screen.keyboard.press('ArrowRight');
    await says('1/2');
    expect(await screen.getByTestId('tile-waiting').count()).toBe(0);
    // The caller of another test, who gave up after as long as that test took, may warn of the service level there.
    const waiting = screen.getByTestId('board-elsewhere').filter({ hasText: 'Menunggu' });
    expect(await waiting.count()).toBe(0);
    const call = await queuedCall(office.server, '081234567891');
    const elsewhere = screen.locator('[data-testid=board-elsewhere][data-level=red]');
    await elsewhere.getByText('hlm. 2: Menunggu 1').waitFor();
    expect((await look(screen, office.folder, 'wallboard-elsewhere')).faults).toEqual([]);
    await screen.setViewportSize({ width: 1366, height: 768 });
    expect((await look(screen, office.folder, 'wallboard-elsewhere-1366')).faults).toEqual([]);
    await screen.keyboard.press('ArrowLeft');
    await says('2/2');
    await screen.locator('[data-testid=tile-waiting][data-level=red]').waitFor();
    expect(await waiting.count()).toBe(0);
    expect((await look(screen, office.folder, 'wallboard-page-2')).faults).toEqual([]);
    await screen.keyboard.press('Space');
    await shows('1/2');
    office.server.exchange.happen(call.ended());
    for (const one of [admin, screen]) await one.context().close();
  });

  it('is chosen for in English too, and where motion is not wanted turns its pages without any', async () => {
    const admin = await openAdmin();
    await admin.getByTestId('wallboard-name').fill('North wall');
    await admin.keyboard.press('Enter');
    const link = (await admin.getByTestId('wallboard-link').textContent()) ?? '';
    await admin.getByTestId('wallboard-kept').click();
    await admin.getByTestId('language').click();
    await admin.getByTestId('wallboard-tiles').first().click();
    await admin.getByTestId('wallboard-page-add').click();
    await admin.getByTestId('wallboard-steps').click();
    for (const nth of [0, 1, 2, 3]) await admin.getByRole('option').nth(nth).click();
    await admin.keyboard.press('Escape');
    expect((await look(admin, office.folder, 'wallboard-tiles-en')).faults).toEqual([]);
    await admin.getByTestId('wallboard-tiles-save').click();
    await admin.getByTestId('wallboard-tiles-save').waitFor({ state: 'detached' });
    const wall = await office.browser.newContext({
      viewport: { width: 1920, height: 1080 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    const screen = await pageOf(wall, link);
    await screen.getByTestId('board-hold').click();
    await screen.getByTestId('board-next').click();
    await screen.locator('[data-testid^="tile-step:"]').first().waitFor();
    expect(await screen.evaluate('document.getAnimations().length')).toBe(0);
    expect((await look(screen, office.folder, 'wallboard-steps')).faults).toEqual([]);
    for (const one of [admin, screen]) await one.context().close();
  });

  it('whose server is away when it is switched on waits, and comes in by itself', async () => {
    const admin = await openAdmin();
    await admin.getByTestId('wallboard-name').fill('Ruang rapat');
    await admin.keyboard.press('Enter');
    const link = (await admin.getByTestId('wallboard-link').textContent()) ?? '';
    const wall = await office.browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
    await wall.route('**/api/wallboard', (route) => route.abort());
    const screen = await pageOf(wall, link);
    await screen.locator('[data-testid=wallboard-off][data-why=away]').waitFor();
    expect((await look(screen, office.folder, 'wallboard-away')).faults).toEqual([]);
    await wall.unroute('**/api/wallboard');
    await screen.getByTestId('floor').waitFor();
    for (const one of [admin, screen]) await one.context().close();
  });

  it('of a browser that is left says so, and comes back by its link', async () => {
    const admin = await openAdmin();
    await admin.getByTestId('wallboard-name').fill('Lobi');
    await admin.keyboard.press('Enter');
    const link = (await admin.getByTestId('wallboard-link').textContent()) ?? '';
    const hand = await office.browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'id-ID' });
    const screen = await pageOf(hand, link);
    await screen.getByTestId('floor').waitFor();
    expect((await look(screen, office.folder, 'wallboard-390')).faults).toEqual([]);
    await screen.getByTestId('wallboard-leave').click();
    await screen.locator('[data-testid=wallboard-off][data-why=left]').waitFor();
    await screen.reload();
    await screen.locator('[data-testid=wallboard-off][data-why=refused]').waitFor();
    await screen.goto(link);
    await screen.getByTestId('floor').waitFor();
    for (const one of [admin, screen]) await one.context().close();
  });
});
