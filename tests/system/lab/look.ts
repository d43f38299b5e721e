import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Animated {
  readonly document: { getAnimations(): { effect: { getComputedTiming(): { endTime?: unknown } } | null }[] };
}

/** Half faded in, words have no contrast yet: waits until nothing has moved for a while; what moves for ever is let. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const { document } = globalThis as unknown as Animated;
    const moving = () =>
      document.getAnimations().some(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    const until = performance.now() + 3_000;
    for (let still = 0; still < 6 && performance.now() < until; still = moving() ? 0 : still + 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

/** Of the page, and of the part below the bar, which scrolls by itself. */
const widest = `Math.max(...['html', 'main'].map((part) => document.querySelector(part)?.scrollWidth ?? 0))`;

/** Ends of ticket numbers, which people say to each other, that stand out of a box that shows only what fits. */
const cutSerials = `[...document.querySelectorAll('[data-serial]')].filter((serial) => {
  const { right, width } = serial.getBoundingClientRect();
  for (let box = serial.parentElement; box && width > 0; box = box.parentElement) {
    const clips = ['hidden', 'clip'].includes(getComputedStyle(box).overflowX);
    if (clips && right > box.getBoundingClientRect().right + 1) return true;
  }
  return false;
}).map((serial) => serial.textContent)`;

/** Cells of tables whose words stand over their neighbours'. */
const spilling = `[...document.querySelectorAll('th, td')].filter((cell) => {
  const shown = cell.getClientRects().length > 0 && getComputedStyle(cell).overflowX === 'visible';
  return shown && cell.scrollWidth > cell.clientWidth + 1;
}).map((cell) => cell.textContent.slice(0, 40))`;

/** Of a desk, of a wallboard, and of a telephone in the hand. */
const sizes = [
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
];

/** What axe holds against the page as it is now, and how much it looked at. A picture is kept for people. */
export async function look(page: Page, folder: string, name: string): Promise<{ faults: string[]; checked: number }> {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  // Half a megabyte: once a document, and without the object that it evaluates to, which would be sent back whole.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${axe.source}; undefined`);
  const result = await page.evaluate(async (tags) => {
    const { violations, passes } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return { violations, passes: passes.length };
  }, rules);
  const faults = result.violations.map(
    ({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join(' ')}`,
  );
  return { faults, checked: result.passes };
}

/**
 * Pictures of the page at every size, for people, and what must be scrolled sideways to be read. The window is left as
 * it was.
 */
export async function lookAtEverySize(page: Page, folder: string, name: string): Promise<string[]> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await settled(page);
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`) });
    const wide = (await page.evaluate(widest)) as number;
    // Widths are told in whole pixels, rounded up.
    if (wide > size.width + 1) faults.push(`${name}: ${wide} px wide at ${size.width}`);
    const cut = (await page.evaluate(cutSerials)) as string[];
    faults.push(...cut.map((serial) => `${name}: the end of ticket ${serial} is cut at ${size.width}`));
    const spilt = (await page.evaluate(spilling)) as string[];
    faults.push(...spilt.map((words) => `${name}: “${words}” stands out of its cell at ${size.width}`));
  }
  if (before) await page.setViewportSize(before);
  return faults;
}

/**
 * What is wrong with the page in either language: what axe holds against it, and where it must be scrolled sideways at
 * any size.
 */
export async function faultsOf(page: Page, folder: string, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of ['id', 'en']) {
    const { faults, checked } = await look(page, folder, `${name}-${language}`);
    found.push(...faults, ...(checked > 5 ? [] : [`${name}: nothing was looked at`]));
    found.push(...(await lookAtEverySize(page, folder, `${name}-${language}`)));
    await page.getByTestId('language').click();
  }
  return found;
}

/**
 * What is wrong with the page at any size in the language that it has: of what stands before the button for it, such as a
 * dialog.
 */
export async function faultsAtEverySize(page: Page, folder: string, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    const { faults, checked } = await look(page, folder, `${name}-${size.width}`);
    found.push(...faults, ...(checked > 5 ? [] : [`${name}: nothing was looked at`]));
    const wide = (await page.evaluate(widest)) as number;
    if (wide > size.width + 1) found.push(`${name}: ${wide} px wide at ${size.width}`);
  }
  return found;
}
