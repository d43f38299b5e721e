import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { eventWords } from '../../server/domain/sop/event-words.ts';
import { play } from '../support/player.ts';
import { plays } from '../support/plays.ts';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { renamed, renumbered } from '../support/renamed-sop.ts';
import { type SopName, sopNames, sopText } from '../support/sops.ts';
import { launchChromium } from './lab/browser.ts';
import { type BrowserHands, browserHands } from './lab/hands.ts';

const consoleDir = join(import.meta.dirname, '../../dist/agent-console');

/** Surabaya's is the desk's own: under other names and numbers nothing of the desk may be missing. */
const other = renamed(sopText('surabaya'));
const called = (name: SopName) => (name === 'surabaya' ? (/^id: (.*)$/m.exec(other.text)?.[1] ?? '') : name);

let office: ProcedureOffice;
let browser: Browser;
let hands: BrowserHands;
beforeAll(async () => {
  office = await openProcedureOffice({ stands: true, consoleDir, called, files: { 'sops/surabaya.yaml': other.text } });
  browser = await launchChromium();
  hands = browserHands(browser, office.server.url);
});
afterAll(async () => {
  await hands?.close();
  await browser?.close();
  await office?.close();
});

/** Of every run of a step in the table of what came of it: its number, what became of it, what ended it. */
const verdictsOn = async (page: Page) =>
  Promise.all(
    (await page.getByTestId('run').all()).map(async (row) => {
      const [step, ended] = [await row.locator('th').textContent(), await row.locator('td').last().textContent()];
      const number = /^\d+/.exec(step ?? '')?.[0] ?? '0';
      return [number, await row.getAttribute('data-verdict'), ended?.replace(/ · .*/, '')].join(' ');
    }),
  );

it.each(sopNames)(
  '%s is worked on the screens of its roles, and each step is shown as met by what ended it',
  async (name) => {
    const [course] = plays[name];
    if (!course) throw new Error(`nothing is played of ${name}`);
    const { caseId, end, did } = await play(office, course, hands);
    expect(end).toMatchObject({ status: 'closed', sop: { id: called(name) } });
    const { page } = await hands.deskOf('sari');
    await page.goto(`${office.server.url}/tickets/${caseId}`);
    await page.locator('[data-testid=case][data-status=closed]').waitFor();
    const raised = (number: string) => (name === 'surabaya' ? renumbered(Number(number)) : Number(number));
    const expected = Object.entries(course.ends).flatMap(([number, events]) =>
      [events].flat().map((event) => `${raised(number)} met ${eventWords(event).id}`),
    );
    expect((await verdictsOn(page)).sort()).toEqual(expected.sort());
    // Everything that somebody did is told in the history, by whoever did it.
    for (const [event] of did) await page.locator(`[data-testid=history][data-type="${event}"]`).first().waitFor();
  },
);
