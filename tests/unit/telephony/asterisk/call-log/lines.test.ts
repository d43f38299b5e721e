import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseLogLine } from '../../../../../telephony/asterisk/call-log/lines.ts';

const captured = readFileSync(join(import.meta.dirname, '../../../../fixtures/call-log/sigap.csv'), 'utf8')
  .trimEnd()
  .split('\n');
const written = (...values: readonly string[]) => values.map((one) => `"${one.replaceAll('"', '""')}"`).join(',');
const line = (changes: Readonly<Record<number, string>> = {}) => {
  const values = [
    'HANGUP',
    '1796013646.2005',
    '1.0',
    '1.1',
    'PJSIP/201-1',
    'caller',
    'hotline',
    '0812',
    'hotline',
    '',
    '',
  ];
  return written(...values.map((value, index) => changes[index] ?? value));
};

describe('a line of the call log', () => {
  it('is read as Asterisk 22 writes it', () => {
    expect(captured.map(parseLogLine)).not.toContain(null);
    const hangup = captured.find((one) => one.startsWith('"HANGUP"')) as string;
    expect(parseLogLine(hangup)).toEqual({
      type: 'HANGUP',
      at: 1_796_013_646_200,
      linkedId: '1796013643.0',
      uniqueId: '1796013644.3',
      channel: 'PJSIP/201-00000001',
      context: 'agents',
      exten: 'hotline',
      number: '201',
      data: '(Outgoing Line)',
      userType: '',
      hangupSource: 'PJSIP/trunk-00000000',
      hangupCause: 16,
      dialStatus: '',
    });
  });

  it('holds commas, quotes and ten kilobytes of what a caller signalled, and is one line still', () => {
    const number = `0812,"${'x'.repeat(10_240)}",""`;
    expect(parseLogLine(line({ 7: number }))?.number).toBe(number);
    expect(parseLogLine(`${line()}\r`)).toEqual(parseLogLine(line()));
  });

  it.each([
    ['nothing', ''],
    ['a queue log', '1796013643|NONE|NONE|NONE|QUEUESTART|'],
    ['a line cut off in the middle of a value', line().slice(0, 40)],
    ['a line cut off between two values', line().split(',').slice(0, 6).join(',')],
    ['a line that ran into the next', line() + line()],
    ['one with more columns', `${line()},"more"`],
    ['one with a NUL', line({ 7: '08\0' })],
    ['one without a moment', line({ 1: 'now' })],
    ['one with a moment from nowhere', line({ 1: '17960136430000.5' })],
    ['one whose id is none', line({ 2: '1.0 ' })],
    ['one of no type', line({ 0: 'hangup' })],
    ['an unquoted one', 'HANGUP,1796013646.2,1.0,1.1,c,c,e,n,d,,'],
  ])('is passed over when it is %s', (_what, text) => {
    expect(parseLogLine(text)).toBeNull();
  });

  it('never throws, and cut anywhere it is passed over', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseLogLine(text)));
    const cuts = captured.flatMap((text) => Array.from({ length: text.length }, (_, at) => text.slice(0, at)));
    expect(cuts.length).toBeGreaterThan(1_000);
    expect(cuts.filter((text) => parseLogLine(text) !== null)).toEqual([]);
  });
});
