import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createAsteriskExchange } from '../../../telephony/asterisk/exchange.ts';
import { type Lab, startLab } from './lab.ts';
import { until } from './processes.ts';

/**
 * Captures AMI bytes of real calls into tests/fixtures/ami, on demand:
 *   tests/system/run.sh --testMatch $PWD/tests/system/lab/capture.tool.ts --testEnvironment=node --forceExit
 */
const folder = join(import.meta.dirname, '../../fixtures/ami');
const quiet = { info() {}, warn() {}, error() {} };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('capture', () => {
  let lab: Lab;
  const member = (action: string, extension: string) =>
    lab.asterisk.cli(`queue ${action} member PJSIP/${extension} ${action === 'add' ? 'to' : 'from'} hotline`);

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  async function capture(name: string, calls: () => Promise<void>) {
    lab.ami.record();
    const { username, secret, port } = lab.settings;
    const socket = connect(port, '127.0.0.1');
    socket.resume();
    socket.write(`Action: Login\r\nActionID: login\r\nUsername: ${username}\r\nSecret: ${secret}\r\n\r\n`);
    await until('a login', () => lab.ami.recorded().includes('FullyBooted'));
    await calls().catch((error) => console.log(name, String(error)));
    await pause(300);
    socket.destroy();
    await writeFile(join(folder, `${name}.ami`), lab.ami.recorded());
  }
  const idle = () =>
    until(
      'no channels',
      async () => (await lab.asterisk.cli('core show channels')).includes('0 active channels'),
      12_000,
    );
  const seen = (text: string) => until(text, () => lab.ami.recorded().includes(text), 12_000);

  it('captures', async () => {
    const desk1 = await lab.desk('201', { answerAfterMs: 500 });
    await member('add', '201');
    await capture('answered-caller-hangs-up', async () => {
      const call = await lab.call('patient');
      await seen('Event: AgentConnect');
      await pause(1000);
      await call.hangup();
      await idle();
    });
    await desk1.stop();
    const desk2 = await lab.desk('201', { answerAfterMs: 500, talkMs: 1200 });
    await capture('answered-agent-hangs-up', async () => {
      await lab.call('patient');
      await seen('Event: AgentConnect');
      await idle();
    });
    await desk2.stop();
    const desk3 = await lab.desk('201', { answerAfterMs: 500, holdAfterMs: 800, talkMs: 800 });
    await capture('hold-and-resume', async () => {
      await lab.call('patient');
      await seen('Event: AgentConnect');
      await idle();
    });
    await desk3.stop();
    const silent = await lab.desk('201', { answerAfterMs: null });
    await capture('hangup-while-ringing', async () => {
      const call = await lab.call('patient');
      await seen('Event: AgentCalled');
      await pause(800);
      await call.hangup();
      await idle();
    });
    const desk202 = await lab.desk('202', { answerAfterMs: 300, talkMs: 500 });
    await member('add', '202');
    await lab.asterisk.cli('queue pause member PJSIP/202 queue hotline');
    await capture('no-answer-then-other-agent', async () => {
      await lab.call('patient');
      await seen('Event: AgentCalled');
      await lab.asterisk.cli('queue unpause member PJSIP/202 queue hotline');
      await seen('Event: AgentConnect');
      await idle();
    });
    await silent.stop();
    const refusing = await lab.desk('201', { refuse: true });
    await lab.asterisk.cli('queue pause member PJSIP/202 queue hotline');
    await capture('refused-then-other-agent', async () => {
      await lab.call('patient');
      await seen('Event: AgentRingNoAnswer');
      await lab.asterisk.cli('queue unpause member PJSIP/202 queue hotline');
      await seen('Event: AgentConnect');
      await idle();
    });
    await refusing.stop();
    await desk202.stop();
    await member('remove', '201');
    await member('remove', '202');
    await capture('abandoned-while-waiting', async () => {
      const call = await lab.call('patient');
      await seen('Event: QueueCallerJoin');
      await pause(1000);
      await call.hangup();
      await idle();
    });
    for (const caller of ['withheld', 'longName', 'emojiName', 'injectingName'] as const) {
      await capture(`caller-${caller}`, async () => {
        const call = await lab.call(caller, { holdMs: 1500 });
        const code = await Promise.race([pause(4000), call.done]);
        expect(code).toBe(0);
        await call.stop();
        await idle();
      });
    }
    await lab.asterisk.configure('queues.conf', (text) => text.replace('strategy=rrmemory', 'strategy=ringall'));
    await lab.asterisk.restart();
    const quick = await lab.desk('201', { answerAfterMs: 900, talkMs: 800 });
    const slow = await lab.desk('202', { answerAfterMs: null });
    for (const extension of ['201', '202']) await member('add', extension);
    const there = async () => (await lab.asterisk.cli('queue show hotline')).split('Not in use').length === 3;
    await until('both telephones', there);
    await capture('colleague-answers-ringall', async () => {
      await lab.call('patient');
      await seen('Event: AgentConnect');
      await idle();
    });
    await Promise.all([quick.stop(), slow.stop()]);
  }, 180_000);

  it('captures calls that we place', async () => {
    const agent = await lab.desk('201', { answerAfterMs: 300 });
    const { host, port, username, secret } = lab.settings;
    const place = async (name: string, behaviour: Parameters<Lab['citizen']>[0]) => {
      const exchange = createAsteriskExchange({ name: 'a', host, port, username, secret, now: Date.now, log: quiet });
      exchange.start({ event: () => {}, register: () => Promise.reject(new Error('nobody calls')) });
      await until('a link', () => exchange.status().connected);
      const citizen = await lab.citizen(behaviour);
      lab.ami.record();
      const command = { callId: `a-out-${name}`, extension: '201', digits: '6281234567890' };
      expect(await exchange.execute({ type: 'call.dial', ...command })).toEqual({ ok: true });
      await citizen.done;
      await idle();
      await pause(300);
      await writeFile(join(folder, `${name}.ami`), lab.ami.recorded());
      await exchange.stop();
    };
    await place('dialled-citizen-hangs-up', { answerAfterMs: 800, talkMs: 1_500 });
    await place('dialled-busy', { refuse: true });
    await place('dialled-no-answer', { refuse: '480 Temporarily Unavailable' });
    await place('dialled-no-such-number', { refuse: '404 Not Found' });
    await agent.stop();
    const told = (await readFile(lab.asterisk.callLog, 'utf8')).split('\n').filter((line) => line.includes('"out-'));
    await writeFile(join(folder, '../call-log/dialled.csv'), `${told.join('\n')}\n`);
  }, 100_000);
});
