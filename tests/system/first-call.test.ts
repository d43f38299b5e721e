import type { Browser } from 'playwright-core';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { keepEvidence } from './lab/evidence.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { asteriskCalls, type Product, prepareProduct } from './lab/product.ts';

interface CallRow {
  id: string;
  outcome: string | null;
  ticket_number: string;
  status: string;
  case_id: string;
}

/** A wait that ends, so that the evidence is of the moment and not of the end of the test's time. */
async function within<T>(promise: Promise<T>, limitMs = 10_000): Promise<T | 'too late'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'too late'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'too late');
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

describe('a citizen calls the hotline', () => {
  let lab: Lab;
  let product: Product;
  let browser: Browser;
  let sari: Desk;
  let budi: Desk;
  let rina: Desk;

  beforeAll(async () => {
    product = await prepareProduct();
    lab = await startLab({ agents: product.agents, serverPort: 3000 });
    await product.start(lab);
    browser = await launchChromium();
    [sari, budi, rina] = await Promise.all([
      openDesk(browser, product, 'agen1'),
      openDesk(browser, product, 'agen2'),
      openDesk(browser, product, 'supervisor'),
    ]);
    await Promise.all([sari.beReady(), budi.beReady()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await lab?.stop();
  });
  afterEach(async () => {
    await lab.clear();
    await lab.ami.restore();
  });

  /** The newest call with its first case. */
  const newestCall = async (): Promise<CallRow> => {
    const [row] = await product.query<CallRow>(
      `SELECT k.id, k.outcome, c.ticket_number, c.status, c.id AS case_id FROM call k
       JOIN case_file c ON c.call_id = k.id AND c.linked_to IS NULL ORDER BY k.arrived_at DESC LIMIT 1`,
    );
    if (!row) throw new Error('no call is stored');
    return row;
  };
  const eventTypes = async (caseId: string) =>
    (
      await product.query<{ type: string }>('SELECT type FROM case_event WHERE case_id = $1 ORDER BY seq', [caseId])
    ).map((row) => row.type);
  const alerts = (caseId: string) =>
    product.query<{
      step: string;
      kind: string;
      late: boolean;
      delivered_at: Date | null;
      due_at: Date;
      fired_at: Date;
    }>('SELECT step, kind, late, delivered_at, due_at, fired_at FROM alert WHERE case_id = $1 ORDER BY due_at', [
      caseId,
    ]);
  const ended = (outcome: string) =>
    until(`a call that ended as ${outcome}`, async () => (await newestCall()).outcome === outcome);

  const a = (name: string, test: () => Promise<void>) => it(name, seen(name, test));
  /** What everybody saw when a test failed, kept for whoever reads its report. */
  const seen = (name: string, test: () => Promise<void>) => async () => {
    try {
      await test();
    } catch (error) {
      await keepEvidence(name, { sari, budi, rina }, lab, product);
      throw error;
    }
  };
  /** Whichever telephone rings. */
  const ringing = async (): Promise<[Desk, Desk]> => {
    const first = await Promise.any([sari.pop.waitFor().then(() => sari), budi.pop.waitFor().then(() => budi)]);
    return first === sari ? [sari, budi] : [budi, sari];
  };
  const rest = async (desk: Desk) => {
    await desk.press('set-not-ready');
    await desk.page.getByTestId('not-ready-break').click();
    await desk.page.locator('[data-testid=agent-state][data-state=not-ready]').waitFor();
  };
  const recap = async (desk: Desk, disposition: string) => {
    await desk.see('recap-disposition').selectOption(disposition);
    await desk.fill('recap-summary', 'Selesai.');
    await desk.press('recap-save');
    await desk.page.locator('[data-testid=agent-state][data-state=ready]').waitFor();
  };

  a('is answered in time, and the whole procedure runs to the recap', async () => {
    const caller = await lab.call('patient');
    const [agent, other] = await ringing();
    const call = await newestCall();
    expect(call.ticket_number).toMatch(/^SBY-\d{8}-0001$/);
    expect(await agent.text('pop-ticket')).toBe(call.ticket_number);
    expect(await agent.pop.textContent()).toContain('0812-****-7890');
    expect(await other.pop.count()).toBe(0);

    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    await agent.step('answer', 'met');
    expect(await asteriskCalls(lab)).toBe(1);

    await agent.fill('intake-name', 'Siti Aminah');
    await agent.step('ask', 'met');
    await agent.see('intake-category').selectOption('ktp_el');
    await agent.fill('intake-complaint', 'KTP-el hilang di pasar.');
    await agent.press('intake-save');
    await agent.step('record', 'met');
    await agent.fill('analysis-frame', 'Penerbitan ulang KTP-el karena hilang.');
    await agent.press('analysis-save');
    await agent.step('analyse', 'met');
    await agent.fill('solution-text', 'Bawa surat kehilangan dan KK ke kecamatan.');
    await agent.press('solution-save');
    await agent.step('search', 'met');
    await agent.press('confirm-yes');
    await agent.step('confirm', 'met');
    await agent.press('call-hangup');
    await agent.step('close', 'met');
    expect(await within(caller.done)).toBe(0);
    await recap(agent, 'resolved');

    const done = await newestCall();
    expect(done).toMatchObject({ outcome: 'answered', status: 'closed' });
    expect(await eventTypes(done.case_id)).toEqual([
      'call.arrived',
      'ticket.numbered',
      'call.queued',
      'call.offered',
      'call.answered',
      'intake.started',
      'intake.saved',
      'analysis.saved',
      'solution.saved',
      'confirmation.saved',
      'call.ended',
      'recap.saved',
    ]);
    expect(await alerts(done.case_id)).toEqual([]);
    expect(await asteriskCalls(lab)).toBe(0);
  });

  a('is not answered in 5 seconds: an alert, and the other agent is rung', async () => {
    await lab.call('patient');
    const [first, second] = await ringing();
    await first.page.locator('[data-testid=alert][data-kind=breach]').first().waitFor();
    await rina.page.locator('[data-testid=floor-alert][data-kind=breach]').first().waitFor();
    await second.pop.waitFor();
    await first.pop.waitFor({ state: 'detached' });
    await second.press('pop-answer');
    await second.see('case').waitFor();

    const { case_id: caseId } = await newestCall();
    const [breach] = (await alerts(caseId)).filter((alert) => alert.kind === 'breach');
    expect(breach).toMatchObject({ step: 'answer', late: false });
    expect(breach?.delivered_at).not.toBeNull();
    expect((breach?.fired_at.getTime() ?? 0) - (breach?.due_at.getTime() ?? 0)).toBeGreaterThanOrEqual(0);
    expect((await eventTypes(caseId)).filter((type) => type === 'call.offered')).toHaveLength(2);

    await second.press('call-hangup');
    await recap(second, 'ghost');
  });

  a('hangs up while waiting: abandoned, once', async () => {
    await Promise.all([rest(sari), rest(budi)]);
    const caller = await lab.call('patient');
    await rina.page.locator('[data-testid=floor-call]').first().waitFor();
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    await caller.hangup();
    await ended('abandoned');
    const { case_id: caseId } = await newestCall();
    expect((await eventTypes(caseId)).filter((type) => type === 'call.ended')).toHaveLength(1);
    expect(await newestCall()).toMatchObject({ status: 'abandoned' });
    await rina.page.locator('[data-testid=floor-call]').first().waitFor({ state: 'detached' });
    await Promise.all([sari.beReady(), budi.beReady()]);
  });

  a('hangs up while a telephone rings: the pop goes, the agent is ready again', async () => {
    const caller = await lab.call('patient');
    const [agent] = await ringing();
    await caller.hangup();
    await agent.pop.waitFor({ state: 'detached' });
    await ended('shortAbandoned');
    await agent.page.locator('[data-testid=agent-state][data-state=ready]').waitFor();
    const { case_id: caseId } = await newestCall();
    expect((await eventTypes(caseId)).slice(-2).sort()).toEqual(['call.ended', 'offer.lapsed']);
  });

  a("goes on when the agent's browser is reloaded in mid-call, and the console comes back to it", async () => {
    const caller = await lab.call('patient');
    const [agent] = await ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    await agent.fill('intake-name', 'Siti Aminah');
    await agent.step('ask', 'met');
    const ticket = await agent.text('case-ticket');
    await agent.reload();
    await agent.see('case').waitFor();
    expect(await agent.text('case-ticket')).toBe(ticket);
    expect(await agent.see('intake-name').inputValue()).toBe('Siti Aminah');
    // The telephone regains the conversation: hanging up from the new page ends the citizen's call.
    await agent.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await asteriskCalls(lab)).toBeGreaterThanOrEqual(1);
    expect((await newestCall()).outcome).toBeNull();
    await agent.press('call-hangup');
    expect(await within(caller.done)).toBe(0);
    await ended('answered');
    await recap(agent, 'ghost');
    const { case_id: caseId } = await newestCall();
    expect((await eventTypes(caseId)).filter((type) => type === 'call.answered')).toHaveLength(1);
  });

  a(
    'goes on when the server is killed in mid-call: nothing is lost or doubled, what fell due is raised late',
    async () => {
      await lab.call('patient');
      const [agent] = await ringing();
      await agent.press('pop-answer');
      await agent.see('case').waitFor();
      const { case_id: caseId } = await newestCall();
      // Step 5 falls due 10 s after the answer: while nobody is there to say so.
      await product.kill();
      await agent.see('stale-banner').waitFor();
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      expect(await asteriskCalls(lab)).toBe(1);
      await product.start(lab);
      await agent.page.locator('[data-testid=alert][data-kind=breach]').first().waitFor();
      const raised = await alerts(caseId);
      expect(raised.map(({ step, kind, late }) => ({ step, kind, late }))).toEqual([
        { step: 'ask', kind: 'warning', late: true },
        { step: 'ask', kind: 'breach', late: true },
      ]);
      await agent.press('call-hangup');
      await ended('answered');
      await recap(agent, 'ghost');
      const types = await eventTypes(caseId);
      expect(new Set(types.filter((type) => type !== 'timer')).size).toBe(
        types.filter((type) => type !== 'timer').length,
      );
    },
  );

  a('is not noticed missing when the AMI connection is cut and restored', async () => {
    const caller = await lab.call('patient');
    const [agent] = await ringing();
    lab.ami.cut();
    await agent.see('stale-banner').waitFor();
    // The telephone is the browser: it can still answer; we learn of it from the snapshot.
    await agent.press('pop-answer');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    lab.ami.restore();
    await agent.see('case').waitFor();
    await agent.see('stale-banner').waitFor({ state: 'detached' });
    await caller.hangup();
    await ended('answered');
    await recap(agent, 'ghost');
    const { case_id: caseId } = await newestCall();
    expect((await eventTypes(caseId)).filter((type) => type === 'call.answered')).toHaveLength(1);
  });

  a('comes while the server is down: queued all the same, and the ticket is made when it is back', async () => {
    await Promise.all([rest(sari), rest(budi)]);
    const before = await newestCall();
    await product.kill();
    await lab.call('patient');
    await until(
      'the caller in the queue',
      async () => /1\. /.test(await lab.asterisk.cli('queue show hotline')),
      20_000,
    );
    await product.start(lab);
    await until('the ticket', async () => (await newestCall()).id !== before.id);
    await sari.beReady();
    await sari.pop.waitFor();
    const call = await newestCall();
    expect(await sari.text('pop-ticket')).toBe(call.ticket_number);
    await sari.press('pop-answer');
    await sari.see('case').waitFor();
    await sari.press('call-hangup');
    await recap(sari, 'ghost');
    await budi.beReady();
  });

  it.each(['withheld', 'longName', 'emojiName', 'injectingName'] as const)('is served with a %s', (kind) =>
    seen(kind, async () => {
      const before = await newestCall();
      const caller = await lab.call(kind);
      const [agent] = await ringing();
      await until('a ticket of its own', async () => (await newestCall()).id !== before.id);
      await agent.press('pop-answer');
      await agent.see('case').waitFor();
      await agent.press('call-hangup');
      await within(caller.done);
      await recap(agent, 'ghost');
    })(),
  );

  a('leaves numbers without a gap, no personal number in the log, and nothing on the exchange', async () => {
    const numbers = await product.query<{ ticket_number: string }>('SELECT ticket_number FROM case_file ORDER BY 1');
    const counted = numbers.map((row) => Number(row.ticket_number.split('-').at(-1)));
    expect(counted.length).toBeGreaterThan(10);
    expect(counted).toEqual(counted.map((_, index) => index + 1));
    expect(product.output()).not.toMatch(/(\+62|62|0)81234567/);
    expect(product.output()).not.toContain('"level":"error"');
    expect(await asteriskCalls(lab)).toBe(0);
  });
});
