import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import type { WrittenFields } from '../../../server/contract/actions.ts';
import { wordsOfPdf } from '../../support/pdf-words.ts';
import { until } from '../../support/until.ts';
import { fill } from './hands.ts';

/** Files and papers of a case, as people have them in their hands: by what is on the screen. */

/** Decides it in the open case, with what has to stand in its form, and waits until it is not offered any more. */
export async function decide(page: Page, event: string, fields: WrittenFields = {}): Promise<void> {
  const form = page.getByTestId(`action-${event}`);
  await form
    .or(page.getByTestId(`choose-${event}`))
    .first()
    .waitFor();
  if ((await form.count()) === 0) await page.getByTestId(`choose-${event}`).click();
  await form.waitFor();
  await fill(form, fields);
  await form.getByTestId('action-save').click();
  await form.waitFor({ state: 'detached' });
}

/** Until the history of the open ticket says so. */
export const happened = (page: Page, event: string): Promise<void> =>
  page.locator(`[data-testid=history][data-type="${event}"]`).first().waitFor();

/** The words of a paper without spaces: where they stand among its lines and columns is no matter. */
export const squeezed = (words: string): string => words.replaceAll(/[\s\u200b]/g, '');
export const saidIn = async (bytes: Uint8Array): Promise<string> => squeezed(await wordsOfPdf(bytes));

/** A file that somebody lets go of over the case. */
export interface Dropped {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** As a person's hand lets go of them over the open case. */
export async function drop(page: Page, files: readonly Dropped[]): Promise<void> {
  const held = files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')] as const);
  const transfer = await page.evaluateHandle((all) => {
    const { DataTransfer, File } = globalThis as never as Record<string, new (...of: unknown[]) => never>;
    const made = new (DataTransfer as never as new () => { items: { add(file: unknown): void } })();
    for (const [name, text] of all) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      made.items.add(new (File as never as new (...of: unknown[]) => never)([bytes], name));
    }
    return made;
  }, held);
  const place = page.getByTestId('files');
  // Until it is known whether the reader may add any, they would fall beside it.
  await place.getByTestId('file-add').waitFor();
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  await place.dispatchEvent('drop', { dataTransfer: transfer });
}

/** What a button brings, as it lies on this machine then. */
export async function taken(page: Page, button: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

interface Shown {
  readonly naturalWidth: number;
}

/** The first page of a paper or picture is looked at, and it is saved. @param button that opens it */
export async function lookedAt(page: Page, button: Locator): ReturnType<typeof taken> {
  await button.click();
  const shown = page.getByTestId('file-shown');
  await shown.waitFor();
  await until(
    'it is seen',
    async () => (await shown.evaluate((image) => (image as unknown as Shown).naturalWidth)) > 400,
    60_000,
  );
  const file = await taken(page, page.getByTestId('file-save'));
  await page.keyboard.press('Escape');
  await page.getByTestId('file-dialog').waitFor({ state: 'detached' });
  return file;
}

/** A paper of the open case. */
export const paperOf = (page: Page, kind: string, state: string): Locator =>
  page.getByTestId('papers').locator(`[data-testid=paper][data-paper="${kind}"][data-state=${state}]`);

/** The paper that the decision waits for is written beside its preview, and made. */
export async function writePaper(page: Page, kind: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const owed = page.locator(`[data-testid=paper-owed][data-paper="${kind}"]`);
  await owed.getByTestId('paper-owed-go').click();
  for (const [name, words] of Object.entries(fields)) await page.getByTestId(`paper-field-${name}`).fill(words);
  await page.getByTestId('paper-sheet').first().waitFor();
  await page.getByTestId('paper-make').click();
  await page.getByTestId('paper-dialog').waitFor({ state: 'detached' });
  await paperOf(page, kind, 'made').waitFor();
}

/** Whoever made it signs it there. */
export async function signPaper(page: Page, kind: string): Promise<void> {
  await paperOf(page, kind, 'made').getByTestId('paper-sign').click();
  await paperOf(page, kind, 'signed').waitFor();
}
