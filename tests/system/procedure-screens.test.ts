import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { eventWords } from '../../server/domain/case/event-words.ts';
import { play } from '../support/player.ts';
import { plays } from '../support/plays.ts';
import { openProcedureOffice, type ProcedureOffice } from '../support/procedure-office.ts';
import { renamed, renumbered } from '../support/renamed-sop.ts';
import { people } from '../support/server-people.ts';
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

/** The first course of each, and the others that go through steps which no first one comes to. */
const courses = sopNames.flatMap((name) => {
  const gone = new Set<string>();
  return plays[name].flatMap((course, index) => {
    const steps = Object.keys(course.ends).filter((step) => !gone.has(step));
    steps.forEach((step) => void gone.add(step));
    return steps.length > 0 ? [[name, index + 1, course] as const] : [];
  });
});

it.each(courses)(
  '%s is worked on the screens of its roles, and each step is shown as met by what ended it (course %i)',
  async (name, _, course) => {
    const before = hands.reached.length;
    const { caseId, end, did } = await play(office, course, hands);
    expect(end).toMatchObject({ status: 'closed', sop: { id: called(name) } });
    // A row leads into its form, all of which is seen without scrolling; back to the choice and into another form.
    const reached = hands.reached.slice(before);
    expect(reached.length).toBeGreaterThan(1);
    expect(reached.filter(({ belowFoldPx, tabs }) => belowFoldPx > 0 || tabs > 0)).toEqual([]);
    expect(reached.filter(({ tabsToOther }) => tabsToOther > 2)).toEqual([]);
    // Nobody who did something there, and whose case has gone on or ended, has to begin at the top of the page. Papers are
    // signed over REST: whoever did nothing else has not been at a page.
    for (const who of new Set(reached.map((one) => one.who)))
      await (await hands.deskOf(who)).page.locator(':focus').waitFor();
    const { page } = await hands.deskOf('sari');
    await page.goto(`${office.server.url}/tickets/${caseId}`);
    await page.locator('[data-testid=case][data-status=closed]').waitFor();
    const raised = (number: string) => (name === 'surabaya' ? renumbered(Number(number)) : Number(number));
    const expected = Object.entries(course.ends).flatMap(([number, events]) =>
      [events].flat().map((event) => `${raised(number)} met ${eventWords(event).id}`),
    );
    const verdicts = await verdictsOn(page);
    // What nobody has to follow up any more is dropped, and not met: in no first course.
    if (course !== plays[name][0])
      for (const [at, row] of verdicts.entries()) verdicts[at] = row.replace(' cancelled ', ' met ');
    expect(verdicts.sort()).toEqual(expected.sort());
    // Everything that somebody did is told in the history, by whoever did it.
    for (const [event] of did) await page.locator(`[data-testid=history][data-type="${event}"]`).first().waitFor();
  },
);

it('everybody who has a part in a procedure was seen to do it', () => {
  const roles = new Set(hands.reached.map(({ who }) => people[who].role));
  expect([...roles]).toEqual(
    expect.arrayContaining(['agent', 'dispatcher', 'official', 'head', 'agency', 'secretary']),
  );
});

it('a menu and a dialog that are closed lead back to where one was', async () => {
  const { page, see, tabTo } = await hands.deskOf('dewi');
  const onAccount = () => page.locator('[data-testid=account]:focus').waitFor();
  const openMenu = async () => {
    await page.keyboard.press('Enter');
    await see('account-password').waitFor();
  };
  await tabTo('account');
  for (const dialog of ['password', 'sessions'] as const) {
    await openMenu();
    await tabTo(`account-${dialog}`);
    await page.keyboard.press('Enter');
    // The menu that is closing is a dialog too, but not one before the whole page.
    await page.locator('[role=dialog][aria-modal=true]').waitFor();
    await page.keyboard.press('Escape');
    await onAccount();
  }
  await openMenu();
  await tabTo('account-password');
  await page.keyboard.press('Escape');
  await onAccount();
});
