import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './lab/desk.ts';
import { openEar } from './lab/ears.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { look } from './lab/look.ts';
import { until } from './lab/processes.ts';

/** Whose conversations are recorded, on a basis that is stated. */
const services = `bases:
  - { id: public-service, version: "1", kind: public_task, text: { id: Untuk layanan publik., en: For a public service. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, basis: public-service, records: true }
`;
const pictures = join(import.meta.dirname, '.run/screens');
const loud = 1_000;

/** Real Asterisk with a disk of its own for recordings, agents whose microphones beep, and a citizen who is silent. */
describe('a conversation is recorded', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    hotline = await openHotline({ services });
  });
  afterAll(() => hotline?.close());
  const open: Awaited<ReturnType<typeof openEar>>[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((ear) => ear.close()));
    await hotline.clear();
  });

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test), 120_000);
  const folder = () => hotline.lab.settings.recordings;
  const state = (desk: Desk, wanted: string) =>
    desk.page.locator(`[data-testid=recording-state][data-state=${wanted}]`).waitFor();

  async function talks() {
    const citizen = await openEar('127.0.0.2');
    open.push(citizen);
    const caller = await hotline.lab.call('patient', { mediaPort: citizen.port });
    const [agent] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    return { citizen, caller, agent, ...(await hotline.newestCall()) };
  }
  const stored = (callId: string) =>
    hotline.product.query<{ whole: boolean; length_ms: number; started_at: Date }>(
      'SELECT whole, length_ms, started_at FROM recording WHERE call_id = $1',
      [callId],
    );
  const takenOver = async (callId: string) => {
    await until('it is taken over', async () => (await stored(callId)).length === 1, 30_000);
    await until('the exchange has none', async () => !(await readdir(folder())).some((name) => /ulaw$/.test(name)));
    const [row] = await stored(callId);
    if (!row) throw new Error('no recording is stored');
    return row;
  };
  /** As a supervisor hears it, with a reason: samples, 8,000 a second. */
  async function heard(caseId: string): Promise<Int16Array> {
    const { page } = hotline.rina;
    await page.goto(`${hotline.product.url}/tickets/${caseId}`);
    await page.getByTestId('recording-listen').click();
    await page.getByTestId('recording-reason').fill('memeriksa mutu layanan');
    const asked = page.waitForRequest((one) => one.url().endsWith('/audio'));
    await page.getByTestId('recording-submit').click();
    await page.getByTestId('recording-player').waitFor();
    // What a player has fetched, a test cannot read; the same once more can be.
    const data = { reason: 'memeriksa mutu layanan' };
    const answer = await page.request.post((await asked).url(), { headers: { 'x-sigap': '1' }, data });
    const sound = await answer.body();
    expect(sound.subarray(0, 4).toString()).toBe('RIFF');
    return new Int16Array(sound.buffer.slice(sound.byteOffset + 44, sound.byteOffset + sound.length));
  }
  const loudIn = (samples: Int16Array, fromMs: number, toMs: number) =>
    samples.subarray(Math.round(fromMs * 8), Math.round(toMs * 8)).filter((sample) => Math.abs(sample) > loud).length;

  a('with what is said, but not in a pause, also while Sigap is down, and is heard by a supervisor', async () => {
    const { caller, agent, id, case_id: caseId } = await talks();
    await state(agent, 'on');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await agent.page.keyboard.press('Shift+F9');
    await state(agent, 'paused');
    expect((await look(agent.page, pictures, 'recording-paused')).faults).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await agent.press('call-recording');
    await state(agent, 'on');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await hotline.product.kill();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await caller.hangup();
    expect(await readdir(folder())).toHaveLength(1);
    await hotline.product.start(hotline.lab);
    const { whole, length_ms: lengthMs, started_at: startedAt } = await takenOver(id);
    expect(whole).toBe(true);
    const samples = await heard(caseId);
    expect(Math.abs(samples.length / 8 - lengthMs)).toBeLessThan(2);
    const [pause] = await hotline.product.query<{ began_at: Date; ended_at: Date }>(
      'SELECT began_at, ended_at FROM recording_pause WHERE call_id = $1',
      [id],
    );
    const [from, to] = [pause?.began_at, pause?.ended_at].map((at) => (at?.getTime() ?? 0) - startedAt.getTime()) as [
      number,
      number,
    ];
    expect(to - from).toBeGreaterThan(1_500);
    expect(loudIn(samples, 0, from)).toBeGreaterThan(100);
    expect(loudIn(samples, from + 400, to - 400)).toBe(0);
    expect(loudIn(samples, to, lengthMs)).toBeGreaterThan(100);
    await hotline.rina.see('recording-pause').waitFor();
    expect((await look(hotline.rina.page, pictures, 'recording-with-pause')).faults).toEqual([]);
    await hotline.recap(agent, 'ghost');
  });

  a('as far as there is place, and when there is none the call goes on and everybody is told', async () => {
    const { citizen, caller, agent, id } = await talks();
    await state(agent, 'on');
    await writeFile(join(folder(), 'others'), Buffer.alloc(180 * 1024 * 1024)).catch(() => {});
    await state(agent, 'failed');
    expect(await agent.text('recording-state')).toContain('penuh');
    expect((await look(agent.page, pictures, 'recording-failed')).faults).toEqual([]);
    expect(await citizen.heardWithin(2_500)).toBeGreaterThan(0);
    const told = (await (await fetch(`${hotline.product.url}/readyz`)).json()) as { warnings?: string[] };
    expect(told.warnings).toContainEqual(expect.stringContaining('nearly full'));
    const [alarm] = await hotline.product.query("SELECT subject FROM alarm WHERE kind = 'recording.failed'");
    expect(alarm).toEqual({ subject: 'full' });
    await caller.hangup();
    await hotline.recap(agent, 'ghost');
    await until('what there is of it is kept, or there is nothing', async () =>
      (await readdir(folder())).every((name) => name === 'others'),
    );
    expect((await stored(id)).filter(({ whole }) => whole)).toEqual([]);
    // Whoever calls now is served and not recorded, and is not told that he is.
    const next = await talks();
    await state(next.agent, 'failed');
    expect(await readdir(folder())).toEqual(['others']);
    await next.caller.hangup();
    await hotline.recap(next.agent, 'ghost');
  });
});
