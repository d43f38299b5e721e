import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLogLine } from '../../telephony/asterisk/call-log/lines.ts';
import { answerDialplan } from './lab/dialplan.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';

/** A telephone that is ready, and prompts as people hear them. */
describe('before a telephone rings', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab({ longPrompts: true });
  }, 180_000);
  afterAll(() => lab?.stop());
  afterEach(() => lab.clear());

  /** Of each test its own, as all end with a test; free of the wrap-up of the talk before. */
  async function telephone(): Promise<void> {
    await lab.desk('201', { answerAfterMs: 100, talkMs: 500 });
    await lab.asterisk.cli('queue remove member PJSIP/201 from hotline');
    await lab.asterisk.cli('queue add member PJSIP/201 to hotline');
    await until('a telephone that may ring', async () =>
      /PJSIP\/201.*\(Not in use\)/.test(await lab.asterisk.cli('queue show hotline')),
    );
  }

  /** Until the first ring of the newest caller, ms since he came; null: nothing rang for him. */
  async function firstRing(): Promise<number | null> {
    // Asterisk makes the file with its first line.
    const text = await readFile(lab.asterisk.callLog, 'utf8').catch(() => '');
    const lines = text.split('\n').flatMap((one) => parseLogLine(one) ?? []);
    const starts = lines.filter(({ type }) => type === 'CHAN_START');
    const caller = starts.findLast(({ context }) => context === 'hotline');
    const ring = starts.find(
      ({ channel, linkedId }) => channel.startsWith('PJSIP/201') && linkedId === caller?.linkedId,
    );
    return caller && ring ? ring.at - caller.at : null;
  }
  const rung = () => until('a ring', async () => (await firstRing()) !== null, 45_000);

  it('a sign is spoken whole, and nobody waits for the silence after it', async () => {
    const sounds = join(lab.settings.callLog, '../../../sounds');
    for (const sign of 'abcdefghijklmnopqrstuvwxyz0123456789') {
      const seconds = Number(await lab.exec('soxi', ['-D', join(sounds, `${sign}.wav`)]));
      expect([sign, seconds > 0.38, seconds < 1]).toEqual([sign, true, true]);
    }
  });

  it('a caller without a number hears nothing first: no server, no waiting', async () => {
    await telephone();
    await lab.call('patient');
    await rung();
    expect(await firstRing()).toBeLessThan(1_500);
  });

  it('a caller with a number hears that alone', async () => {
    const server = await answerDialplan(lab, { register: async () => ({ ticketNumber: 'SBY-20260101-0001' }) });
    try {
      await telephone();
      await lab.call('patient');
      await until('he has come', async () => (await firstRing()) === null);
      await rung();
      const waited = (await firstRing()) as number;
      // Eighteen files of 12 s; it was 27 s with a greeting before, a request for patience after, and silence in each.
      expect(waited).toBeGreaterThan(5_000);
      expect(waited).toBeLessThan(15_000);
    } finally {
      await server.stop();
    }
  });
});
