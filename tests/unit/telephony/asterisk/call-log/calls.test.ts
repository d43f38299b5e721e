import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsOfLog } from '../../../../../telephony/asterisk/call-log/calls.ts';
import { type LogLine, parseLogLine } from '../../../../../telephony/asterisk/call-log/lines.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/call-log');
const captured = readFileSync(join(folder, 'sigap.csv'), 'utf8')
  .split('\n')
  .flatMap((text) => parseLogLine(text) ?? []);
const options = { name: 'asterisk', hotlineContexts: ['hotline'], tech: 'PJSIP' };

const born = 1_000_000;
const blank = {
  channel: '',
  context: 'caller',
  exten: 'hotline',
  number: '0812',
  data: '',
  userType: '',
  hangupSource: '',
  hangupCause: 0,
  dialStatus: '',
};
const caller = (type: string, at: number, more: Partial<LogLine> = {}): LogLine => ({
  ...{ ...blank, type, at: born + at, linkedId: '1.0', uniqueId: '1.0', channel: 'PJSIP/trunk-1' },
  ...more,
});
const agent = (type: string, at: number, more: Partial<LogLine> = {}): LogLine =>
  caller(type, at, { uniqueId: '1.1', channel: 'PJSIP/201-2', context: 'agents', number: '201', ...more });
const arrival = [
  caller('CHAN_START', 0, { context: 'hotline', number: 'sigap' }),
  caller('ANSWER', 2),
  caller('APP_START', 600, { data: 'hotline,m(tunggu)' }),
];
const ring = agent('CHAN_START', 700);
const talk = [agent('ANSWER', 1_700), agent('BRIDGE_ENTER', 1_800), caller('BRIDGE_ENTER', 1_800)];

/** What the lines tell, in short. */
const told = (lines: readonly LogLine[], more: { queues?: string[] } = {}) =>
  callsOfLog(lines, { ...options, ...more }).flatMap(({ events }) =>
    events.map((event) => {
      const what = 'reason' in event ? event.reason : 'endedBy' in event ? event.endedBy : '';
      return `${event.at - born} ${event.type} ${what}`.trim();
    }),
  );

describe('what a real Asterisk wrote', () => {
  const calls = callsOfLog(captured, options);

  it('is six callers, each with an end; the stranger and the dialplan’s own channels are none', () => {
    expect(calls.filter(({ arrivedAt }) => arrivedAt !== null).map(({ ended }) => ended)).toEqual(Array(6).fill(true));
    const arrivals = calls.flatMap(({ events }) => events.filter((event) => event.type === 'call.arrived'));
    expect(arrivals.map(({ ani, dnis }) => [ani, dnis])).toEqual([
      ['081234567890', 'hotline'],
      [null, 'hotline'],
      ['081234567893', 'hotline'],
      [null, 'hotline'],
      ['081234567891', '1500000'],
      ['0812', 'hotline'],
    ]);
  });

  it('agrees with Asterisk’s own record of its queue', () => {
    const record = readFileSync(join(folder, 'queue_log'), 'utf8')
      .trim()
      .split('\n')
      .map((one) => one.split('|'));
    const of = (uniqueId: string) =>
      record.filter(([, id]) => id === uniqueId).map(([at, , , , what]) => [what, Number(at)]);
    for (const { callId, events } of calls.filter(({ arrivedAt }) => arrivedAt !== null)) {
      const ofQueue = of(callId.replace('asterisk-', ''));
      const second = (type: string) => Math.floor((events.find((event) => event.type === type)?.at ?? 0) / 1000);
      const ended = events.at(-1);
      const answered = events.some(({ type }) => type === 'call.answered');
      const last = ofQueue.at(-1);
      if (!last) continue;
      const end = answered
        ? ended?.type === 'call.ended' && ended.endedBy === 'agent'
          ? 'COMPLETEAGENT'
          : 'COMPLETECALLER'
        : 'ABANDON';
      expect(last).toEqual([end, second('call.ended')]);
      expect(ofQueue[0]).toEqual(['ENTERQUEUE', second('call.queued')]);
      if (answered) expect(ofQueue[1]).toEqual(['CONNECT', second('call.answered')]);
      const missed = events.filter(({ type }) => type === 'offer.lapsed').length;
      expect(ofQueue.filter(([what]) => what === 'RINGNOANSWER')).toHaveLength(missed);
    }
  });
});

describe('a call of the log', () => {
  it('has its moments, who was rung, who answered and who ended it', () => {
    const lines = [
      ...arrival,
      caller('USER_DEFINED', 500, { userType: 'SIGAP_NUMBER_TOLD' }),
      ...[ring, ...talk],
      agent('HANGUP', 9_000, { hangupSource: 'PJSIP/201-2' }),
      caller('HANGUP', 9_001, { hangupSource: 'PJSIP/201-2' }),
    ];
    expect(told(lines)).toEqual([
      '0 call.arrived',
      '500 call.number_told',
      '600 call.queued',
      '700 call.offered',
      '1800 call.answered',
      '9001 call.ended agent',
    ]);
    const [call] = callsOfLog(lines, options);
    expect(call?.events.every(({ source }) => source === 'log')).toBe(true);
    expect(call?.events.map(({ id }) => id)).toEqual([
      'asterisk-1.0:arrived',
      'asterisk-1.0:number-told',
      'asterisk-1.0:queued:hotline',
      'asterisk-1.0:offered:1.1',
      'asterisk-1.0:answered:1.1',
      'asterisk-1.0:ended',
    ]);
  });

  it('tells of captured callers under what they chose', () => {
    const lines = readFileSync(join(folder, 'menu.csv'), 'utf8').split('\n');
    const calls = callsOfLog(
      lines.flatMap((text) => parseLogLine(text) ?? []),
      options,
    );
    const came = calls.flatMap(({ events }) => events.flatMap((event) => (event.type === 'call.arrived' ? event : [])));
    // One key, another, one that is none, and two who hung up before.
    expect(came.map(({ dnis }) => dnis).slice(0, 5)).toEqual([
      ...['hotline*city', 'hotline*city*en'],
      ...['hotline', 'hotline', 'hotline'],
    ]);
    // Their numbers were told; those of who hung up before were not.
    const told = calls.filter(({ events }) => events.some(({ type }) => type === 'call.number_told'));
    expect(told).toHaveLength(3);
  });

  it('tells of a caller who was asked what he calls for when he has chosen, or is gone', () => {
    const asked = (data: string, at: number) => caller('USER_DEFINED', at, { userType: 'SIGAP_MENU', data });
    const begun = [...arrival.slice(0, 2), asked('SIGAP_MENU', 10)];
    const [queue] = arrival.slice(2);
    const dnisOf = (lines: readonly LogLine[]) =>
      callsOfLog(lines, options).flatMap(({ events }) =>
        events.flatMap((event) => (event.type === 'call.arrived' ? event.dnis : [])),
      );
    expect(callsOfLog(begun, options)).toEqual([]);
    expect(dnisOf([...begun, asked('SIGAP_MENU,hotline*medical*en', 400), queue as LogLine])).toEqual([
      'hotline*medical*en',
    ]);
    expect(dnisOf([...begun, caller('HANGUP', 300, { hangupSource: 'PJSIP/trunk-1' })])).toEqual(['hotline']);
    // What makes no sense is no choice; the end of it all the same.
    expect(dnisOf([...begun, asked('SIGAP_MENU,a b', 400), caller('HANGUP', 900)])).toEqual(['hotline']);
  });

  it('says why nobody was rung for a caller, and of what it does not know nothing', () => {
    const awayBy = (data: string) =>
      told([
        ...arrival.slice(0, 2),
        caller('USER_DEFINED', 500, { userType: 'SIGAP_TURNED_AWAY', data }),
        caller('HANGUP', 9_000),
      ]);
    expect(awayBy('SIGAP_TURNED_AWAY,closed')).toContain('500 call.turned_away');
    expect(awayBy('SIGAP_TURNED_AWAY,other').join()).not.toContain('turned_away');
  });

  it.each([
    ['refused', [agent('HANGUP', 900, { hangupSource: 'PJSIP/201-2' })]],
    ['no-answer', [agent('HANGUP', 6_700)]],
    ['caller-gone', [agent('HANGUP', 899), caller('HANGUP', 900, { hangupSource: 'PJSIP/trunk-1' })]],
    [
      'answered-elsewhere',
      [
        agent('CHAN_START', 700, { uniqueId: '1.2', channel: 'PJSIP/202-3' }),
        agent('HANGUP', 1_799),
        agent('BRIDGE_ENTER', 1_800, { uniqueId: '1.2', channel: 'PJSIP/202-3' }),
      ],
    ],
  ])('says why a ring ended: %s', (why, lines) => {
    expect(told([...arrival, ring, ...lines]).filter((one) => one.includes('lapsed'))).toEqual([
      expect.stringMatching(new RegExp(`lapsed ${why}$`)),
    ]);
  });

  it('ends with its last line where the line of its own end cannot be read', () => {
    expect(told([...arrival, caller('LINKEDID_END', 4_000)]).at(-1)).toBe('4000 call.ended exchange');
    expect(told([...arrival, caller('CHAN_END', 4_000)]).at(-1)).toBe('4000 call.ended exchange');
    expect(callsOfLog(arrival, options)).toMatchObject([{ ended: false }]);
  });

  it('that was handed on is the agent’s no more, and goes on', () => {
    const lines = [...arrival, ring, ...talk, agent('BLINDTRANSFER', 5_000), agent('HANGUP', 5_001)];
    expect(told(lines).slice(-2)).toEqual(['1800 call.answered', '5000 call.released']);
  });

  it('rings a telephone behind a leg through the dialplan once', () => {
    const through = { uniqueId: '1.1', channel: 'Local/201@from-queue-1;1' };
    const lines = [
      ...arrival,
      agent('CHAN_START', 700, through),
      agent('CHAN_START', 701, { uniqueId: '1.2', channel: 'Local/201@from-queue-1;2' }),
      agent('CHAN_START', 710, { uniqueId: '1.3', channel: 'PJSIP/201-9' }),
      agent('BRIDGE_ENTER', 1_800, through),
      agent('HANGUP', 5_000, { ...through, hangupSource: 'PJSIP/201-9' }),
      caller('HANGUP', 5_001, { hangupSource: 'PJSIP/201-9' }),
    ];
    expect(told(lines).slice(2)).toEqual(['700 call.offered', '1800 call.answered', '5001 call.ended agent']);
  });

  it('that was refused at the door, before its number was read, is nobody’s', () => {
    expect(
      told([
        caller('CHAN_START', 0, { context: 'hotline', number: 'sigap' }),
        caller('HANGUP', 1, { number: 'sigap' }),
      ]),
    ).toEqual([]);
  });

  it('whose beginning is not in the log is told from where it is, and never as an arrival', () => {
    expect(callsOfLog([...talk, caller('HANGUP', 3_000)], options)).toMatchObject([{ arrivedAt: null, ended: true }]);
    expect(told([ring, ...talk, caller('HANGUP', 3_000, { hangupSource: 'PJSIP/trunk-1' })])).toEqual([
      '3000 call.ended caller',
    ]);
  });

  it('in another queue is queued in none of ours', () => {
    expect(told(arrival, { queues: ['other'] })).toEqual(['0 call.arrived']);
  });
});

describe('a caller who is asked when the agent has hung up', () => {
  const user = (at: number, said: string) =>
    caller('USER_DEFINED', at, { userType: 'SIGAP_SURVEY', data: `SIGAP_SURVEY${said}` });
  const hungUp = agent('HANGUP', 9_000, { hangupSource: 'PJSIP/201-2' });
  const lines = [...arrival, ring, ...talk, hungUp, user(9_005, ''), user(14_000, ',staff~1~4')];

  it('has ended his call then, by the agent, however long he stays', () => {
    const whole = [
      ...lines,
      caller('HANGUP', 20_000, { hangupSource: 'PJSIP/trunk-1' }),
      caller('LINKEDID_END', 20_001),
    ];
    expect(told(whole).at(-1)).toBe('9005 call.ended agent');
    expect(told(lines).at(-1)).toBe('9005 call.ended agent');
    expect(callsOfLog(lines, options)[0]?.ended).toBe(true);
  });

  it('has answered what he pressed, once for each line, and nothing that makes no sense', () => {
    const more = [user(15_000, ',result~1~9'), user(15_001, ',~~4'), user(15_002, ',x'), user(15_003, ',result~2~1')];
    const [call] = callsOfLog([...lines, ...more], options);
    const of = { type: 'survey.answered', callId: 'asterisk-1.0' };
    expect(call?.answers).toEqual([
      { ...of, at: born + 14_000, key: 'staff', version: '1', value: 4 },
      { ...of, at: born + 15_003, key: 'result', version: '2', value: 1 },
    ]);
    expect(callsOfLog(arrival, options)[0]).not.toHaveProperty('answers');
  });
});
