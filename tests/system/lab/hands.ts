import type { Browser, Locator } from 'playwright-core';
import type { CaseAction, WrittenFields } from '../../../server/contract/actions.ts';
import type { CaseDetail } from '../../../server/contract/views.ts';
import type { Hands } from '../../support/player.ts';
import { password, type Username } from '../../support/server-people.ts';
import { type Desk, openDesk } from './desk.ts';
import * as keyboard from './keyboard.ts';

/** How somebody came to what there was to decide. */
export interface Reached {
  readonly who: Username;
  readonly event: string;
  /** How much of the form that is offered first lies below the fold; at the desk, of its button. */
  readonly belowFoldPx: number;
  /** From the row of the inbox to the first field of that form, or to its button where it asks for nothing. */
  readonly tabs: number;
  /** From there to the form of another action, arrows not counted; 0: it was the first. */
  readonly tabsToOther: number;
}

export interface BrowserHands extends Hands {
  readonly reached: readonly Reached[];
  deskOf(who: Username): Promise<Desk>;
  close(): Promise<void>;
}

/** What people do, by what is on their screens: a call at the desk, and the inbox by the keyboard alone. */
export function browserHands(browser: Browser, url: string): BrowserHands {
  const desks = new Map<Username, Promise<Desk>>();
  const reached: Reached[] = [];
  const deskOf = (who: Username) => {
    const desk = desks.get(who) ?? openDesk(browser, { url, passwordOf: () => password }, who);
    desks.set(who, desk);
    return desk;
  };
  /** Looks at what is offered first, and opens the form of the action. */
  const opened = async (who: Username, of: CaseDetail, { event }: CaseAction) => {
    const { page } = await deskOf(who);
    const form = page.getByTestId(`action-${event}`);
    const first = page.locator('form[data-panel][data-state=current]');
    if (atDesk(who, of)) {
      await page.getByTestId('nav-desk').click();
      await first.first().waitFor();
      // Whoever is known stands in the form too, to be chosen: its button is seen whatever that takes.
      const belowFoldPx = await belowWindow(first.first().locator('[data-primary]'));
      await form
        .or(page.getByTestId(`choose-${event}`))
        .first()
        .waitFor();
      if ((await form.count()) === 0) await page.getByTestId(`choose-${event}`).click();
      await form.waitFor();
      reached.push({ who, event, belowFoldPx, tabs: 0, tabsToOther: 0 });
    } else {
      if ((await page.locator('[data-page=inbox]').count()) === 0) await page.getByTestId('nav-inbox').click();
      await keyboard.openRow(page, of.caseId);
      await first.waitFor();
      const belowFoldPx = await belowFold(first);
      const tabs = await keyboard.tabInto(page, first);
      const tabsToOther = (await form.count()) > 0 ? 0 : await keyboard.chooseOther(page, event, form);
      reached.push({ who, event, belowFoldPx, tabs, tabsToOther });
    }
    return { page, form };
  };
  return {
    reached,
    deskOf,
    type: async (who, of, action, fields) => {
      const { form } = await opened(who, of, action);
      await fill(form, fields);
    },
    act: async (who, of, action, fields) => {
      const { page, form } = await opened(who, of, action);
      if (atDesk(who, of)) {
        await fill(form, fields);
        await form.getByTestId('action-save').click();
      } else {
        await keyboard.fillIn(page, form, fields);
        await keyboard.save(page);
      }
      if (!atDesk(who, of)) await page.getByTestId('inbox-note').filter({ hasText: /\S/ }).waitFor();
    },
    close: async () => {
      for (const desk of desks.values()) await (await desk).close();
    },
  };
}

const atDesk = (who: Username, { layout, agentName }: CaseDetail): boolean =>
  layout === 'call' && agentName?.startsWith(who) === true;

/** What stands in the form, over what stood there. */
export async function fill(form: Locator, written: WrittenFields): Promise<void> {
  for (const [name, value] of Object.entries(written)) {
    const field = form.getByTestId(`field-${name}`);
    // A single way to tell the citizen is not asked for.
    if ((await field.count()) === 0) continue;
    const isList = await field.evaluate(({ nodeName }) => nodeName === 'SELECT');
    await (isList ? field.selectOption(value) : field.fill(value));
  }
}

interface Window {
  readonly innerHeight: number;
}

/** How far the end of it is below what is seen. */
const belowWindow = (part: Locator): Promise<number> =>
  part.evaluate((element) => {
    const { innerHeight } = globalThis as unknown as Window;
    return Math.max(0, Math.ceil(element.getBoundingClientRect().bottom - innerHeight));
  });

/** How far the end of it is below the window, with nothing scrolled. */
const belowFold = (part: Locator): Promise<number> =>
  part.evaluate((element) => {
    const scrolled = (box: typeof element.parentElement): number =>
      box === null ? 0 : box.scrollTop + scrolled(box.parentElement);
    const { bottom } = element.getBoundingClientRect();
    const { innerHeight } = globalThis as unknown as Window;
    return Math.max(0, Math.ceil(bottom + scrolled(element.parentElement) - innerHeight));
  });
