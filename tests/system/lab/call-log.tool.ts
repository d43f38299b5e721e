import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lab, startLab } from './lab.ts';
import { until } from './processes.ts';

/**
 * Captures what Asterisk writes of real calls into tests/fixtures/call-log, on demand:
 *   tests/system/run.sh --testMatch $PWD/tests/system/lab/call-log.tool.ts --testEnvironment=node --forceExit
 */
const folder = join(import.meta.dirname, '../../fixtures/call-log');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('capture', () => {
  let lab: Lab;
  const cli = (command: string) => lab.asterisk.cli(command);
  const idle = () =>
    until('no calls', async () => (await cli('core show channels')).includes('0 active channels'), 12_000);
  const rung = (state: string) => until(state, async () => (await cli('queue show hotline')).includes(state), 12_000);

  /** Taken out and put in again, which ends the wrap-up. */
  const fresh = async () => {
    await cli('queue remove member PJSIP/201 from hotline');
    await cli('queue add member PJSIP/201 to hotline');
  };

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it('captures', async () => {
    lab.ami.record();
    const patient = await lab.desk('201', { answerAfterMs: 500, talkMs: 60_000 });
    await fresh();
    const answered = await lab.call('patient');
    await rung('in call');
    await pause(1_500);
    await answered.hangup();
    await idle().catch(() => {});
    await patient.stop();
    const short = await lab.desk('201', { answerAfterMs: 500, talkMs: 1_200 });
    await fresh();
    await lab.call('withheld', { holdMs: 60_000 });
    await rung('in call');
    await pause(3_000);
    await short.stop();
    const silent = await lab.desk('201', { answerAfterMs: null });
    await fresh();
    const ringing = await lab.call('emojiName', { holdMs: 60_000 });
    await pause(7_500);
    await ringing.hangup();
    await silent.stop();
    const refusing = await lab.desk('201', { refuse: true });
    await fresh();
    const refused = await lab.call('longName', { holdMs: 60_000 });
    await pause(2_000);
    await refused.hangup();
    await refusing.stop();
    await cli('queue remove member PJSIP/201 from hotline');
    await (await lab.call('impatient', { dnis: '1500000' })).done;
    await (await lab.call('patient', { ip: '127.0.0.1', holdMs: 500 })).stop();
    await (await lab.call('injectingName', { holdMs: 500 })).done;
    await pause(1_000);
    await copyFile(lab.asterisk.callLog, join(folder, 'sigap.csv'));
    await writeFile(join(folder, 'queue_log'), await lab.asterisk.queueLog());
    console.log(await cli('core show channels'));
  }, 90_000);
});
