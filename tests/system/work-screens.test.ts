import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { look } from './lab/look.ts';
import { type Product, prepareProduct } from './lab/product.ts';

const folder = join(import.meta.dirname, '.run/screens');

describe('a report taken down at the desk, on the screens of those who work on it', () => {
  let product: Product;
  let browser: Browser;
  let sari: Desk;
  let ticket: string;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    product = await prepareProduct();
    await product.startSimulated({ SIMULATOR_SCENARIO: 'empty' });
    browser = await launchChromium();
    sari = await openDesk(browser, product, 'agen1');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const accessible = async (page: Page, name: string) => {
    for (const language of ['id', 'en']) {
      const { faults, checked } = await look(page, folder, `${name}-${language}`);
      expect(faults).toEqual([]);
      expect(checked).toBeGreaterThan(5);
      await page.getByTestId('language').click();
    }
  };
  const openTicket = async (desk: Desk) => {
    await desk.page.getByTestId('inbox-row').first().click();
    await desk.see('acts').waitFor();
    expect(await desk.text('case-ticket')).toContain(ticket.split('-').at(-1) as string);
  };

  it('says what is missing at its field, and then the number to read out', async () => {
    await sari.press('nav-report');
    await sari.press('report-save');
    await sari.page.locator('[data-testid=report-complaint][aria-invalid=true]').waitFor();
    await accessible(sari.page, 'report-faults');
    await sari.fill('report-complaint', 'Ruang tunggu panas dan kursinya kurang.');
    await sari.fill('report-callerName', 'Siti Aminah');
    await sari.fill('report-phone', '0812-3456-7890');
    // A reload keeps the words, and nothing of the citizen.
    await sari.reload();
    await sari.see('report-complaint').waitFor();
    expect(await sari.see('report-complaint').inputValue()).toContain('Ruang tunggu');
    expect(await sari.see('report-phone').inputValue()).toBe('');
    await sari.fill('report-callerName', 'Siti Aminah');
    await sari.press('report-save');
    ticket = await sari.text('report-ticket');
    expect(ticket).toMatch(/\d{4}/);
    await accessible(sari.page, 'report-saved');
  });

  it('waits in the agents’ inbox, is forwarded by keyboard, and leaves it', async () => {
    await sari.press('nav-inbox');
    await openTicket(sari);
    await accessible(sari.page, 'work-agent');
    await sari.see('act-assigneeId').focus();
    await sari.page.keyboard.type('Pak');
    await sari.page.keyboard.press('Tab');
    await sari.page.keyboard.type('Mohon ditindaklanjuti');
    await sari.page.keyboard.press('Tab');
    await sari.page.keyboard.press('Enter');
    await sari.page.getByTestId('inbox-row').first().waitFor({ state: 'detached' });
  });

  it('is on the official’s screen with its countdown and why it is due then', async () => {
    const official = await openDesk(browser, product, 'pejabat');
    await openTicket(official);
    await official.page.locator('[data-testid=work-evaluate] summary').click();
    expect(await official.text('work-evaluate')).toMatch(/hari kerja|masuk/);
    await accessible(official.page, 'work-official');
    await official.press('act-save');
    await official.page.locator('[data-testid=act-recommendation][aria-invalid=true]').waitFor();
    await official.fill('act-recommendation', 'Tambah sepuluh kursi dan dua kipas.');
    await official.press('act-save');
    await official.page.getByTestId('inbox-row').first().waitFor({ state: 'detached' });
    await official.close();
  });

  it('is decided by the head, who has two ways', async () => {
    const head = await openDesk(browser, product, 'kepala');
    await head.press('nav-inbox');
    await openTicket(head);
    await head.see('choose-recommendation.rejected').click();
    await head.see('act-remark').waitFor();
    await accessible(head.page, 'work-head');
    await head.see('choose-recommendation.approved').click();
    await head.press('act-save');
    await head.page.locator('[data-testid=inbox-row]').first().waitFor();
    await head.close();
  });

  it('tells its history in words', async () => {
    await sari.press('nav-tickets');
    await sari.page.locator('[data-testid=ticket-row] a').first().click();
    await sari.page.locator('[data-testid=history][data-type="recommendation.approved"]').waitFor();
    await accessible(sari.page, 'work-ticket');
  });
});
