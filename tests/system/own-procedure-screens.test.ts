import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { foundOwnOffice, ownText } from '../support/own-office.ts';
import { play } from '../support/player.ts';
import type { ProcedureOffice } from '../support/procedure-office.ts';
import { launchChromium } from './lab/browser.ts';
import { type BrowserHands, browserHands, type Reached } from './lab/hands.ts';

const consoleDir = join(import.meta.dirname, '../../dist/agent-console');

/** One edit of the office's file, and nothing else: a field, asked for where the trouble is written down. */
const text = ownText
  .replace(
    'fields:\n',
    'fields:\n  landmark: { type: line, label: { id: Patokan, en: Landmark }, help: { id: Yang terlihat dari jalan, en: Seen from the road }, max: 80 }\n',
  )
  .replace('asks: [callerName,', 'asks: [landmark, callerName,');

let office: ProcedureOffice;
let browser: Browser;
let hands: BrowserHands;
beforeAll(async () => {
  office = await foundOwnOffice(text, consoleDir);
  browser = await launchChromium();
  hands = browserHands(browser, office.server.url);
});
afterAll(async () => {
  await hands?.close();
  await browser?.close();
  await office?.close();
});

it('an office’s own procedure is worked on the screens of its roles to its end', async () => {
  const { end } = await play(
    office,
    {
      door: { tells: 'well' },
      phone: null,
      scenes: [
        ...[['intake.saved', { phone: '', smells: 'yes', smellOf: 'Belerang' }] as const, 'case.forwarded'],
        ...['action.done', 'recommendation.approved', 'reply.not_possible'],
      ],
    },
    hands,
  );
  expect(end).toMatchObject({ status: 'closed', sop: { id: 'tirta-desa' }, verdict: { verdict: 'met' } });
  // What is decided stands above the fold; what this office asks at its counter has more fields than the window has place.
  const below = ({ event, belowFoldPx }: Reached) => event !== 'intake.saved' && belowFoldPx > 0;
  expect(hands.reached.length).toBeGreaterThan(3);
  expect(hands.reached.filter((one) => one.tabs > 0 || below(one))).toEqual([]);
});

it('a field that one edit of the file adds is asked for, kept half written, told, found and printed', async () => {
  const caseId = await office.takenDown('well');
  const { page, see, text: said } = await hands.deskOf('sari');
  const open = async () => {
    await page.goto(`${office.server.url}/tickets/${caseId}`);
    await see('field-landmark').waitFor();
  };
  await open();
  expect(await page.getByLabel('Patokan').count()).toBe(1);
  expect(await said('action-intake.saved')).toContain('Yang terlihat dari jalan');
  await see('field-landmark').fill('Gapura bata');
  await page.getByText('Draf tersimpan').waitFor();
  await open();
  expect(await see('field-landmark').inputValue()).toBe('Gapura bata');

  const { actions } = await office.detail('sari', caseId);
  const asked = actions.find(({ event }) => event === 'intake.saved')?.fields ?? [];
  const given = { landmark: 'Gapura bata merah', meterNumber: '123456', drySince: '2026-11-20', smells: 'no' };
  const rest = { tariffGroup: 'shop', ownerNik: '3578014507900001', valve: 'Depan balai' };
  for (const [name, value] of Object.entries({ ...given, ...rest })) {
    const isChoice = ['choice', 'yesno'].includes(asked.find((one) => one.name === name)?.type ?? '');
    await (isChoice ? see(`field-${name}`).selectOption(value) : see(`field-${name}`).fill(value));
  }
  await page.getByTestId('action-intake.saved').getByTestId('action-save').click();
  const history = page.locator('[data-testid=history][data-type="intake.saved"]');
  await history.waitFor();
  expect(await history.textContent()).toMatch(/Patokan.*Gapura bata merah/);
  expect(await said('fact-landmark')).toBe('PatokanGapura bata merah');
  await page.emulateMedia({ media: 'print' });
  expect(await see('fact-landmark').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await page.getByTestId('language').click();
  await page.getByTestId('fact-landmark').filter({ hasText: 'Landmark' }).waitFor();
  await page.getByTestId('language').click();

  await page.getByTestId('nav-tickets').click();
  await see('tickets-search').fill('gapura');
  await page.locator(`[data-testid=ticket-row] a[href="/tickets/${caseId}"]`).waitFor();
  await page.locator('[data-testid=ticket-row]').nth(1).waitFor({ state: 'detached' });
});
