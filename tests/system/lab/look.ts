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

/** What axe holds against the page as it is now, and how much it looked at. A picture is kept for people. */
export async function look(page: Page, folder: string, name: string): Promise<{ faults: string[]; checked: number }> {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.evaluate(axe.source);
  const result = await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({
        runOnly: { type: 'tag', values: tags },
      }),
    rules,
  );
  const faults = result.violations.map(
    ({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join(' ')}`,
  );
  return { faults, checked: result.passes.length };
}
