import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dial } from '../../../../telephony/asterisk/dial.ts';
import { resultOf } from '../../../../telephony/asterisk/dialled-calls.ts';
import { readState } from '../../../../telephony/asterisk/resync.ts';
import { createTranslator, type TranslatorOptions } from '../../../../telephony/asterisk/translate.ts';
import type { CommandOutcome, ExchangeCommand } from '../../../../telephony/commands.ts';

type Dial = Extract<ExchangeCommand, { type: 'call.dial' }>;
const command: Dial = { type: 'call.dial', callId: 'a-out-1', extension: '201', digits: '6281234567890' };
const options: TranslatorOptions = { name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1_000 };

describe('the command to dial', () => {
  const sent: Record<string, string>[] = [];
  const action = async (name: string, fields: Readonly<Record<string, string>> = {}) => {
    sent.push({ name, ...fields });
    return { ok: true, reply: {}, events: [] } as const;
  };
  const asked = (change: Partial<Dial>): Promise<CommandOutcome> =>
    dial({ ...command, ...change }, { action, name: 'a', tech: 'PJSIP' });
  beforeEach(() => void sent.splice(0));

  it('gives the agent’s telephone to the dialplan, and the number as digits of a variable', async () => {
    expect(await asked({})).toEqual({ ok: true });
    expect(sent).toEqual([
      {
        ...{ name: 'Originate', actionid: 'out-1', channelid: 'out-1', channel: 'PJSIP/201' },
        ...{ context: 'sigap-out', exten: 's', priority: '1', timeout: '20000', async: 'true' },
        variable: 'SIGAP_NUMBER=6281234567890',
      },
    ]);
  });

  it.each<Partial<Dial>>([
    { digits: '62812,OTHER=1' },
    { digits: '62812\r\nAction: Logoff' },
    { digits: '+6281234567890' },
    { digits: '081234567890' },
    { digits: '112' },
    { digits: '' },
    { callId: 'a-1.2' },
    { callId: 'b-out-1' },
    { callId: 'a-out-1\r\nContext: agents' },
    { callId: 'a-out-1,2' },
  ])('is refused with %j', async (change) => {
    expect(await asked(change)).toMatchObject({ ok: false, kind: 'rejected' });
    expect(sent).toEqual([]);
  });
});

describe('what the exchange tells of a call that we placed', () => {
  const stamp = (seconds: number) => ({ timestamp: `${seconds}.000000`, linkedid: 'out-1' });
  const agent = { uniqueid: 'out-1', channel: 'PJSIP/201-00000001' };
  const citizen = { uniqueid: '5.2', channel: 'PJSIP/trunk-00000002' };
  const begun = { event: 'Newchannel', ...stamp(10), ...agent, context: 'agents', exten: 's' };
  const own = (status: string) => ({ event: 'DialEnd', ...stamp(12), destuniqueid: 'out-1', dialstatus: status });
  const rings = { event: 'DialBegin', ...stamp(13), ...agent, destuniqueid: '5.2', destchannel: citizen.channel };
  const story = (...packets: readonly Record<string, string>[]) => {
    const { packet } = createTranslator(options);
    return packets
      .flatMap((one) => packet(one))
      .map((event) => {
        const { at, type } = event;
        const why = 'endedBy' in event ? [event.endedBy, event.result ?? ''] : [];
        return [at / 1_000, type, ...why].join(' ').trim();
      });
  };

  it('is the citizen rung, the talk, and who hung up; the agent’s own ring is none of it', () => {
    const talk = { event: 'DialEnd', ...stamp(17), destuniqueid: '5.2', dialstatus: 'ANSWER' };
    const ownRing = { event: 'DialBegin', ...stamp(10), destuniqueid: 'out-1' };
    const ends = { event: 'Hangup', ...stamp(40), ...agent, cause: '16' };
    const gone = { event: 'Hangup', ...stamp(40.1), ...citizen, cause: '16' };
    expect(
      story(
        begun,
        ownRing,
        own('ANSWER'),
        rings,
        talk,
        { event: 'HangupRequest', ...stamp(39), ...citizen },
        ends,
        gone,
      ),
    ).toEqual(['13 call.dialling', '17 call.answered', '40 call.ended caller']);
    expect(
      story(begun, own('ANSWER'), rings, talk, { event: 'HangupRequest', ...stamp(39), ...agent }, gone, ends),
    ).toContain('40 call.ended agent');
  });

  it('goes on with a colleague though the agent’s leg is told to be gone before the dialplan says to whom', () => {
    const talk = { event: 'DialEnd', ...stamp(17), destuniqueid: '5.2', dialstatus: 'ANSWER' };
    const ends = { event: 'Hangup', ...stamp(40), ...agent, cause: '16' };
    const word = (step: string, seconds: number, leg: Record<string, string>) => ({
      ...{ event: 'UserEvent', userevent: 'SigapTransfer', transfer: '40000~blind~phone~202', step },
      ...{ ...stamp(seconds), ...leg },
    });
    const other = { uniqueid: '6.3', channel: 'PJSIP/202-00000003' };
    const gone = { event: 'Hangup', ...stamp(60), ...citizen };
    const after = [word('rings', 41, other), word('answered', 43, other), gone];
    const first = [begun, own('ANSWER'), rings, talk];
    const late = story(...first, ends, word('begun', 40, citizen), ...after);
    expect(late).toEqual(story(...first, word('begun', 40, citizen), ends, ...after));
    expect(late.slice(2)).toEqual([
      ...['40 call.transfer', '40 call.released', '41 call.offered', '43 call.answered', '43 call.transfer'],
      '60 call.ended exchange',
    ]);
  });

  it('opens nothing, whatever context it is in, and is told once', () => {
    const inHotline = { ...begun, context: 'hotline', calleridnum: '0311234567' };
    const end = { event: 'Hangup', ...stamp(40), ...agent };
    expect(story(inHotline, end, end, inHotline)).toEqual(['40 call.ended exchange agent-absent']);
  });

  it('is an agent who was absent where the telephone could not even be rung, and nothing where it was', () => {
    const failed = {
      event: 'OriginateResponse',
      timestamp: '12.0',
      actionid: 'out-1',
      response: 'Failure',
      uniqueid: '<null>',
    };
    expect(story(failed)).toEqual(['12 call.ended exchange agent-absent']);
    expect(story(begun, failed)).toEqual([]);
    expect(story(begun, { event: 'Hangup', ...stamp(11), ...agent }, failed)).toEqual([
      '11 call.ended exchange agent-absent',
    ]);
    expect(story({ ...failed, response: 'Success' }, { ...failed, actionid: 'other' })).toEqual([]);
  });

  const call = { lifted: true, status: '', cause: 0, refused: false, endedBy: null };
  it.each([
    [{ status: 'BUSY', cause: 17 }, 'busy'],
    [{ status: 'CONGESTION', cause: 21 }, 'busy'],
    [{ status: 'NOANSWER', cause: 0 }, 'no-answer'],
    [{ status: 'CONGESTION', cause: 19 }, 'no-answer'],
    [{ status: 'CHANUNAVAIL', cause: 1 }, 'wrong-number'],
    [{ status: 'CONGESTION', cause: 28 }, 'wrong-number'],
    [{ status: 'CHANUNAVAIL', cause: 20 }, 'unreachable'],
    [{ status: 'CONGESTION', cause: 34 }, 'failed'],
    [{ status: 'CHANUNAVAIL', cause: 0 }, 'failed'],
    [{ status: 'CANCEL' }, 'cancelled'],
    [{ status: 'BUSY', cause: 17, endedBy: 'agent' as const }, 'cancelled'],
    [{ lifted: false, cause: 19 }, 'agent-absent'],
    [{ refused: true }, 'not-allowed'],
  ])('%j is %s', (of, result) => {
    expect(resultOf({ ...call, ...of })).toBe(result);
  });

  it('is read back from the lists, and goes on from there', () => {
    const leg = {
      event: 'Status',
      ...agent,
      linkedid: 'out-1',
      channelstatedesc: 'Up',
      'variable:CDR(start,u)': '10.0',
    };
    const other = { event: 'Status', ...citizen, linkedid: 'out-1', 'variable:CDR(start,u)': '13.0' };
    const read = (...channels: readonly Record<string, string>[]) =>
      readState({ queues: [], channels, devices: [] }, options);
    const base = { callId: 'a-out-1', arrivedAt: 10_000 };
    expect(read(leg).snapshot.calls).toMatchObject([
      { ...base, dialled: { at: null }, offers: [{ extension: '201' }] },
    ]);
    const ringing = read(leg, { ...other, channelstatedesc: 'Ringing' });
    expect(ringing.snapshot.calls).toMatchObject([{ ...base, dialled: { at: 13_000 }, answered: null, offers: [] }]);
    const up = read(leg, { ...other, channelstatedesc: 'Up', 'variable:SIGAP_PICKED_UP_AT': '17.5' });
    expect(up.snapshot.calls).toMatchObject([{ ...base, answered: { extension: '201', at: 17_500 } }]);
    const translator = createTranslator(options);
    translator.adopt(up.tracked);
    expect(translator.channelOf('a-out-1', '201')).toBe(agent.channel);
    expect(translator.channelOf('a-out-1', '202')).toBeNull();
    translator.agentHangsUp('a-out-1');
    expect(translator.packet({ event: 'Hangup', ...stamp(40), ...agent })).toEqual([]);
    expect(translator.packet({ event: 'Hangup', ...stamp(41), ...citizen })).toMatchObject([
      { type: 'call.ended', endedBy: 'agent', at: 40_000 },
    ]);
  });
});

describe('captured calls that we placed', () => {
  const captured = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../../fixtures/ami', `dialled-${name}.ami`), 'utf8');
  const told = (name: string) => {
    const { packet } = createTranslator(options);
    const events = captured(name)
      .split('\r\n\r\n')
      .flatMap((block) => {
        const lines = block.split('\r\n').filter((line) => line.includes(':'));
        return packet(
          Object.fromEntries(
            lines.map((line) => line.split(/: ?(.*)/s, 2)).map(([key = '', value = '']) => [key.toLowerCase(), value]),
          ),
        );
      });
    return events.flatMap((event) => {
      if (event.type.startsWith('phone.')) return [];
      return ['endedBy' in event ? `${event.type} ${event.endedBy} ${event.result ?? ''}`.trim() : event.type];
    });
  };

  it.each([
    ['citizen-hangs-up', ['call.dialling', 'call.answered', 'call.ended caller']],
    ['busy', ['call.dialling', 'call.ended exchange busy']],
    ['no-answer', ['call.dialling', 'call.ended exchange no-answer']],
    ['no-such-number', ['call.dialling', 'call.ended exchange wrong-number']],
  ])('%s', (name, events) => {
    expect(told(name)).toEqual(events);
    // The citizen's number comes back as what was dialled, and as no name, extension or caller.
    expect(captured(name).replace(/^DialString: .*$/gm, '')).not.toContain('81234567890');
    expect(captured(name)).toContain('CallerIDNum: 0311234567');
  });
});
