import { connect } from 'node:net';
import { createFastAgi, type DialplanQuestion, type FastAgi } from '../../../../telephony/asterisk/fast-agi.ts';
import { askAsDialplan, sendAsDialplan } from '../../../support/dialplan.ts';
import { until } from '../../../support/until.ts';

describe('the dialplan’s questions', () => {
  let agi: FastAgi;
  let port: number;
  let asked: DialplanQuestion[];
  let faults: object[];
  let answer: () => Promise<string>;

  beforeEach(async () => {
    [asked, faults] = [[], []];
    answer = async () => 'OK|SBY-1|sigap/s&sigap/b';
    agi = createFastAgi({
      ...{ host: '127.0.0.1', port: 0 },
      answer: (question) => {
        asked.push(question);
        return answer();
      },
      log: { info() {}, warn() {}, error: (fields) => void faults.push(fields) },
    });
    port = await agi.start();
  });
  afterEach(() => agi.stop());

  it('come with what and by whom, and are answered in one line', async () => {
    const given = ['token', '1700000000.1', '', '112*medical*en'];
    expect(await askAsDialplan(port, 'register', given)).toBe('OK|SBY-1|sigap/s&sigap/b');
    expect(asked).toEqual([{ what: 'register', given }]);
  });

  it('are those of the dialplan, whatever a caller calls himself', async () => {
    await askAsDialplan(port, 'register', ['token', '1.1'], ['agi_calleridname: x', 'agi_arg_1: mine', 'agi_arg_9: y']);
    expect(asked).toEqual([{ what: 'register', given: ['token', '1.1'] }]);
    await askAsDialplan(port, 'register', ['token'], ['agi_calleridname: x', '']);
    expect(asked[1]).toEqual({ what: 'register', given: [] });
  });

  it.each(['a"b', 'a\\b', 'a\nEXEC System x', 'é', 'x'.repeat(1_901)])(
    'are not answered with what Asterisk would read otherwise: %j',
    async (said) => {
      answer = async () => said;
      expect(await askAsDialplan(port, 'register', [])).toBeNull();
      expect(faults).toHaveLength(1);
      expect(JSON.stringify(faults)).not.toContain(said);
    },
  );

  it('that nobody could answer end, and the next one is answered', async () => {
    answer = () => Promise.reject(new Error('no'));
    expect(await askAsDialplan(port, 'register', [])).toBeNull();
    answer = async () => 'NONE';
    expect(await askAsDialplan(port, 'menu', [])).toBe('NONE');
    expect(await sendAsDialplan(port, 'x'.repeat(20_000))).toBeNull();
    expect(await askAsDialplan(port, 'menu', [])).toBe('NONE');
  });

  it('of callers who hang up meanwhile are answered to nobody', async () => {
    let told = (_: string) => {};
    answer = () => new Promise((resolve) => (told = resolve));
    const socket = connect(port, '127.0.0.1', () => socket.write('agi_network: yes\nagi_network_script: register\n\n'));
    let heard = '';
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    await until('the question', () => asked.length === 1);
    socket.write('HANGUP\n');
    await closed;
    told('OK');
    await new Promise((resolve) => setImmediate(resolve));
    expect([heard, faults]).toEqual(['', []]);
  });

  it('that are under way are answered when we stop, and nobody else waits for it', async () => {
    let told = (_: string) => {};
    answer = () => new Promise((resolve) => (told = resolve));
    const idle = connect(port, '127.0.0.1');
    idle.on('error', () => {});
    const one = askAsDialplan(port, 'register', []);
    await until('the question', () => asked.length === 1);
    const stopped = agi.stop();
    told('OK');
    expect(await one).toBe('OK');
    await stopped;
    idle.destroy();
  });
});
