import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './lab/desk.ts';
import { type Ear, earOf, openEar } from './lab/ears.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { faultsOf } from './lab/look.ts';
import { until } from './lab/processes.ts';
import { asteriskCalls } from './lab/product.ts';

const pictures = join(import.meta.dirname, '.run/screens');

/** No leg is carried over to another codec or rate: beyond 8 kHz Asterisk loses much of what is mixed in. */
async function voiceGoesAsItComes({ lab }: Hotline) {
  const listed = await lab.asterisk.cli('core show channels concise');
  const legs = [...listed.matchAll(/^PJSIP\/[^!]+/gm)];
  const shown = await Promise.all(legs.map(([leg]) => lab.asterisk.cli(`core show channel ${leg}`)));
  expect(shown.map((text) => [...text.matchAll(/^ *(\w+Transcode: \w+)/gm)].map(([, told]) => told))).toEqual([
    ['WriteTranscode: No', 'ReadTranscode: No'],
    ['WriteTranscode: No', 'ReadTranscode: No'],
  ]);
}

/**
 * Real Asterisk, an agent and a supervisor at their browsers, whose microphones beep, and a citizen whose ear is a port:
 * what each of them hears is measured.
 */
describe('a supervisor at a conversation', () => {
  let hotline: Hotline;
  const ears = new Map<Desk, Ear>();
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    hotline = await openHotline();
    for (const desk of [hotline.sari, hotline.budi, hotline.rina]) ears.set(desk, await earOf(desk.page));
    for (const desk of [hotline.sari, hotline.budi, hotline.rina])
      await desk.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
  });
  afterAll(() => hotline?.close());
  const open: Awaited<ReturnType<typeof openEar>>[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((ear) => ear.close()));
    await hotline.clear();
  });

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test));
  const hears = (desk: Desk) => (ears.get(desk) as Ear).heardWithin(2_500);

  async function talks() {
    const citizen = await openEar('127.0.0.2');
    open.push(citizen);
    const caller = await hotline.lab.call('patient', { mediaPort: citizen.port });
    const [agent] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    return { citizen, caller, agent, ...(await hotline.newestCall()) };
  }
  const choose = async (mode: 'listen' | 'whisper' | 'barge') => {
    await hotline.rina.press(`supervise-${mode}`);
    await hotline.rina.page.locator(`[data-testid=listening][data-mode=${mode}][data-on=true]`).waitFor();
  };
  const audited = async (callId: string) =>
    (
      await hotline.product.query<{ action: string }>(
        "SELECT action FROM audit_entry WHERE starts_with(action, 'supervise.') AND starts_with(subject, $1) ORDER BY seq",
        [`${callId} `],
      )
    ).map(({ action }) => action.replace('supervise.', ''));
  const calls = async () => (await hotline.product.query('SELECT id FROM call')).length;

  a('listens unheard, whispers to the agent alone, and is heard by both when joining in', async () => {
    const { citizen, caller, agent, id } = await talks();
    const { rina } = hotline;
    // The measure itself: the citizen hears the agent's microphone.
    const said = await citizen.heardWithin(2_500);
    expect(said).toBeGreaterThan(0);
    await voiceGoesAsItComes(hotline);
    await choose('listen');
    await agent.page.locator('[data-testid=listened-to][data-mode=listen]').waitFor();
    expect(await hears(rina)).toBeGreaterThan(0);
    expect(await hears(agent)).toBe(0);

    await agent.press('call-mute');
    await until('the agent is silent', async () => (await citizen.heardWithin(1_000)) === 0);
    expect(await citizen.heardWithin(2_500)).toBe(0);
    await choose('whisper');
    expect(await hears(agent)).toBeGreaterThan(0);
    expect(await citizen.heardWithin(2_500)).toBe(0);
    await choose('barge');
    expect(await hears(agent)).toBeGreaterThan(0);
    await until('the citizen hears her', async () => (await citizen.heardWithin(1_000)) > 0);
    // Not some of it: the microphones beep alike.
    expect(await citizen.heardWithin(2_500)).toBeGreaterThan(said / 2);
    await choose('listen');
    await until('nobody hears her', async () => (await citizen.heardWithin(1_000)) === 0);
    expect([await hears(agent), await citizen.heardWithin(2_500)]).toEqual([0, 0]);

    await rina.press('supervise-stop');
    await rina.see('listening').waitFor({ state: 'detached' });
    await agent.see('listened-to').waitFor({ state: 'detached' });
    expect(await asteriskCalls(hotline.lab)).toBe(1);
    await agent.see('call-timer').waitFor();
    await caller.hangup();
    await hotline.ended('answered');
    expect(await audited(id)).toEqual(['listen', 'whisper', 'barge', 'listen', 'ended']);
    await hotline.recap(agent, 'ghost');
  });

  a('goes on while Sigap is killed, counts as no call, and ends with the conversation', async () => {
    const { caller, agent, id } = await talks();
    await choose('listen');
    const before = await calls();
    await hotline.product.kill();
    expect(await hears(hotline.rina)).toBeGreaterThan(0);
    await hotline.product.start(hotline.lab);
    await hotline.rina.page.locator('[data-testid=listening][data-on=true]').waitFor();
    expect(await calls()).toBe(before);
    await caller.hangup();
    await hotline.rina.see('listening').waitFor({ state: 'detached' });
    await until('it is written down', async () => (await audited(id)).at(-1) === 'ended');
    expect(await asteriskCalls(hotline.lab)).toBe(0);
    expect(await calls()).toBe(before);
    await hotline.recap(agent, 'ghost');
  });

  a('is looked at, in both languages and at every size', async () => {
    const { caller, agent } = await talks();
    const { rina } = hotline;
    const faults = await faultsOf(rina.page, pictures, 'floor-before');
    await choose('whisper');
    faults.push(...(await faultsOf(rina.page, pictures, 'floor-whispering')));
    faults.push(...(await faultsOf(agent.page, pictures, 'desk-listened-to')));
    await caller.hangup();
    await rina.see('listening').waitFor({ state: 'detached' });
    await hotline.recap(agent, 'ghost');
    expect(faults).toEqual([]);
  });
});
