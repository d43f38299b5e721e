import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { insertDueCases } from '../support/due-cases.ts';
import { freePort } from '../support/free-port.ts';
import { shipped } from '../support/sops.ts';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { faultsOf, look as lookAt } from './lab/look.ts';
import { type Product, prepareProduct } from './lab/product.ts';

const folder = join(import.meta.dirname, '.run/screens');
const look = (page: Page, name: string) => lookAt(page, folder, name);

describe('every screen, in both languages', () => {
  let product: Product;
  let browser: Browser;
  let sari: Desk;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    product = await prepareProduct({ port: await freePort() });
    await product.startSimulated({
      SIMULATOR_SCENARIO: 'normal',
      SIMULATOR_CALLS_PER_MINUTE: '20',
      // It rings for twelve seconds: a busy machine takes more than six for its picture.
      SIMULATOR_SPEED: '0.5',
      SIMULATOR_SEED: '1',
    });
    browser = await launchChromium();
    sari = await openDesk(browser, product, 'agen1');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const accessible = async (page: Page, name: string) => expect(await faultsOf(page, folder, name)).toEqual([]);

  it('the log-in', async () => {
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    await page.goto(product.url);
    await page.getByTestId('login-submit').waitFor();
    await accessible(page, 'log-in');
    await page.context().close();
  });

  it('the desk: at rest, with a pop, in a call, in the recap', async () => {
    await accessible(sari.page, 'desk-at-rest');
    await sari.beReady();
    let faults: readonly string[] = [];
    await sari.take(async () => {
      faults = (await look(sari.page, 'desk-pop')).faults;
      await sari.page.keyboard.press('F2');
    });
    expect(faults).toEqual([]);
    await sari.see('case').waitFor();
    // From the key to the first field there is no Tab.
    await sari.page.locator('[data-testid=field-callerName]:focus').waitFor();
    await accessible(sari.page, 'desk-case');
    // The caller may be quicker.
    if ((await sari.page.getByTestId('action-recap.saved').count()) === 0)
      await sari.page
        .getByTestId('call-hangup')
        .click({ timeout: 5_000 })
        .catch(() => {});
    await sari.see('action-recap.saved').waitFor();
    await accessible(sari.page, 'desk-recap');
    await sari.see('field-disposition').selectOption('ghost');
    await sari.fill('field-recapSummary', 'Tidak ada suara.');
    await sari.act('recap.saved');
    await sari.page.locator('[data-testid=agent-state]:not([data-state=wrap-up])').waitFor();
  });

  it('the tickets', async () => {
    await sari.page.getByTestId('nav-tickets').click();
    await sari.page.getByTestId('ticket-row').first().waitFor();
    await accessible(sari.page, 'tickets');
  });

  it('a ring on another page, and the desk that opens when it is answered', async () => {
    await sari.page.getByTestId('ticket-row').first().waitFor();
    let faults: readonly string[] = [];
    await sari.take(async () => {
      faults = (await look(sari.page, 'tickets-pop')).faults;
      await sari.page.getByTestId('pop-answer').click({ timeout: 5_000 });
    });
    expect(faults).toEqual([]);
    await sari.see('case').waitFor();
    expect(new URL(sari.page.url()).pathname).toBe('/desk');
  });

  it('a written conversation: who waits for a reply, what was said, what is being written', async () => {
    const budi = await openDesk(browser, product, 'agen2');
    await budi.page.getByTestId('nav-inbox').click();
    await budi.page.locator('[data-testid=inbox-row][data-words=true]').first().click({ timeout: 200_000 });
    await budi.page.getByTestId('message-text').fill('Boleh tahu nama dan alamat Bapak/Ibu? 😀');
    await accessible(budi.page, 'messages');
    await budi.press('message-send');
    const ours = budi.page.locator('[data-testid=message][data-direction=out]').last();
    await ours.getByText('Boleh tahu nama').waitFor();
    // The simulated citizen's telephone says that it came.
    await ours.locator('[data-status=delivered], [data-status=read]').waitFor({ timeout: 30_000 });
    await budi.close();
  });

  it("the dispatcher's inbox", async () => {
    const dewi = await openDesk(browser, product, 'dispatcher');
    await dewi.page.waitForLoadState('networkidle');
    await accessible(dewi.page, 'inbox');
    await dewi.close();
  });

  it('the floor, on a wallboard', async () => {
    const rina = await openDesk(browser, product, 'supervisor');
    await rina.page.setViewportSize({ width: 1920, height: 1080 });
    await rina.page.getByTestId('floor-call').first().waitFor({ timeout: 60_000 });
    await accessible(rina.page, 'floor');
    await rina.close();
  });

  it('an escalation on the floor, with who is told of it by what', async () => {
    const rina = await openDesk(browser, product, 'supervisor');
    await insertDueCases(product.query, shipped('surabaya'), [Date.now() + 500]);
    const escalation = rina.page.locator('[data-testid=floor-alert][data-kind=escalation]').first();
    await escalation.waitFor();
    await escalation.locator('summary').click();
    await escalation.locator('[data-testid=told]').first().waitFor();
    await accessible(rina.page, 'floor-escalation');
    await rina.close();
  });

  it('a storm of escalations, told as one', async () => {
    const rina = await openDesk(browser, product, 'supervisor');
    await insertDueCases(product.query, shipped('surabaya'), Array<number>(30).fill(Date.now() + 500));
    const storm = rina.page.locator('[data-testid=floor-alert-group][data-kind=escalation]').first();
    await storm.waitFor();
    await storm.locator('summary').click();
    await accessible(rina.page, 'floor-storm');
    await storm.getByTestId('alert-ack-all').click();
    // A few at a time, and a machine that is busy draws the page anew for each.
    await storm.waitFor({ state: 'detached', timeout: 120_000 });
    await rina.close();
  });

  it('how somebody is told of alerts', async () => {
    const rina = await openDesk(browser, product, 'supervisor');
    for (const language of ['id', 'en']) {
      await rina.press('notify');
      await rina.see('contact').waitFor();
      await rina.see('quiet-own').click();
      await rina.fill('contact-mobile', '024 555 100');
      await rina.press('contact-save');
      await rina.page.locator('[aria-invalid=true]').first().waitFor();
      expect((await look(rina.page, `notifications-wrong-${language}`)).faults).toEqual([]);
      await rina.fill('contact-mobile', '0812 3456 7890');
      await rina.fill('contact-email', 'rina@contoh.go.id');
      await rina.press('contact-save');
      await rina.page.getByText('0812-****-7890').waitFor();
      expect((await look(rina.page, `notifications-${language}`)).faults).toEqual([]);
      await rina.page.keyboard.press('Escape');
      await rina.see('contact').waitFor({ state: 'detached' });
      await rina.press('language');
    }
    await rina.close();
  });

  it('the SOPs: listed, written with faults and without, previewed, published', async () => {
    const { page, see, press, close } = await openDesk(browser, product, 'admin');
    await press('nav-sops');
    await see('sop-version').waitFor();
    await accessible(page, 'sops');
    await page.locator('[data-sop=surabaya] a').click();
    const text = await see('sop-source').inputValue();
    await see('sop-source').fill(text.replace('budget: 5 s', 'budget: soon'));
    await press('sop-check');
    await press('sop-fault');
    const { start, end } = await see('sop-source').evaluate((field) => {
      const { selectionStart, selectionEnd } = field as unknown as { selectionStart: number; selectionEnd: number };
      return { start: selectionStart, end: selectionEnd };
    });
    expect(text.replace('budget: 5 s', 'budget: soon').slice(start, end).trim()).toBe('budget: soon');
    await accessible(page, 'sop-faults');
    await see('sop-source').fill(
      text.replace(/^version: .*/m, 'version: "layar"').replace('budget: 5 s', 'budget: 3 s'),
    );
    await press('sop-save');
    await page.waitForURL('**/sops/surabaya/layar');
    for (const tab of ['table', 'diagram'] as const) {
      await press(`sop-tab-${tab}`);
      await see(`sop-${tab}`).waitFor();
      await accessible(page, `sop-${tab}`);
    }
    await press('sop-tab-preview');
    await press('sop-preview');
    await see('sop-compared').waitFor();
    await accessible(page, 'sop-preview');
    await press('sop-publish');
    expect((await look(page, 'sop-publish')).faults).toEqual([]);
    await press('sop-publish-confirm');
    await page.locator('[data-testid=sop][data-phase=in-force]').waitFor();
    await close();
  });
});
