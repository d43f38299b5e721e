import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { until } from './lab/processes.ts';

const services = `bases:
  - { id: public-service, version: "1", kind: public_task, text: { id: Untuk layanan publik., en: For a public service. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, basis: public-service, records: true, overflow: { after: 15, to: call_back } }
`;
const surveys = `questions:
  - { key: pelayanan, version: "1", text: { id: Bagaimana pelayanan petugas kami?, en: How was the service of our staff? } }
  - { key: penyelesaian, version: "7", text: { id: Bagaimana penyelesaiannya?, en: How was it settled? } }
services:
  - { service: hotline, asks: [pelayanan, penyelesaian], by: [call] }
`;

interface Row {
  readonly id: string;
  readonly case_id: string;
  readonly outcome: string | null;
  readonly state: {
    readonly answered: { readonly at: number } | null;
    readonly ended: { readonly at: number; readonly by: string; readonly source?: string } | null;
  };
}

/** Real Asterisk, a citizen who presses keys by DTMF, and agents in browsers who hang up first. */
describe('a caller is asked when the agent has hung up', () => {
  let hotline: Hotline;
  beforeAll(async () => {
    hotline = await openHotline({ services, surveys, survey: true });
  }, 240_000);
  afterAll(() => hotline?.close());
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test), 180_000);
  const rows = () =>
    hotline.product.query<Row>(
      `SELECT k.id, k.outcome, k.state, c.id AS case_id FROM call k JOIN case_file c ON c.call_id = k.id
       ORDER BY k.arrived_at`,
    );
  const answers = (callId: string) =>
    hotline.product.query<{ question: string; version: string; value: number; channel: string; username: string }>(
      `SELECT a.question, a.version, a.value, a.channel, p.username FROM survey_answer a
       JOIN person p ON p.id = a.agent_id WHERE a.call_id = $1 ORDER BY a.question`,
      [callId],
    );
  const isAsked = async () => (await hotline.lab.asterisk.cli('core show channels concise')).includes('!sigap-survey!');
  const completed = async (callId: string) =>
    (await hotline.lab.asterisk.queueLog()).split('\n').filter((line) => {
      return line.includes(callId.split('-').at(-1) ?? '') && /\|COMPLETE/.test(line);
    });

  async function talks(presses?: { key: string; afterMs: number; times: number }) {
    const caller = await hotline.lab.call('patient', { ani: '081234567801', presses });
    const [agent] = await hotline.ringing();
    await agent.press('pop-answer');
    await agent.see('case').waitFor();
    const { id, case_id: caseId } = await hotline.newestCall();
    return { caller, agent, id, caseId };
  }

  a('answers by key, while the agent is free, and talk, queue and recording are as long as the talk', async () => {
    const { lab } = hotline;
    const { agent, id } = await talks({ key: '3', afterMs: 700, times: 20 });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await agent.press('call-hangup');
    const ended = async () => (await rows()).find((row) => row.id === id)?.state.ended ?? null;
    await until('his call is over', async () => (await ended()) !== null, 10_000);
    expect(await ended()).toMatchObject({ by: 'agent' });
    await hotline.recap(agent, 'ghost');
    await until('both are stored', async () => (await answers(id)).length === 2, 30_000);
    const given = { value: 3, channel: 'call', username: agent === hotline.sari ? 'agen1' : 'agen2' };
    expect(await answers(id)).toEqual([
      { question: 'pelayanan', version: '1', ...given },
      { question: 'penyelesaian', version: '7', ...given },
    ]);
    const [line = '', ...more] = await completed(id);
    expect(more).toEqual([]);
    expect(line).toContain('|COMPLETEAGENT|');
    expect(Math.abs(((await ended())?.at ?? 0) - Number(line.split('|')[0]) * 1_000)).toBeLessThan(1_500);
    const row = (await rows()).find((one) => one.id === id);
    const talkMs = (row?.state.ended?.at ?? 0) - (row?.state.answered?.at ?? 0);
    expect(Math.abs(Number(line.split('|')[6]) * 1_000 - talkMs)).toBeLessThan(1_500);
    const kept = () =>
      hotline.product.query<{ length_ms: number }>('SELECT length_ms FROM recording WHERE call_id = $1', [id]);
    await until('it is taken over', async () => (await kept()).length === 1, 30_000);
    expect(Math.abs(((await kept())[0]?.length_ms ?? 0) - talkMs)).toBeLessThan(1_500);
    expect((await readdir(lab.settings.recordings)).filter((name) => name.endsWith('.ulaw'))).toEqual([]);
  });

  a('or answers nothing, and is let go soon', async () => {
    const { agent, id } = await talks();
    await agent.press('call-hangup');
    await until('he is asked', isAsked, 10_000);
    const since = Date.now();
    await until('he is let go', async () => !(await isAsked()), 15_000);
    expect(Date.now() - since).toBeLessThan(10_000);
    await hotline.recap(agent, 'ghost');
    expect(await answers(id)).toEqual([]);
  });

  a('and is read back when nobody listened, with the end of the talk and no other', async () => {
    const { lab } = hotline;
    const { agent, id } = await talks({ key: '4', afterMs: 700, times: 20 });
    lab.ami.cut();
    await agent.press('call-hangup');
    const logged = async () => (await readFile(lab.asterisk.callLog, 'utf8')).includes('penyelesaian~7~4');
    await until('it is in the log', logged, 30_000);
    await lab.ami.restore();
    await until('both are stored', async () => (await answers(id)).length === 2, 60_000);
    expect((await answers(id)).map(({ value }) => value)).toEqual([4, 4]);
    const end = (await rows()).find((row) => row.id === id)?.state.ended;
    expect(end).toMatchObject({ by: 'agent', source: 'log' });
    // By Asterisk's own record, in whole seconds.
    const [line = ''] = await completed(id);
    expect(Math.abs((end?.at ?? 0) - Number(line.split('|')[0]) * 1_000)).toBeLessThan(1_500);
    await hotline.recap(agent, 'ghost');
  });

  a('is not taken for one who waits when the link comes back in the middle of it', async () => {
    const { lab } = hotline;
    const { agent, id } = await talks({ key: '2', afterMs: 700, times: 20 });
    lab.ami.cut();
    await agent.press('call-hangup');
    await until('he is asked', isAsked, 10_000);
    await lab.ami.restore();
    await until('both are stored', async () => (await answers(id)).length === 2, 60_000);
    const all = await rows();
    expect(all.filter((row) => row.state.ended === null)).toEqual([]);
    await hotline.recap(agent, 'ghost');
  });

  a('is not kept in silence where the words are missing, and whoever operates the system is told', async () => {
    const { lab, product } = hotline;
    const warned = async () => ((await product.ready()).warnings ?? []).join();
    expect(await warned()).not.toContain('prompts');
    const prompts = ['survei-pelayanan', 'survei-pelayanan-en'].map((name) =>
      join(lab.settings.callLog, `../../../sounds/${name}.wav`),
    );
    for (const prompt of prompts) await rename(prompt, `${prompt}.away`);
    const { agent, id } = await talks({ key: '1', afterMs: 700, times: 20 });
    await agent.press('call-hangup');
    await until('the other is answered', async () => (await answers(id)).length > 0, 30_000);
    expect((await answers(id)).map(({ question, value }) => [question, value])).toEqual([['penyelesaian', 1]]);
    expect(await warned()).toContain('the prompts sigap/survei-pelayanan, sigap/survei-pelayanan-en');
    for (const prompt of prompts) await rename(`${prompt}.away`, prompt);
    await hotline.recap(agent, 'ghost');
  });

  a('who waited in vain is led on as without it, and asked nothing', async () => {
    await Promise.all([hotline.rest(hotline.sari), hotline.rest(hotline.budi)]);
    const before = (await rows()).length;
    await hotline.lab.call('patient', { ani: '081234567809' });
    await until(
      'he is noted to be called back',
      async () => {
        const told = await hotline.product.query("SELECT 1 FROM case_event WHERE type = 'call.turned_away'");
        return told.length === 1;
      },
      60_000,
    );
    await until('he is gone', async () => (await rows())[before]?.state.ended != null, 30_000);
    expect((await rows())[before]?.outcome).not.toBe('answered');
    expect(await answers((await rows())[before]?.id ?? '')).toEqual([]);
  });
});
