import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLogBack } from '../../../../../telephony/asterisk/call-log/file.ts';

const line = (second: number, number = '0812') =>
  `"ANSWER","${1_796_000_000 + second}.500000","1.0","1.${second}","PJSIP/trunk-1","caller","hotline","${number}","","",""\n`;
const lines = (from: number, to: number, number?: string) =>
  Array.from({ length: to - from }, (_, index) => line(from + index, number)).join('');

describe('reading the call log back', () => {
  let folder: string;
  let log: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sigap-log-'));
    log = join(folder, 'sigap.csv');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const since = async (second: number) => {
    const { lines: found, ...more } = await readLogBack(log, (1_796_000_000 + second) * 1000);
    return { seconds: found.map(({ at }) => Math.floor(at / 1000) - 1_796_000_000), ...more };
  };
  const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

  it('gives what came after the moment, and says whether the log goes further back', async () => {
    writeFileSync(log, lines(0, 10));
    expect(await since(4)).toEqual({ seconds: upTo(4, 10), whole: true, garbled: 0 });
    expect(await since(0)).toEqual({ seconds: upTo(0, 10), whole: false, garbled: 0 });
  });

  it('goes over many pages, whatever their ends cut', async () => {
    writeFileSync(log, lines(0, 9_000));
    expect(await since(17)).toEqual({ seconds: upTo(17, 9_000), whole: true, garbled: 0 });
    writeFileSync(log, lines(0, 100, 'é'.repeat(10_240)));
    expect(await since(1)).toEqual({ seconds: upTo(1, 100), whole: true, garbled: 0 });
  });

  it('goes on in the files that logrotate has put away', async () => {
    writeFileSync(`${log}.2`, lines(0, 4));
    writeFileSync(`${log}.1`, lines(4, 8));
    writeFileSync(log, '');
    expect(await since(2)).toEqual({ seconds: upTo(2, 8), whole: true, garbled: 0 });
    rmSync(`${log}.2`);
    expect(await since(2)).toEqual({ seconds: upTo(4, 8), whole: false, garbled: 0 });
  });

  it('passes over what is garbled or still being written, and counts it', async () => {
    writeFileSync(log, lines(0, 2));
    appendFileSync(log, `${line(2).slice(0, 30)}\n\0\0\0\n${'x'.repeat(600_000)}\n`);
    appendFileSync(log, lines(3, 5) + line(5).slice(0, 50));
    expect(await since(1)).toEqual({ seconds: [1, 3, 4], whole: true, garbled: 4 });
  });

  it('keeps nothing of a line without end', async () => {
    writeFileSync(log, lines(0, 2));
    appendFileSync(log, 'x'.repeat(3_000_000));
    appendFileSync(log, `\n${lines(2, 4)}`);
    expect(await since(1)).toMatchObject({ seconds: [1, 2, 3], whole: true });
  });

  it('says that the log is not there', async () => {
    await expect(since(0)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
