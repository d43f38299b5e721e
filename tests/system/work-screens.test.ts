import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { faultsOf, look } from './lab/look.ts';
import { type Product, prepareProduct } from './lab/product.ts';

const folder = join(import.meta.dirname, '.run/screens');

describe('a report taken down at the desk, on the screens of those who work on it', () => {
  let product: Product;
  let browser: Browser;
  let sari: Desk;
  let ticket: string;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    product = await prepareProduct({ port: await freePort() });
    // Slow enough to look at a call while it is being placed.
    await product.startSimulated({ SIMULATOR_SCENARIO: 'empty', SIMULATOR_SPEED: '0.1' });
    browser = await launchChromium();
    sari = await openDesk(browser, product, 'agen1');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const accessible = async (page: Page, name: string) => expect(await faultsOf(page, folder, name)).toEqual([]);
  const openTicket = async (desk: Desk) => {
    await desk.page.getByTestId('inbox-row').first().click();
    await desk.see('actions').waitFor();
    expect(await desk.text('case-ticket')).toContain(ticket.split('-').at(-1) as string);
  };

  /** The step ends by its paper, which is chosen already: it is written, made and signed there. */
  const signed = async (desk: Desk, fields: Readonly<Record<string, string>>) => {
    const papers = desk.page.getByTestId('papers');
    await papers.getByTestId('paper-write').click();
    for (const [name, words] of Object.entries(fields)) await desk.fill(`paper-field-${name}`, words);
    await desk.press('paper-make');
    await papers.getByTestId('paper-sign').click();
  };

  it('says what is missing at its field, and then the number to read out', async () => {
    await sari.press('nav-intake');
    // Whoever stands at the counter is the first to choose, and an e-mail is none who does.
    expect(await sari.page.locator('[data-testid=intake-service] option').first().textContent()).toContain('Loket');
    await sari.press('intake-save');
    await sari.page.locator('[data-testid=intake-complaint][aria-invalid=true]').waitFor();
    await accessible(sari.page, 'report-faults');
    await sari.fill('intake-complaint', 'Ruang tunggu panas dan kursinya kurang.');
    await sari.fill('intake-callerName', 'Siti Aminah');
    await sari.fill('intake-phone', '0812-3456-7890');
    // A reload keeps the words, and nothing of the citizen.
    await sari.reload();
    await sari.see('intake-complaint').waitFor();
    expect(await sari.see('intake-complaint').inputValue()).toContain('Ruang tunggu');
    expect(await sari.see('intake-phone').inputValue()).toBe('');
    await sari.fill('intake-callerName', 'Siti Aminah');
    await sari.fill('intake-phone', '0812-3456-7890');
    await sari.press('intake-save');
    ticket = await sari.text('intake-ticket');
    expect(ticket).toMatch(/\d{4}/);
    await accessible(sari.page, 'intake-saved');
  });

  it('is called back by key, and says how far that is and how it ended', async () => {
    await sari.press('set-ready');
    await sari.press('nav-inbox');
    await openTicket(sari);
    await sari.page.keyboard.press('F7');
    await sari.page.locator('[data-testid=call-back][data-phase=dialling]').waitFor();
    await accessible(sari.page, 'call-back-dialling');
    await sari.page.keyboard.press('F4');
    await sari.page.getByTestId('call-back-last').filter({ hasText: 'dibatalkan petugas' }).waitFor();
    await accessible(sari.page, 'call-back-ended');
    await sari.press('nav-intake');
  });

  it('waits in the agents’ inbox, is forwarded by keyboard, and leaves it', async () => {
    await sari.press('nav-inbox');
    await openTicket(sari);
    // The chosen row's form has the focus already: no Tab to its first field.
    await sari.page.locator('[data-testid=field-assigneeId]:focus').waitFor();
    await accessible(sari.page, 'work-agent');
    await sari.see('field-assigneeId').focus();
    await sari.page.keyboard.type('Pak');
    await sari.page.keyboard.press('Tab');
    await sari.page.keyboard.type('Mohon ditindaklanjuti');
    await sari.page.keyboard.press('Control+Enter');
    await sari.page.getByTestId('inbox-row').first().waitFor({ state: 'detached' });
  });

  it('is on the official’s screen with its countdown and why it is due then', async () => {
    const official = await openDesk(browser, product, 'pejabat');
    await openTicket(official);
    await official.page.locator('[data-testid=work-evaluate] summary').click();
    expect(await official.text('work-evaluate')).toMatch(/hari kerja|masuk/);
    await accessible(official.page, 'work-official');
    // It happens by its paper: there is no form that would be refused.
    await official.page.getByTestId('paper-owed').filter({ hasText: 'belum ditulis' }).waitFor();
    expect(await official.page.getByTestId('action-save').count()).toBe(0);
    await signed(official, { recommendation: 'Tambah sepuluh kursi dan dua kipas.' });
    await official.page.getByTestId('inbox-row').first().waitFor({ state: 'detached' });
    await official.close();
  });

  it('is decided by the head, who has two ways', async () => {
    const head = await openDesk(browser, product, 'kepala');
    await head.press('nav-inbox');
    await openTicket(head);
    await head.see('choose-recommendation.rejected').click();
    await head.see('field-reason').waitFor();
    await accessible(head.page, 'work-head');
    await head.see('choose-recommendation.approved').click();
    await signed(head, {});
    await head.page.locator('[data-testid=paper][data-paper=decision][data-state=signed]').waitFor();
    await head.close();
  });

  it('tells its history in words', async () => {
    await sari.press('nav-tickets');
    await sari.page.locator('[data-testid=ticket-row] a').first().click();
    await sari.page.locator('[data-testid=history][data-type="recommendation.approved"]').waitFor();
    await accessible(sari.page, 'work-ticket');
  });
});

/** The hotline under Depok's procedure, which knows no recap. */
const depok = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
`;

describe('a call under a procedure that knows no recap', () => {
  let product: Product;
  let browser: Browser;
  let sari: Desk;

  beforeAll(async () => {
    product = await prepareProduct({ services: depok, port: await freePort() });
    await product.startSimulated({
      SIMULATOR_SCENARIO: 'normal',
      SIMULATOR_CALLS_PER_MINUTE: '30',
      SIMULATOR_SEED: '1',
    });
    browser = await launchChromium();
    sari = await openDesk(browser, product, 'agen1');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** False: the caller hung up before it was done, as pranksters do, and the case went to the inbox. */
  const toldOnTheLine = async (): Promise<boolean> => {
    await sari.take(() => sari.press('pop-answer'));
    try {
      await sari.see('field-callerName').waitFor();
      for (const language of ['id', 'en']) {
        expect((await look(sari.page, folder, `desk-actions-${language}`)).faults).toEqual([]);
        await sari.page.getByTestId('language').click();
      }
      await sari.fill('field-callerName', 'Siti Aminah');
      await sari.fill('field-address', 'Depok');
      await sari.fill('field-complaint', 'Lampu jalan padam.');
      await sari.act('intake.saved');
      // The citizen is on the line: there is one way to say it, and it is said.
      await sari.fill('field-solution', 'Diganti besok pagi.');
      await sari.act('answer.sent');
      await sari.see('action-answer.sent').waitFor({ state: 'detached' });
      return true;
    } catch (error) {
      if ((await sari.page.getByTestId('call-hangup').count()) > 0) throw error;
      return false;
    }
  };

  it('is worked on the desk by its actions, and leaves the agent free when it ends', async () => {
    await sari.beReady();
    sari.page.setDefaultTimeout(4_000);
    let told = false;
    for (let callers = 0; callers < 6 && !told; callers++) told = await toldOnTheLine();
    expect(told).toBe(true);
    await sari
      .see('call-hangup')
      .click()
      .catch(() => {});
    await sari.page.locator('[data-testid=agent-state]:not([data-state=talking])').waitFor({ timeout: 15_000 });
    // There is nothing to recap.
    expect(await sari.page.locator('[data-testid=agent-state][data-state=wrap-up]').count()).toBe(0);
  });
});
