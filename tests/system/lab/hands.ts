import type { Browser } from 'playwright-core';
import type { Hands } from '../../support/player.ts';
import { password, type Username } from '../../support/server-people.ts';
import { type Desk, openDesk } from './desk.ts';

export interface BrowserHands extends Hands {
  deskOf(who: Username): Promise<Desk>;
  close(): Promise<void>;
}

/** What people do, by what is on their screens: the call at the desk, everything else from the inbox. */
export function browserHands(browser: Browser, url: string): BrowserHands {
  const desks = new Map<Username, Promise<Desk>>();
  const deskOf = (who: Username) => {
    const desk = desks.get(who) ?? openDesk(browser, { url, passwordOf: () => password }, who);
    desks.set(who, desk);
    return desk;
  };
  const opened: Hands['type'] = async (who, { caseId, layout, agentName }, { event }, fields) => {
    const { page } = await deskOf(who);
    if (layout === 'call' && agentName?.startsWith(who)) await page.getByTestId('nav-desk').click();
    else {
      await page.getByTestId('nav-inbox').click();
      await page.locator(`[data-testid=inbox-row][data-case-id="${caseId}"]`).click();
    }
    const form = page.getByTestId(`action-${event}`);
    const choice = page.getByTestId(`choose-${event}`);
    await form.or(choice).first().waitFor();
    if ((await form.count()) === 0) await choice.click();
    await form.waitFor();
    for (const [name, value] of Object.entries(fields)) {
      const field = form.getByTestId(`field-${name}`);
      // A single way to tell the citizen is not asked for.
      if ((await field.count()) === 0) continue;
      const isList = await field.evaluate(({ nodeName }) => nodeName === 'SELECT');
      await (isList ? field.selectOption(value) : field.fill(value));
    }
    return form;
  };
  return {
    deskOf,
    type: opened,
    act: async (who, of, action, fields) => {
      await opened(who, of, action, fields);
      await (await deskOf(who)).act(action.event);
    },
    close: async () => {
      for (const desk of desks.values()) await (await desk).close();
    },
  };
}
