import { callsOfLog } from '../../../../../telephony/asterisk/call-log/calls.ts';
import type { LogLine } from '../../../../../telephony/asterisk/call-log/lines.ts';

const born = 1_000_000;
const line = (type: string, at: number, more: Partial<LogLine>): LogLine => ({
  ...{
    type,
    at: born + at,
    linkedId: 'out-1',
    uniqueId: 'out-1',
    channel: 'PJSIP/201-1',
    context: 'agents',
    exten: 's',
  },
  ...{ number: '201', data: '', userType: '', hangupSource: '', hangupCause: 0, dialStatus: '', ...more },
});
const agent = (type: string, at: number, more: Partial<LogLine> = {}) => line(type, at, more);
const citizen = (type: string, at: number, more: Partial<LogLine> = {}) =>
  line(type, at, { uniqueId: '1.2', channel: 'PJSIP/trunk-2', ...more });
const lifted = [agent('CHAN_START', 0), agent('ANSWER', 2_000)];
const rung = [...lifted, citizen('CHAN_START', 2_100)];
const talk = [...rung, citizen('ANSWER', 6_000), agent('BRIDGE_ENTER', 6_050), citizen('BRIDGE_ENTER', 6_050)];

const read = (lines: readonly LogLine[]) =>
  callsOfLog(lines, { name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP' });
const told = (lines: readonly LogLine[]) =>
  read(lines).flatMap(({ events }) =>
    events.map((event) => {
      const why = 'endedBy' in event ? `${event.endedBy} ${event.result ?? ''}` : '';
      return `${event.at - born} ${event.type} ${why}`.trim();
    }),
  );

describe('the log of a call that we placed', () => {
  it('tells of no arrival, so that nothing is opened for it', () => {
    expect(read(talk)).toMatchObject([{ callId: 'a-out-1', arrivedAt: null, ended: false }]);
    expect(told(talk)).toEqual(['2100 call.dialling', '6000 call.answered']);
  });

  it('tells who hung up', () => {
    const end = (source: string) => [
      ...talk,
      citizen('HANGUP', 9_000, { hangupSource: source, hangupCause: 16 }),
      agent('HANGUP', 9_001, { hangupSource: source, hangupCause: 16, dialStatus: 'ANSWER' }),
    ];
    expect(told(end('PJSIP/trunk-2')).at(-1)).toBe('9001 call.ended caller');
    expect(told(end('PJSIP/201-1')).at(-1)).toBe('9001 call.ended agent');
    expect(told(end('')).at(-1)).toBe('9001 call.ended exchange');
  });

  it.each<[string, readonly LogLine[], string]>([
    [
      'busy',
      [...rung, citizen('HANGUP', 3_000, { hangupCause: 17 }), agent('HANGUP', 3_001, { dialStatus: 'BUSY' })],
      '3001 call.ended exchange busy',
    ],
    [
      'no answer',
      [...rung, citizen('HANGUP', 47_000), agent('HANGUP', 47_001, { dialStatus: 'NOANSWER' })],
      '47001 call.ended exchange no-answer',
    ],
    [
      'no such number',
      [...rung, citizen('HANGUP', 3_000, { hangupCause: 1 }), agent('HANGUP', 3_001, { dialStatus: 'CHANUNAVAIL' })],
      '3001 call.ended exchange wrong-number',
    ],
    [
      'the agent gave up',
      [...rung, agent('HANGUP', 4_000, { hangupSource: 'PJSIP/201-1' })],
      '4000 call.ended agent cancelled',
    ],
    [
      'the agent was not there',
      [agent('CHAN_START', 0), agent('HANGUP', 20_000)],
      '20000 call.ended exchange agent-absent',
    ],
    [
      'the dialplan did not dial it',
      [...lifted, agent('USER_DEFINED', 2_001, { userType: 'SIGAP_DIAL_REFUSED' }), agent('HANGUP', 2_002)],
      '2002 call.ended exchange not-allowed',
    ],
  ])('tells why nobody talked: %s', (_, lines, end) => {
    expect(told(lines).at(-1)).toBe(end);
  });

  it('goes on with whoever the citizen is handed on to, though the agent’s leg was gone before that is written', () => {
    const gone = [agent('HANGUP', 9_000), agent('CHAN_END', 9_000)];
    const word = citizen('USER_DEFINED', 9_001, {
      ...{ userType: 'SIGAP_TRANSFER', data: 'SIGAP_TRANSFER,9000~blind~phone~202~begun~' },
    });
    const end = citizen('CHAN_END', 20_000);
    const late = told([...talk, ...gone, word, end]);
    expect(late.slice(-4)).toEqual([
      ...['9001 call.transfer', '9001 call.released', '20000 call.transfer', '20000 call.ended exchange'],
    ]);
    expect(late.filter((line) => line.includes('ended'))).toHaveLength(1);
  });

  it('tells of the end where the beginning is not among the lines, and of other calls as before', () => {
    expect(told([citizen('ANSWER', 6_000), agent('HANGUP', 9_000, { hangupSource: 'PJSIP/201-1' })])).toEqual([
      '6000 call.answered',
      '9000 call.ended agent',
    ]);
    expect(told([agent('LINKEDID_END', 9_000)])).toEqual(['9000 call.ended exchange']);
  });
});
