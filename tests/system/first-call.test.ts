import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import type { Desk } from './lab/desk.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { faultsOf } from './lab/look.ts';
import { until, within } from './lab/processes.ts';
import { asteriskCalls } from './lab/product.ts';

/** One lab for all, in this order: the first ticket has the number 1, and at the end none is missing. */
describe('a citizen calls the hotline', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    hotline = await openHotline();
  });
  afterAll(() => hotline?.close());
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test));

  a('is answered in time, and the whole procedure runs to the recap, by the keyboard alone', async () => {
    const caller = await hotline.lab.call('patient');
    const [agent, other] = await hotline.ringing();
    const call = await hotline.newestCall();
    expect(call.ticket_number).toMatch(/^SBY-\d{8}-0001$/);
    expect(await agent.text('pop-ticket')).toBe(call.ticket_number);
    expect(await agent.pop.textContent()).toContain('0812-****-7890');
    expect(await other.pop.count()).toBe(0);

    const { keyboard } = agent.page;
    await keyboard.press('F2');
    await agent.see('case').waitFor();
    await agent.step('answer', 'met');
    expect(await asteriskCalls(hotline.lab)).toBe(1);

    // The focus stands in the first field of whatever comes next.
    const first = (name: string) => agent.page.locator(`[data-testid=field-${name}]:focus`).waitFor();
    const press = async () => {
      // What follows the last press at once is the same press to the desk.
      await new Promise((resolve) => setTimeout(resolve, 750));
      await keyboard.press('Control+Enter');
    };
    const save = async (step: string) => {
      await press();
      await agent.step(step, 'met');
    };
    await first('callerName');
    await keyboard.type('Siti Aminah');
    await agent.step('ask', 'met');
    expect(await agent.tabTo('field-category')).toBeLessThan(20);
    await keyboard.type('KTP');
    expect(await agent.tabTo('field-complaint')).toBeLessThan(20);
    await keyboard.type('KTP-el hilang di pasar.');
    await save('record');
    await first('problemFrame');
    await keyboard.type('Penerbitan ulang KTP-el karena hilang.');
    await save('analyse');
    await first('solution');
    await keyboard.type('Bawa surat kehilangan dan KK ke kecamatan.');
    await save('search');
    await first('confirmed');
    await save('confirm');
    await keyboard.press('F4');
    await agent.step('close', 'met');
    expect(await within(caller.done)).toBe(0);
    await first('disposition');
    await keyboard.type('Selesai dengan');
    expect(await agent.tabTo('field-recapSummary')).toBe(1);
    await press();
    await agent.page.locator('[data-testid=agent-state][data-state=ready]').waitFor();

    const done = await hotline.newestCall();
    expect(done).toMatchObject({ outcome: 'answered', status: 'closed' });
    expect(await hotline.eventTypes(done.case_id)).toEqual([
      'call.arrived',
      'ticket.numbered',
      'call.number_told',
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
    expect(await hotline.alerts(done.case_id)).toEqual([]);
    expect(await asteriskCalls(hotline.lab)).toBe(0);
  });

  a('is not answered in 5 seconds: an alert, and the other agent is rung', async () => {
    await hotline.lab.call('patient');
    const [first, second] = await hotline.ringing();
    await first.page.locator('[data-testid=alert][data-kind=breach]').first().waitFor();
    await hotline.rina.page.locator('[data-testid=floor-alert][data-kind=breach]').first().waitFor();
    await second.pop.waitFor();
    await first.pop.waitFor({ state: 'detached' });
    await second.press('pop-answer');
    await second.see('case').waitFor();

    const { case_id: caseId } = await hotline.newestCall();
    const [breach] = (await hotline.alerts(caseId)).filter((alert) => alert.kind === 'breach');
    expect(breach).toMatchObject({ step: 'answer', late: false });
    expect(breach?.delivered_at).not.toBeNull();
    expect((breach?.fired_at.getTime() ?? 0) - (breach?.due_at.getTime() ?? 0)).toBeGreaterThanOrEqual(0);
    expect((await hotline.eventTypes(caseId)).filter((type) => type === 'call.offered')).toHaveLength(2);

    await second.press('call-hangup');
    await hotline.recap(second, 'ghost');
  });

  a('hangs up while waiting: abandoned, once', async () => {
    await Promise.all([hotline.rest(hotline.sari), hotline.rest(hotline.budi)]);
    const caller = await hotline.lab.call('patient');
    await hotline.rina.page.locator('[data-testid=floor-call]').first().waitFor();
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    await caller.hangup();
    await hotline.ended('abandoned');
    const { case_id: caseId } = await hotline.newestCall();
    expect((await hotline.eventTypes(caseId)).filter((type) => type === 'call.ended')).toHaveLength(1);
    expect(await hotline.newestCall()).toMatchObject({ status: 'abandoned' });
    await hotline.rina.page.locator('[data-testid=floor-call]').first().waitFor({ state: 'detached' });
    await Promise.all([hotline.sari.beReady(), hotline.budi.beReady()]);
  });

  a('hangs up while a telephone rings: the pop goes, the agent is ready again', async () => {
    const caller = await hotline.lab.call('patient');
    const [agent] = await hotline.ringing();
    await caller.hangup();
    await agent.pop.waitFor({ state: 'detached' });
    await hotline.ended('shortAbandoned');
    await agent.page.locator('[data-testid=agent-state][data-state=ready]').waitFor();
    const { case_id: caseId } = await hotline.newestCall();
    expect((await hotline.eventTypes(caseId)).slice(-2).sort()).toEqual(['call.ended', 'offer.lapsed']);
  });

  a("goes on when the agent's browser is reloaded in mid-call, and the console comes back to it", async () => {
    const caller = await hotline.lab.call('patient');
    const [agent] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    await agent.fill('field-callerName', 'Siti Aminah');
    await agent.step('ask', 'met');
    const ticket = await agent.text('case-ticket');
    await agent.reload();
    await agent.see('case').waitFor();
    expect(await agent.text('case-ticket')).toBe(ticket);
    expect(await agent.see('field-callerName').inputValue()).toBe('Siti Aminah');
    // The telephone regains the conversation: hanging up from the new page ends the citizen's call.
    await agent.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await asteriskCalls(hotline.lab)).toBeGreaterThanOrEqual(1);
    expect((await hotline.newestCall()).outcome).toBeNull();
    await agent.press('call-hangup');
    expect(await within(caller.done)).toBe(0);
    await hotline.ended('answered');
    await hotline.recap(agent, 'ghost');
    const { case_id: caseId } = await hotline.newestCall();
    expect((await hotline.eventTypes(caseId)).filter((type) => type === 'call.answered')).toHaveLength(1);
  });

  a('waits for a telephone that the browser is still fetching, and nobody says to be ready meanwhile', async () => {
    const { sari, budi, lab } = hotline;
    await hotline.rest(sari);
    let fetched = () => {};
    const fetching = new Promise<void>((resolve) => {
      fetched = resolve;
    });
    const travelled: { bytes: number; files: number }[] = [];
    for (const { page } of [sari, budi]) {
      await page.route(/\/jssip-[^/]*\.js$/, (route) => fetching.then(() => route.continue()));
      const loaded = loadedBy(page);
      await page.reload();
      await page.locator('[data-testid=phone-status][data-status=starting]').waitFor();
      travelled.push(await loaded());
    }
    expect(await sari.see('set-ready').isDisabled()).toBe(true);
    // He was ready, and is not shown so while nothing of his could be rung.
    await budi.page.locator('[data-testid=agent-state][data-state=not-ready]').waitFor();
    const caller = await lab.call('patient');
    await until(
      'the caller in the queue',
      async () => /1\. /.test(await lab.asterisk.cli('queue show hotline')),
      20_000,
    );
    fetched();
    await budi.pop.waitFor();
    await budi.press('pop-answer');
    await budi.see('case').waitFor();
    await budi.press('call-hangup');
    expect(await within(caller.done)).toBe(0);
    await hotline.recap(budi, 'ghost');
    await sari.beReady();
    // When the desk was there, so much had travelled: its files with all headers, and none of the telephone.
    for (const { bytes, files } of travelled)
      expect([files > 20, bytes <= 250_000, bytes]).toEqual([true, true, bytes]);
  });

  a(
    'rings one telephone of an agent with two tabs, and the call goes along to the tab that takes it over',
    async () => {
      const { sari, budi, lab, product } = hotline;
      await hotline.rest(budi);
      const tab = await openTab(sari, product);
      expect(await tab.phone('other-tab').textContent()).toMatch(/tab lain/);
      expect(await sari.page.title()).toMatch(/^☎ /);
      const folder = await mkdtemp(join(tmpdir(), 'sigap-look-'));
      expect(await faultsOf(tab.page, folder, 'phone-in-another-tab')).toEqual([]);

      const caller = await lab.call('patient');
      await Promise.all([sari.pop.waitFor(), tab.see('pop').waitFor()]);
      expect(await tab.see('pop-answer').count()).toBe(0);
      await sari.press('pop-answer');
      await tab.see('case').waitFor();
      await tab.see('phone-use-here').click();
      await Promise.all([tab.phone('ready').waitFor(), sari.see('phone-use-here').waitFor()]);
      await tab.see('call-hold').waitFor();
      // The citizen is talked to from here now, and nobody has hung up on him.
      await tab.see('call-hangup').click();
      expect(await within(caller.done)).toBe(0);
      await hotline.ended('answered');
      const { case_id: caseId } = await hotline.newestCall();
      expect((await hotline.eventTypes(caseId)).filter((type) => /^call\.(answered|ended)$/.test(type))).toEqual([
        'call.answered',
        'call.ended',
      ]);
      await hotline.recap(sari, 'ghost');

      await tab.page.reload();
      await tab.phone('ready').waitFor();
      expect(await sari.page.locator('[data-testid=phone-status]').getAttribute('data-status')).toBe('other-tab');
      await tab.page.close();
      await sari.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
      await budi.beReady();
    },
  );

  a(
    'goes on when the server is killed in mid-call: nothing is lost or doubled, what fell due is raised late',
    async () => {
      await hotline.lab.call('patient');
      const [agent] = await hotline.ringing();
      await agent.press('pop-answer');
      await agent.see('case').waitFor();
      const { case_id: caseId } = await hotline.newestCall();
      // Step 5 falls due 10 s after the answer: while nobody is there to say so.
      await hotline.product.kill();
      await agent.see('stale-banner').waitFor();
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      expect(await asteriskCalls(hotline.lab)).toBe(1);
      await hotline.product.start(hotline.lab);
      await agent.page.locator('[data-testid=alert][data-kind=breach]').first().waitFor();
      const raised = await hotline.alerts(caseId);
      expect(raised.map(({ step, kind, late }) => ({ step, kind, late }))).toEqual([
        { step: 'ask', kind: 'warning', late: true },
        { step: 'ask', kind: 'breach', late: true },
      ]);
      await agent.press('call-hangup');
      await hotline.ended('answered');
      await hotline.recap(agent, 'ghost');
      const types = await hotline.eventTypes(caseId);
      expect(new Set(types.filter((type) => type !== 'timer')).size).toBe(
        types.filter((type) => type !== 'timer').length,
      );
    },
  );

  a('is not noticed missing when the AMI connection is cut and restored', async () => {
    const caller = await hotline.lab.call('patient');
    const [agent] = await hotline.ringing();
    hotline.lab.ami.cut();
    await agent.see('stale-banner').waitFor();
    // The telephone is the browser: it can still answer; we learn of it from the snapshot.
    await agent.press('pop-answer');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    hotline.lab.ami.restore();
    await agent.see('case').waitFor();
    await agent.see('stale-banner').waitFor({ state: 'detached' });
    await caller.hangup();
    await hotline.ended('answered');
    await hotline.recap(agent, 'ghost');
    const { case_id: caseId } = await hotline.newestCall();
    expect((await hotline.eventTypes(caseId)).filter((type) => type === 'call.answered')).toHaveLength(1);
  });

  a('comes while the server is down: queued all the same, and the ticket is made when it is back', async () => {
    await Promise.all([hotline.rest(hotline.sari), hotline.rest(hotline.budi)]);
    const before = await hotline.newestCall();
    await hotline.product.kill();
    await hotline.lab.call('patient');
    await until(
      'the caller in the queue',
      async () => /1\. /.test(await hotline.lab.asterisk.cli('queue show hotline')),
      20_000,
    );
    await hotline.product.start(hotline.lab);
    await until('the ticket', async () => (await hotline.newestCall()).id !== before.id);
    await hotline.sari.beReady();
    await hotline.sari.pop.waitFor();
    const call = await hotline.newestCall();
    expect(await hotline.sari.text('pop-ticket')).toBe(call.ticket_number);
    await hotline.sari.press('pop-answer');
    await hotline.sari.see('case').waitFor();
    await hotline.sari.press('call-hangup');
    await hotline.recap(hotline.sari, 'ghost');
    await hotline.budi.beReady();
  });

  it.each(['withheld', 'longName', 'emojiName', 'injectingName'] as const)('is served with a %s', (kind) =>
    hotline.seen(kind, async () => {
      const before = await hotline.newestCall();
      const caller = await hotline.lab.call(kind);
      const [agent] = await hotline.ringing();
      await until('a ticket of its own', async () => (await hotline.newestCall()).id !== before.id);
      await agent.press('pop-answer');
      await agent.see('case').waitFor();
      await agent.press('call-hangup');
      await within(caller.done);
      await hotline.recap(agent, 'ghost');
    }),
  );

  a('gave up, and is called back from the ticket: answered, busy, not answered', async () => {
    const { lab, product, sari, budi } = hotline;
    const caller = await lab.call('impatient', { holdMs: 60_000 });
    await hotline.ringing();
    await caller.hangup();
    const { case_id: caseId } = await until('an end', async () => {
      const call = await hotline.newestCall();
      return call.outcome === null ? null : call;
    });
    const tickets = await product.query('SELECT id FROM case_file');
    await sari.page.goto(`${product.url}/tickets/${caseId}`);
    await sari.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
    const last = (text: string) => sari.page.getByTestId('call-back-last').filter({ hasText: text }).waitFor();
    const expects = { from: '0311234567', to: '081234567891' };

    const there = await lab.citizen({ answerAfterMs: 1_500, expects });
    await sari.page.keyboard.press('F7');
    await sari.page.locator('[data-testid=call-back][data-phase=dialling]').waitFor();
    // What he says begins a ticket of its own, on the desk.
    await sari.see('case').and(sari.page.locator('[data-status=open]')).waitFor();
    // Nobody else is put through meanwhile, and the voices go both ways.
    const waiting = await lab.call('patient');
    await until('voices', async () => {
      const lines = (await lab.asterisk.cli('pjsip show channelstats'))
        .split('\n')
        .filter((line) => /trunk-|101-/.test(line));
      return lines.filter((line) => Number(/\w+\s+(\d+)\s/.exec(line.slice(30))?.[1]) > 20).length >= 2;
    });
    await budi.pop.waitFor();
    expect(await sari.pop.count()).toBe(0);
    await waiting.hangup();
    await budi.pop.waitFor({ state: 'detached' });
    await sari.page.keyboard.press('F4');
    await hotline.recap(sari, 'dropped');
    expect(await within(there.done)).toBe(0);
    await sari.page.goto(`${product.url}/tickets/${caseId}`);
    await sari.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
    await last('tersambung');

    const busy = await lab.citizen({ refuse: true, expects });
    await sari.press('call-back-place');
    await last('sibuk');
    expect(await within(busy.done)).toBe(0);
    const away = await lab.citizen({ refuse: '480 Temporarily Unavailable', expects });
    await sari.press('call-back-place');
    await last('tidak diangkat');
    expect(await within(away.done)).toBe(0);

    const outcomes = await product.query<{ outcome: string }>(
      'SELECT outcome FROM call WHERE case_id = $1 ORDER BY arrived_at',
      [caseId],
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['answered', 'busy', 'no-answer']);
    expect(await product.query('SELECT id FROM case_file')).toHaveLength(tickets.length + 2);
    await sari.press('nav-desk');
    await sari.page.locator('[data-testid=agent-state][data-state=ready]').waitFor();
    expect(await asteriskCalls(lab)).toBe(0);
  });

  a('leaves numbers without a gap, no personal number in the log, and nothing on the exchange', async () => {
    // A recurring task of the office, which a working day brings, draws no number.
    const numbers = await hotline.product.query<{ ticket_number: string }>(
      'SELECT ticket_number FROM case_file WHERE task_period IS NULL ORDER BY 1',
    );
    const counted = numbers.map((row) => Number(row.ticket_number.split('-').at(-1)));
    expect(counted.length).toBeGreaterThan(10);
    expect(counted).toEqual(counted.map((_, index) => index + 1));
    expect(hotline.product.output()).not.toMatch(/(\+62|62|0)81234567/);
    expect(hotline.product.output()).not.toContain('"level":"error"');
    expect(await asteriskCalls(hotline.lab)).toBe(0);
  });
});

/** Another tab of the browser in which somebody works. */
async function openTab({ page: first }: Desk, { url }: { url: string }) {
  const page = await first.context().newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  return {
    page,
    see: (testId: string) => page.getByTestId(testId).first(),
    phone: (status: string) => page.locator(`[data-testid=phone-status][data-status=${status}]`),
  };
}

/** What of the console comes to the page from now on, as it travels, with headers. */
function loadedBy(page: Page): () => Promise<{ bytes: number; files: number }> {
  const came: Request[] = [];
  page.on('requestfinished', (request) => {
    if (/^(document|script|stylesheet|image)$/.test(request.resourceType())) came.push(request);
  });
  return async () => {
    const sizes = await Promise.all(came.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, one) => sum + one.responseHeadersSize + one.responseBodySize, 0);
    return { bytes, files: sizes.length };
  };
}
