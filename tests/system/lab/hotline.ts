import type { Browser } from 'playwright-core';
import { launchChromium } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepEvidence } from './evidence.ts';
import { type Lab, type LabOptions, startLab } from './lab.ts';
import { until } from './processes.ts';
import { type Product, type ProductOptions, prepareProduct } from './product.ts';

export interface CallRow {
  readonly id: string;
  readonly outcome: string | null;
  readonly ticket_number: string;
  readonly status: string;
  readonly case_id: string;
}

export interface AlertRow {
  readonly step: string;
  readonly kind: string;
  readonly late: boolean;
  readonly delivered_at: Date | null;
  readonly due_at: Date;
  readonly fired_at: Date;
}

/** Sigap at an Asterisk, with two agents who are ready, and their supervisor. */
export interface Hotline {
  readonly lab: Lab;
  readonly product: Product;
  readonly sari: Desk;
  readonly budi: Desk;
  readonly rina: Desk;
  /** The newest call with its first case. @throws when there is none. */
  newestCall(): Promise<CallRow>;
  eventTypes(caseId: string): Promise<string[]>;
  /** By when they fell due. */
  alerts(caseId: string): Promise<AlertRow[]>;
  /** Until the newest call has ended so. */
  ended(outcome: string): Promise<unknown>;
  /** Whichever telephone rings, and the other. */
  ringing(): Promise<[Desk, Desk]>;
  rest(desk: Desk): Promise<void>;
  /** Writes the recap, after which the agent is ready. */
  recap(desk: Desk, disposition: string): Promise<void>;
  /** Runs a test; what everybody saw when it failed is kept under its name, for whoever reads its report. */
  seen(name: string, test: () => Promise<void>): Promise<void>;
  /** After each test: no caller is left, and the way to the exchange is whole. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openHotline({
  menu = false,
  survey = false,
  ...options
}: ProductOptions & Pick<LabOptions, 'menu' | 'survey'> = {}): Promise<Hotline> {
  const product = await prepareProduct(options);
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await product.stop();
    await lab?.stop();
  };
  try {
    lab = await startLab({ agents: product.agents, menu, survey });
    await product.start(lab);
    browser = await launchChromium();
    const [sari, budi, rina] = await Promise.all([
      openDesk(browser, product, 'agen1'),
      openDesk(browser, product, 'agen2'),
      openDesk(browser, product, 'supervisor'),
    ]);
    await Promise.all([sari.beReady(), budi.beReady()]);
    return { ...hotlineOf({ lab, product, sari, budi, rina }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function hotlineOf(parts: Pick<Hotline, 'lab' | 'product' | 'sari' | 'budi' | 'rina'>): Omit<Hotline, 'close'> {
  const { lab, product, sari, budi, rina } = parts;
  const newestCall = async () => {
    const [row] = await product.query<CallRow>(
      `SELECT k.id, k.outcome, c.ticket_number, c.status, c.id AS case_id FROM call k
       JOIN case_file c ON c.call_id = k.id AND c.linked_to IS NULL ORDER BY k.arrived_at DESC LIMIT 1`,
    );
    if (!row) throw new Error('no call is stored');
    return row;
  };
  return {
    ...parts,
    newestCall,
    eventTypes: async (caseId) =>
      (
        await product.query<{ type: string }>('SELECT type FROM case_event WHERE case_id = $1 ORDER BY seq', [caseId])
      ).map((row) => row.type),
    alerts: (caseId) =>
      product.query<AlertRow>(
        'SELECT step, kind, late, delivered_at, due_at, fired_at FROM alert WHERE case_id = $1 ORDER BY due_at',
        [caseId],
      ),
    ended: (outcome) => until(`a call that ended as ${outcome}`, async () => (await newestCall()).outcome === outcome),
    async ringing() {
      const first = await Promise.any([sari.pop.waitFor().then(() => sari), budi.pop.waitFor().then(() => budi)]);
      return first === sari ? [sari, budi] : [budi, sari];
    },
    async rest(desk) {
      await desk.press('set-not-ready');
      await desk.page.getByTestId('not-ready-break').click();
      await desk.page.locator('[data-testid=agent-state][data-state=not-ready]').waitFor();
    },
    async recap(desk, disposition) {
      await desk.see('field-disposition').selectOption(disposition);
      await desk.fill('field-recapSummary', 'Selesai.');
      await desk.act('recap.saved');
      await desk.page.locator('[data-testid=agent-state][data-state=ready]').waitFor();
    },
    async seen(name, test) {
      try {
        await test();
      } catch (error) {
        await keepEvidence(name, { sari, budi, rina }, lab, product);
        throw error;
      }
    },
    async clear() {
      await lab.clear();
      await lab.ami.restore();
    },
  };
}
