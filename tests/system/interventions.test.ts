import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './lab/desk.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { faultsOf } from './lab/look.ts';
import { until } from './lab/processes.ts';
import { asteriskCalls } from './lab/product.ts';

const pictures = join(import.meta.dirname, '.run/screens');

/** Real Asterisk: what a supervisor does from the floor to callers and agents, and how an agent calls her. */
describe('a supervisor at the floor', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    hotline = await openHotline();
    await hotline.rina.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
  });
  afterAll(() => hotline?.close());
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test));
  const audited = async (begins: string) =>
    (
      await hotline.product.query<{ action: string }>(
        'SELECT action FROM audit_entry WHERE starts_with(action, $1) ORDER BY seq',
        [begins],
      )
    ).map(({ action }) => action);
  const state = (desk: Desk, name: string) =>
    desk.page.locator(`[data-testid=agent-state][data-state=${name}]`).waitFor();
  const transfers = async (caseId: string) =>
    (
      await hotline.product.query<{ step: string }>(
        "SELECT data->>'step' AS step FROM case_event WHERE case_id = $1 AND type = 'call.transfer' ORDER BY seq",
        [caseId],
      )
    )
      .map(({ step }) => step)
      .join(' ');
  async function talks() {
    const caller = await hotline.lab.call('patient');
    const [agent] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    return { caller, agent };
  }

  a('is called by a key, comes with one click, and the call for help ends with the conversation', async () => {
    const { caller, agent } = await talks();
    const { rina } = hotline;
    await agent.page.keyboard.press('F1');
    await rina.see('help-wanted').waitFor();
    await agent.see('help-asked').waitFor();
    const faults = await faultsOf(rina.page, pictures, 'floor-help');
    faults.push(...(await faultsOf(agent.page, pictures, 'desk-help')));
    await rina.see('help-wanted').getByTestId('supervise-whisper').click();
    await rina.page.locator('[data-testid=listening][data-mode=whisper][data-on=true]').waitFor();
    await agent.page.locator('[data-testid=help-asked][data-taken=true]').waitFor();
    await caller.hangup();
    for (const [desk, what] of [
      [rina, 'help-wanted'],
      [rina, 'listening'],
      [agent, 'help-asked'],
    ] as const)
      await desk.see(what).waitFor({ state: 'detached' });
    await until('its end is written down', async () => (await audited('help.')).length === 3);
    expect(await audited('help.')).toEqual(['help.asked', 'help.taken', 'help.ended']);
    await hotline.recap(agent, 'ghost');
    expect(faults).toEqual([]);
  });

  a('takes a caller over, whom she listens to already, and has the case', async () => {
    const { agent } = await talks();
    const { rina } = hotline;
    const { case_id: caseId } = await hotline.newestCall();
    await rina.press('supervise-listen');
    await rina.page.locator('[data-testid=listening][data-on=true]').waitFor();
    await rina.press('supervise-take-over');
    // The page that was clicked on answers by itself.
    await rina.see('call-timer').waitFor();
    await agent.see('call-timer').waitFor({ state: 'detached' });
    expect(await asteriskCalls(hotline.lab)).toBe(1);
    const [row] = await hotline.product.query<{ who: string }>(
      "SELECT p.username AS who FROM case_file c JOIN person p ON p.id = (c.state->>'agentId')::uuid WHERE c.id = $1",
      [caseId],
    );
    expect(row?.who).toBe('supervisor');
    await rina.press('call-hangup');
    await rina.see('field-disposition').selectOption('ghost');
    await rina.fill('field-recapSummary', 'Selesai.');
    await rina.act('recap.saved');
    await rina.press('nav-floor');
    expect((await audited('supervise.')).slice(-3)).toEqual([
      'supervise.listen',
      'supervise.taken_over',
      'supervise.ended',
    ]);
  });

  a('makes an agent not ready and ready again, and the queue follows', async () => {
    const { rina, sari, lab } = hotline;
    await state(sari, 'ready');
    const row = rina.page.locator('[data-testid=floor-agent]', { hasText: 'Sari Agen' });
    const paused = async () => /PJSIP\/101[^\n]*paused/.test(await lab.asterisk.cli('queue show hotline'));
    await row.getByTestId('force-state').click();
    const faults = await faultsOf(rina.page, pictures, 'floor-force-state');
    if (!(await rina.see('force-not-ready-break').isVisible())) await row.getByTestId('force-state').click();
    await rina.press('force-not-ready-break');
    await state(sari, 'not-ready');
    await until('nobody rings her', paused);
    await row.getByTestId('force-state').click();
    await rina.press('force-ready');
    await state(sari, 'ready');
    await until('she is rung again', async () => !(await paused()));
    expect(faults).toEqual([]);
  });

  a('gives a caller who rings in vain to an agent by name, and he is not lost when nobody answers', async () => {
    const { rina, sari, budi, lab } = hotline;
    await hotline.rest(budi);
    const caller = await lab.call('patient');
    await sari.pop.waitFor();
    const { id: callId, case_id: caseId } = await hotline.newestCall();
    const row = rina.page.locator(`[data-testid=floor-call][data-call-id="${callId}"]`);
    const budiId = (await hotline.product.query<{ id: string }>("SELECT id FROM person WHERE username = 'agen2'"))[0]
      ?.id;
    const move = async () => {
      await row.getByTestId('supervise-move').click();
      await rina.see(`move-to-${budiId}`).click();
      await budi.pop.waitFor();
    };
    await row.getByTestId('supervise-move').click();
    const faults = await faultsOf(rina.page, pictures, 'floor-move');
    await rina.page.keyboard.press('Escape');
    await move();
    await sari.pop.waitFor({ state: 'detached' });
    await state(sari, 'ready');
    // Not answered there, he is the first for whoever is ready.
    await sari.pop.waitFor();
    await move();
    await budi.press('pop-answer');
    await budi.see('case').waitFor();
    expect(await asteriskCalls(lab)).toBe(1);
    await until('both moves are told', async () => (await transfers(caseId)) === 'begun failed begun done');
    await caller.hangup();
    await budi.see('field-disposition').selectOption('ghost');
    await budi.fill('field-recapSummary', 'Selesai.');
    await budi.act('recap.saved');
    await budi.beReady();
    expect(faults).toEqual([]);
    expect((await audited('supervise.moved')).length).toBe(2);
  });

  a('has the caller who came last served first', async () => {
    const { rina, sari, budi, lab } = hotline;
    await Promise.all([hotline.rest(sari), hotline.rest(budi)]);
    const early = await lab.call('patient', { ani: '081234567801' });
    await rina.page.locator('[data-testid=floor-call][data-phase=queued]').first().waitFor();
    const { id: firstId } = await hotline.newestCall();
    const late = await lab.call('patient', { ani: '081234567802' });
    const row = rina.page.locator(`[data-testid=floor-call][data-phase=queued]:not([data-call-id="${firstId}"])`);
    await row.waitFor();
    await row.getByTestId('supervise-first').click();
    await rina.see('supervise-first-done').waitFor();
    const faults = await faultsOf(rina.page, pictures, 'floor-first');
    await sari.beReady();
    await sari.pop.waitFor();
    expect(await sari.pop.getAttribute('data-call-id')).not.toBe(firstId);
    await sari.press('pop-answer');
    await sari.see('case').waitFor();
    await late.hangup();
    await early.hangup();
    await hotline.recap(sari, 'ghost');
    await budi.beReady();
    expect(faults).toEqual([]);
  });
});
