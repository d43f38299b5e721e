import type { Desk } from './lab/desk.ts';
import { type Ear, earOf, openEar } from './lab/ears.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { until } from './lab/processes.ts';

/** Real Asterisk, two agents at browsers whose microphones beep, and a citizen who has an ear and a voice of his own. */
describe('three in one conversation', () => {
  let hotline: Hotline;
  let citizen: Awaited<ReturnType<typeof openEar>>;
  const ears = new Map<Desk, Ear>();
  beforeAll(async () => {
    hotline = await openHotline();
    for (const desk of [hotline.sari, hotline.budi]) ears.set(desk, await earOf(desk.page));
    for (const desk of [hotline.sari, hotline.budi])
      await desk.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
    citizen = await openEar('127.0.0.2');
  });
  afterAll(async () => {
    await hotline?.close();
    await citizen?.close();
  });
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test));

  a('hear one another, nobody hears himself, and whoever is left with the citizen still does', async () => {
    await hotline.lab.call('patient', { mediaPort: citizen.port });
    const [agent, other] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    const all = [citizen, ears.get(agent) as Ear, ears.get(other) as Ear];
    const heard = async (ms: number) =>
      (await Promise.all(all.map((ear) => ear.heardWithin(ms)))).map((sum) => sum > 0);
    /** Citizen, agent, other: until they hear so, and then for longer than a beep can keep away. */
    const hear = async (who: string, expected: readonly boolean[]) => {
      await until(who, async () => String(await heard(1_000)) === String(expected));
      expect([who, ...(await heard(2_500))]).toEqual([who, ...expected]);
    };

    await agent.page.keyboard.press('F6');
    await agent.fill('transfer-search', other === hotline.sari ? 'Sari' : 'Budi');
    await agent.see('transfer-target').waitFor();
    await agent.press('transfer-consult');
    await other.page.locator('[data-testid=pop][data-consults=rings]').waitFor();
    await other.press('pop-answer');
    await agent.page.locator('[data-testid=transfer-strip][data-step=consulting]').waitFor();
    await agent.press('transfer-join');
    await agent.page.locator('[data-testid=transfer-strip][data-step=joined]').waitFor();

    await hear('both agents speak', [true, true, true]);
    await agent.press('call-mute');
    await hear('the other agent speaks', [true, true, false]);
    await other.press('pop-mute');
    await hear('nobody speaks', [false, false, false]);
    citizen.speak(true);
    await hear('the citizen speaks', [false, true, true]);
    citizen.speak(false);
    await agent.press('call-mute');
    await hear('the agent speaks', [true, false, true]);
    expect(await other.see('pop-mute').getAttribute('aria-pressed')).toBe('true');
    await other.page.keyboard.press('F9');
    await hear('both agents speak again', [true, true, true]);

    await agent.press('call-hangup');
    await agent.see('call-timer').waitFor({ state: 'detached' });
    await until('the citizen hears who is left', async () => (await citizen.heardWithin(1_000)) > 0);
    citizen.speak(true);
    await until('and is heard', async () => (await (ears.get(other) as Ear).heardWithin(1_000)) > 0);
    await other.press('call-hangup');
    await hotline.recap(other, 'ghost');
  });
});
