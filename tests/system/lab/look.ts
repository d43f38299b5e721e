import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe holds against the page as it is now, and how much it looked at. A picture is kept for people. */
export async function look(page: Page, folder: string, name: string): Promise<{ faults: string[]; checked: number }> {
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
