import type { Locator, Page } from 'playwright-core';
import type { WrittenFields } from '../../../server/contract/actions.ts';

/** The inbox as it is worked by whoever has no mouse. */

/** What one press does is over, and the next is another press to the console. */
const pressApartMs = 750;

/** Tab until the focus is there. @returns how many times */
async function tab(page: Page, there: Locator, most: number, key = 'Tab'): Promise<number> {
  for (let tabs = 0; tabs <= most; tabs++) {
    if ((await there.count()) > 0) return tabs;
    await page.keyboard.press(key);
  }
  throw new Error(`${there} is more than ${most} times ${key} away`);
}

/** From wherever the focus is in the inbox to the row of the case, and into the case. */
export async function openRow(page: Page, caseId: string): Promise<void> {
  const row = page.locator(`[data-testid=inbox-row][data-case-id="${caseId}"]`);
  await row.waitFor();
  // From a case that is open it leads back to the list.
  await page.keyboard.press('Escape');
  await tab(page, row.and(page.locator(':focus')), 60);
  await page.keyboard.press('Enter');
  await page.locator(`[data-testid=case][data-case-id="${caseId}"]`).waitFor();
}

const fields = 'input:not([type=radio]), textarea, select';

/** @returns how many Tabs it was to the first field of the form, or to its button: the one that saves, or leads to the missing paper */
export async function tabInto(page: Page, form: Locator): Promise<number> {
  const button = form.getByTestId('action-save').or(form.getByTestId('paper-owed-go'));
  await button.first().waitFor();
  const asks = await form.locator(fields).count();
  const first = (asks > 0 ? form.locator(fields) : button).first();
  // It is given the focus when it is drawn; whoever looks for it sooner has not been left alone yet.
  await first
    .and(page.locator(':focus'))
    .waitFor({ timeout: 2_000 })
    .catch(() => {});
  return tab(page, first.and(page.locator(':focus')), 40);
}

/** By the arrows of the choice above the form. @returns how many Tabs it was to the choice and back */
export async function chooseOther(page: Page, event: string, form: Locator): Promise<number> {
  const back = await tab(page, page.locator('[data-testid=actions] input[type=radio]:focus'), 3, 'Shift+Tab');
  for (let arrows = 0; (await form.count()) === 0; arrows++) {
    if (arrows > 8) throw new Error(`${event} is no choice`);
    await page.keyboard.press('ArrowDown');
  }
  return back + (await tabInto(page, form));
}

/** Field by field to the button at the end. */
export async function fillIn(page: Page, form: Locator, written: WrittenFields): Promise<void> {
  const button = form.locator('[data-testid=action-save]:focus');
  for (let tabs = 0; (await button.count()) === 0; tabs++) {
    if (tabs > 40) throw new Error('the form has no end');
    const field = form.locator(`:is(${fields}):focus`);
    if ((await field.count()) > 0) {
      const name = ((await field.getAttribute('data-testid')) ?? '').replace(/^field-/, '');
      const value = written[name];
      if (value !== undefined) await write(page, field, value);
    }
    await page.keyboard.press('Tab');
  }
}

/** As people do: words are typed over what stands there, one of a list by the beginning of its name. */
async function write(page: Page, field: Locator, value: string): Promise<void> {
  const { list, date } = await field.evaluate((element) => ({
    list: element.nodeName === 'SELECT',
    date: element.getAttribute('type') === 'date',
  }));
  if (list) {
    const name = (await field.locator(`option[value="${value}"]`).textContent()) ?? '';
    await page.keyboard.type(/^[ -~]+/.exec(name)?.[0] ?? '');
  } else if (date) {
    const [year = '', month = '', day = ''] = value.split('-');
    // The field is found by its focus, which it loses here.
    const itself = await field.elementHandle();
    // Which part comes first is the browser's own language, and not the page's.
    for (const digits of [`${day}${month}${year}`, `${month}${day}${year}`]) {
      await itself?.evaluate((element) => (element as unknown as { blur(): void }).blur());
      await itself?.focus();
      await page.keyboard.type(digits);
      if ((await field.inputValue()) === value) break;
    }
  } else {
    await page.keyboard.press('Control+A');
    await (value === '' ? page.keyboard.press('Delete') : page.keyboard.type(value));
  }
  const stands = await field.inputValue();
  if (stands !== value) throw new Error(`typed ${value}, but there stands ${stands}`);
}

const pressed = new WeakMap<Page, number>();

/** By the key that saves, wherever the focus is. */
export async function save(page: Page): Promise<void> {
  const waited = performance.now() - (pressed.get(page) ?? Number.NEGATIVE_INFINITY);
  if (waited < pressApartMs) await new Promise((resolve) => setTimeout(resolve, pressApartMs - waited));
  await page.keyboard.press('Control+Enter');
  pressed.set(page, performance.now());
}
