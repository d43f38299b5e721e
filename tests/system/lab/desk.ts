import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { patience } from './browser.ts';
import type { Product } from './product.ts';

/** The console as a person sees it. Everything is done by what is on the screen. */
export interface Desk {
  readonly page: Page;
  readonly pop: Locator;
  see(testId: string): Locator;
  text(testId: string): Promise<string>;
  fill(testId: string, value: string): Promise<void>;
  press(testId: string): Promise<void>;
  /** By the keyboard alone, from where the focus is. @returns how many times Tab had to be pressed */
  tabTo(testId: string): Promise<number>;
  /** Does the action with what stands in its form. */
  act(event: string): Promise<void>;
  beReady(): Promise<void>;
  /**
   * Answers whoever rings, and is in the call or has been. A caller may hang up before: then it is the next one.
   * @param answer by the key or the button, after what is to be looked at while it rings
   * @throws what `answer` throws, when ten have rung
   */
  take(answer: () => Promise<void>): Promise<void>;
  /** Waits until the step stands there with the verdict. */
  step(id: string, verdict: 'running' | 'met' | 'breached' | 'cancelled'): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Logs in as `username` in a browser profile of its own. */
export async function openDesk(
  browser: Browser,
  product: Pick<Product, 'url' | 'passwordOf'>,
  username: string,
): Promise<Desk> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    permissions: ['microphone'],
    locale: 'id-ID',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(product.url);
  await page.getByTestId('login-username').fill(username);
  await page.getByTestId('login-password').fill(product.passwordOf(username));
  await page.getByTestId('login-submit').click();
  await page.getByTestId('login-submit').waitFor({ state: 'detached' });

  const see = (testId: string) => page.getByTestId(testId).first();
  const pop = page.getByTestId('pop');
  const ready = page.locator('[data-testid=agent-state][data-state=ready]');
  return {
    page,
    pop,
    see,
    text: async (testId) => ((await see(testId).textContent()) ?? '').trim(),
    fill: (testId, value) => see(testId).fill(value),
    press: (testId) => see(testId).click(),
    tabTo: async (testId) => {
      const there = page.locator(`[data-testid="${testId}"]:focus`);
      // Around the whole page at most; how far it may be is for the caller to say.
      for (let tabs = 0; tabs <= 60; tabs++) {
        if ((await there.count()) > 0) return tabs;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${testId} is more than 60 Tabs away`);
    },
    act: (event) => page.getByTestId(`action-${event}`).getByTestId('action-save').click(),
    beReady: async () => {
      await page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
      await see('set-ready').click();
      await ready.waitFor();
    },
    take: async (answer) => {
      for (let callers = 1; ; callers++) {
        // Whoever has missed two is taken to be away.
        if ((await page.locator('[data-testid=agent-state][data-state=not-ready]').count()) > 0)
          await see('set-ready').click();
        await pop.waitFor({ timeout: 60_000 });
        try {
          await answer();
          await see('call-hangup').or(see('action-recap.saved')).first().waitFor({ timeout: 10_000 });
          return;
        } catch (error) {
          if (callers === 10) throw error;
        }
      }
    },
    step: (id, verdict) => page.locator(`[data-testid=step-${id}][data-verdict=${verdict}]`).first().waitFor(),
    reload: async () => {
      await page.reload();
    },
    close: () => context.close(),
  };
}
