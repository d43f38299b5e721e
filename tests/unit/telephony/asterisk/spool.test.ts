import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpool, type Spool, type SpooledCall } from '../../../../telephony/asterisk/spool.ts';
import type { HandedOver, RecordingFault, TakenOver } from '../../../../telephony/recording.ts';
import { until } from '../../../support/until.ts';

const second = Buffer.alloc(8_000, 0x12);
const linkedId = '1796033132.7';
const file = `talk-${linkedId}.ulaw`;
const quiet = { info() {}, warn() {}, error() {} };

describe('the folder into which Asterisk records', () => {
  let folder: string;
  let spool: Spool;
  let calls: SpooledCall[] | null;
  let answer: TakenOver;
  let taken: HandedOver[];
  let failed: [callId: string, why: RecordingFault][];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sigap-spool-'));
    [calls, answer, taken, failed] = [[], 'kept', [], []];
  });
  afterEach(async () => {
    await spool.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function open(freeAtLeast = 1) {
    spool = createSpool({ folder, name: 'a', log: quiet, everyMs: 20, freeAtLeast });
    spool.start({
      calls: () => calls,
      takeOver: async (recording) => {
        taken.push(recording);
        return answer;
      },
      failed: (callId, why) => void failed.push([callId, why]),
    });
  }
  const records = (name = file, seconds = 3) =>
    writeFile(join(folder, name), Buffer.concat(Array(seconds).fill(second)));
  const files = () => readdir(folder);
  const looks = (times = 6) => new Promise((resolve) => setTimeout(resolve, times * 25));
  const goesOn = (grows = true): SpooledCall => ({ callId: `a-${linkedId}`, linkedId, grows });

  it('hands over what belongs to a call that is over, whole, and is empty then', async () => {
    await records();
    open();
    await until('it is gone', async () => (await files()).length === 0);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({
      ...{ callId: `a-${linkedId}`, reference: `talk-${linkedId}`, lengthMs: 3_000, whole: true },
    });
  });

  it('gives the sound from its beginning to its end', async () => {
    answer = 'later';
    await records(file, 9);
    open();
    await until('it is offered', () => taken.length > 0);
    const pieces: Buffer[] = [];
    for await (const piece of (taken[0] as HandedOver).sound()) pieces.push(piece);
    expect(Buffer.concat(pieces)).toEqual(Buffer.concat(Array(9).fill(second)));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(32 * 1024);
  });

  it('keeps what cannot be stored yet, and offers it again', async () => {
    answer = 'later';
    await records();
    open();
    await until('it is offered twice', () => taken.length === 2);
    expect(await files()).toEqual([file]);
    answer = 'kept';
    await until('it is gone', async () => (await files()).length === 0);
  });

  it('leaves alone what is still being recorded, what is no recording, and everything while nobody knows what goes on', async () => {
    calls = [goesOn(false)];
    await records();
    for (const name of ['talk-1.ulaw', 'notes.txt', `talk-${linkedId}.wav`]) await records(name, 1);
    open();
    await looks();
    calls = null;
    await looks();
    expect([taken, (await files()).length]).toEqual([[], 4]);
    calls = [];
    await until('it is gone', async () => !(await files()).includes(file));
    expect((await files()).length).toBe(3);
  });

  it('takes away a file of nothing without a word, as of a caller who talked to nobody', async () => {
    await records(file, 0);
    open();
    await until('it is gone', async () => (await files()).length === 0);
    expect(taken).toEqual([]);
  });

  it('says of each call under way that it is not recorded when there is no place, once, and takes no other', async () => {
    calls = [goesOn()];
    await records();
    open(Number.POSITIVE_INFINITY);
    await until('it is told', () => failed.length > 0);
    await looks();
    expect(failed).toEqual([[`a-${linkedId}`, 'full']]);
    expect(spool.accepts()).toBe(false);
    expect(spool.warnings()).toEqual([expect.stringContaining('nearly full')]);
    spool.refused('a-2.2');
    expect(failed).toContainEqual(['a-2.2', 'full']);
    // What there is of it is kept, and does not pass for all of it.
    calls = [];
    await until('it is offered', () => taken.length === 1);
    expect(taken[0]).toMatchObject({ whole: false });
  });

  it('notices that a file does not grow while two talk, though there is place', async () => {
    calls = [goesOn()];
    await records();
    open();
    await looks(3);
    expect(failed).toEqual([]);
    // Twelve seconds of looks.
    await until('it is told', () => failed.length > 0, 30_000);
    expect(failed).toEqual([[`a-${linkedId}`, 'stalled']]);
  }, 40_000);

  it('accepts none, and says so, where it may not be read', async () => {
    await rm(folder, { recursive: true });
    open();
    await until('it is noticed', () => !spool.accepts());
    expect(spool.warnings()).toEqual([expect.stringContaining('cannot be read')]);
  });
});
