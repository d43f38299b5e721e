import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './lab/desk.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { faultsOf, look } from './lab/look.ts';
import { until, within } from './lab/processes.ts';

/** Whoever has waited ten seconds is asked. */
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, waiting: { says: true, call_back_after: 10 } }
`;
const folder = join(import.meta.dirname, '.run/screens');

describe('callers whom nobody answers', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    hotline = await openHotline({ services });
  }, 180_000);
  afterAll(() => hotline?.close());
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test), 180_000);
  const accessible = async ({ page }: Desk, name: string) => expect(await faultsOf(page, folder, name)).toEqual([]);
  const rows = () =>
    hotline.product.query<{ outcome: string | null; calls: number }>(
      'SELECT outcome, calls FROM missed_caller ORDER BY first_at',
    );
  const queue = () => hotline.lab.asterisk.cli('queue show hotline');
  /** A caller who came last, after the end of his call. */
  const outcome = async () => (await hotline.newestCall()).outcome;

  a('stand in the inbox with a clock, and are called back from it to a ticket of their own', async () => {
    const { lab, sari, budi } = hotline;
    await Promise.all([hotline.rest(sari), hotline.rest(budi)]);
    // On a busy machine he is in the queue after two seconds only, and whoever leaves within five of it was in a hurry.
    await lab.call('impatient', { holdMs: 12_000 });
    await sari.press('nav-inbox');
    await sari.page.getByTestId('missed-row').waitFor({ timeout: 30_000 });
    await hotline.ended('abandoned');
    await sari.press('missed-row');
    await sari.see('call-back-place').waitFor();
    await sari.see('missed-note').waitFor();
    await accessible(sari, 'missed-inbox');

    const expects = { from: '0311234567', to: '081234567891' };
    const there = await lab.citizen({ answerAfterMs: 1_500, expects });
    await sari.page.keyboard.press('F7');
    await sari.page.locator('[data-testid=call-back][data-phase=dialling]').waitFor();
    // He is there: the agent writes at once.
    await sari.see('case').and(sari.page.locator('[data-status=open]')).waitFor();
    await sari.see('field-callerName').waitFor();
    await accessible(sari, 'missed-talk');
    expect(await rows()).toEqual([{ outcome: 'reached', calls: 1 }]);
    // Whom we have called is handed on like any caller, and the ticket goes with him.
    await sari.page.keyboard.press('F6');
    await sari.fill('transfer-search', 'Budi');
    await sari.see('transfer-target').waitFor();
    await sari.press('transfer-blind');
    await budi.pop.waitFor();
    await budi.press('pop-answer');
    await budi.see('call-timer').waitFor();
    await sari.see('call-timer').waitFor({ state: 'detached' });
    await budi.page.keyboard.press('F4');
    expect(await within(there.done)).toBe(0);
    await budi.see('field-disposition').selectOption('dropped');
    await budi.fill('field-recapSummary', 'Terputus.');
    await budi.act('recap.saved');
    await sari.press('nav-inbox');
    expect(await sari.page.getByTestId('missed-row').count()).toBe(0);
  });

  a('hear what the supervisor announces, and nobody is rung where it says so', async () => {
    const { lab, product, sari, rina } = hotline;
    await rina.press('announcement-open');
    await rina.see('announcement-set').waitFor();
    // A dialog lies over the language.
    expect((await look(rina.page, folder, 'announcement-dialog')).faults).toEqual([]);
    await rina.press('announcement-closed');
    await rina.page.getByTestId('announcement-turns-away').check();
    await rina.press('announcement-set');
    await rina.page.locator('[data-testid=announcement][data-active=true]').waitFor();
    await accessible(rina, 'announcement-active');

    const before = await product.query('SELECT id FROM call');
    await lab.call('patient');
    await until('one more', async () => (await product.query('SELECT id FROM call')).length > before.length);
    await hotline.ended('announcement');
    const { id, case_id: caseId } = await hotline.newestCall();
    expect(await hotline.eventTypes(caseId)).toEqual([
      'call.arrived',
      'ticket.numbered',
      'call.number_told',
      'call.turned_away',
      'call.ended',
    ]);
    expect((await queue()).includes('No Callers')).toBe(true);
    expect(await lab.asterisk.queueLog()).not.toContain(id.split('-').at(-1));
    await sari.page.getByTestId('missed-row').waitFor();
    await until('listed', async () => (await rows()).some(({ outcome: how }) => how === null));
  });

  a('are asked after a long wait, and those who press the key are called back', async () => {
    const { lab, product, rina } = hotline;
    await rina.press('announcement-end');
    await rina.page.locator('[data-testid=announcement][data-active=false]').waitFor();
    const stays = await lab.call('patient', { ani: '081234567895' });
    await until('he is in the queue', async () => !(await queue()).includes('No Callers'));
    const before = (await product.query('SELECT id FROM call')).length;
    // He hears his number, waits for ten seconds behind the other, and presses until he is asked.
    await lab.call('patient', { ani: '081234567896', presses: { key: '1', afterMs: 12_000, times: 20 } });
    await until('one more', async () => (await product.query('SELECT id FROM call')).length > before);
    await until('he is called back', async () => (await outcome()) === 'call_back', 90_000);
    // The other one was asked too, did not press, and waits on.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await queue()).toContain('Callers:');
    await stays.hangup();
    await until('both are listed', async () => {
      const open = (await rows()).filter(({ outcome: how }) => how === null);
      return open.length >= 3;
    });
  });

  a('are let in while Sigap is away, whatever was announced, and what was said before is read back', async () => {
    const { lab, product } = hotline;
    const count = (await product.query('SELECT id FROM call')).length;
    const listed = (await rows()).length;
    await product.kill();
    const waits = await lab.call('patient', { ani: '081234567894' });
    await until('he is in the queue', async () => !(await queue()).includes('No Callers'));
    await waits.hangup();
    await product.start(lab);
    await until('his row', async () => (await product.query('SELECT id FROM call')).length === count + 1);
    await until('his end', async () => (await outcome()) !== null);
    expect(['abandoned', 'shortAbandoned']).toContain(await outcome());
    await until('listed', async () => (await rows()).length === listed + 1);
  });
});
