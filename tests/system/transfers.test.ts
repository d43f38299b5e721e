import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './lab/desk.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { faultsOf } from './lab/look.ts';
import { until } from './lab/processes.ts';
import { asteriskCalls } from './lab/product.ts';

const pictures = join(import.meta.dirname, '.run/screens');

/** Real Asterisk, a SIPp citizen who stays on the line, and two agents at their browsers. */
describe('an agent hands the caller on', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    hotline = await openHotline();
  });
  afterAll(() => hotline?.close());
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test));
  const names = (desk: Desk) => (desk === hotline.sari ? 'Sari Agen' : 'Budi Agen');

  /** Somebody talks to a citizen; the other agent is there. */
  async function talks() {
    const caller = await hotline.lab.call('patient');
    const [agent, other] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    return { caller, agent, other, ...(await hotline.newestCall()) };
  }
  /** By key: F6, a few letters, and how. */
  async function handOn(agent: Desk, typed: string, how: 'transfer-consult' | 'transfer-blind') {
    await agent.page.keyboard.press('F6');
    await agent.fill('transfer-search', typed);
    await agent.see('transfer-target').waitFor();
    await agent.press(how);
  }
  const gone = (desk: Desk) => desk.see('call-timer').waitFor({ state: 'detached' });
  const strip = (desk: Desk, step: string) =>
    desk.page.locator(`[data-testid=transfer-strip][data-step=${step}]`).waitFor();
  const steps = async (caseId: string) =>
    (
      await hotline.product.query<{ told: string }>(
        `SELECT (data->>'mode') || ' ' || (data->>'step') || coalesce(' ' || (data->>'reason'), '') AS told
         FROM case_event WHERE case_id = $1 AND type = 'call.transfer' ORDER BY seq`,
        [caseId],
      )
    ).map(({ told }) => told);
  const ends = async (desk: Desk, disposition = 'ghost') => {
    await desk.press('call-hangup');
    await hotline.recap(desk, disposition);
  };

  a('at once to a colleague: the same ticket pops up there, and the citizen is still on the line', async () => {
    const { agent, other, case_id: caseId, ticket_number: ticket } = await talks();
    await handOn(agent, names(other).slice(0, 4), 'transfer-blind');
    await other.pop.waitFor();
    expect(await other.text('pop-ticket')).toBe(ticket);
    expect(await other.text('pop-from')).toContain(names(agent));
    await other.press('pop-answer');
    await other.see('call-timer').waitFor();
    await gone(agent);
    expect(await asteriskCalls(hotline.lab)).toBe(1);
    await until('the end of the transfer', async () => (await steps(caseId)).at(-1) === 'blind done');
    await ends(other);
    expect(await hotline.eventTypes(caseId)).toEqual(expect.arrayContaining(['call.released', 'call.answered']));
  });

  a('talks to both at once, and with whoever stays; the third leaves first, then the agent', async () => {
    const { agent, other, case_id: caseId } = await talks();
    const three = async () => {
      await handOn(agent, names(other).slice(0, 4), 'transfer-consult');
      await other.page.locator('[data-testid=pop][data-consults=rings]').waitFor();
      await other.press('pop-answer');
      await strip(agent, 'consulting');
      await agent.press('transfer-join');
      await strip(agent, 'joined');
      await until('three in one room', async () => /\b3\b/.test(await hotline.lab.asterisk.cli('confbridge list')));
    };
    await three();
    const faults = await faultsOf(agent.page, pictures, 'transfer-three');
    await other.press('pop-leave');
    await agent.see('transfer-strip').waitFor({ state: 'detached' });
    await until(
      'the room is empty',
      async () => !/sip|PJSIP|\d{10}/.test(await hotline.lab.asterisk.cli('confbridge list')),
    );
    await until('two talk', async () => (await asteriskCalls(hotline.lab)) === 1);
    await three();
    await agent.press('call-hangup');
    await other.see('call-timer').waitFor();
    await gone(agent);
    await until('two talk', async () => (await asteriskCalls(hotline.lab)) === 1);
    await until('the end of the transfer', async () => (await steps(caseId)).at(-1) === 'consult done');
    expect(await steps(caseId)).toEqual([
      ...['consult begun', 'consult consulting', 'consult joined', 'consult failed gone'],
      ...['consult begun', 'consult consulting', 'consult joined', 'consult done'],
    ]);
    await ends(other);
    expect(faults).toEqual([]);
  });

  a('calls the consultation off, and is with the citizen again', async () => {
    const { agent, other, case_id: caseId } = await talks();
    await handOn(agent, names(other).slice(0, 4), 'transfer-consult');
    await other.page.locator('[data-testid=pop][data-consults=rings]').waitFor();
    await other.press('pop-answer');
    await strip(agent, 'consulting');
    // By key too: the colleague says nothing for a while.
    const muted = (pressed: boolean) => other.page.locator(`[data-testid=pop-mute][aria-pressed=${pressed}]`).waitFor();
    for (const pressed of [true, false]) {
      await other.page.keyboard.press('F9');
      await muted(pressed);
    }
    await agent.press('transfer-cancel');
    await agent.see('transfer-strip').waitFor({ state: 'detached' });
    await agent.see('call-timer').waitFor();
    await other.pop.waitFor({ state: 'detached' });
    await until('its end is stored', async () => (await steps(caseId)).at(-1) === 'consult failed cancelled');
    expect(await steps(caseId)).toEqual(['consult begun', 'consult consulting', 'consult failed cancelled']);
    await until('he is held no more', async () => (await hotline.eventTypes(caseId)).includes('call.resumed'));
    await ends(agent);
  });
});
