import { callsOfLog } from '../../../../telephony/asterisk/call-log/calls.ts';
import { parseLogLine } from '../../../../telephony/asterisk/call-log/lines.ts';
import { executeListen, listeningOf } from '../../../../telephony/asterisk/listening.ts';
import { readState } from '../../../../telephony/asterisk/resync.ts';
import { createTranslator, type TranslatorOptions } from '../../../../telephony/asterisk/translate.ts';
import type { ListenCommand } from '../../../../telephony/listening.ts';

const options: TranslatorOptions = { name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1_000 };
const listenId = 'listen-1';
const begin = {
  ...{ type: 'listen.begin', listenId, callId: 'a-1.2', agent: '201', extension: '203', mode: 'whisper' },
} as const satisfies ListenCommand;

describe('the commands of who listens', () => {
  const sent: Record<string, string>[] = [];
  const action = async (name: string, fields: Readonly<Record<string, string>> = {}) => {
    sent.push({ name, ...fields });
    return { ok: true, reply: {}, events: [] } as const;
  };
  const asked = (command: ListenCommand, channel: string | null = 'PJSIP/201-0000002a') =>
    executeListen(command, { action, translator: { channelOf: () => channel }, tech: 'PJSIP' });
  beforeEach(() => void sent.splice(0));

  it('ring the listener’s telephone and name the agent’s one channel, which is no other agent’s beginning', async () => {
    expect(await asked(begin)).toEqual({ ok: true });
    expect(sent).toEqual([
      {
        ...{ name: 'Originate', actionid: listenId, channelid: listenId, channel: 'PJSIP/203' },
        ...{ context: 'sigap-listen', exten: 's', priority: '1', timeout: '20000', async: 'true' },
        variable: 'SIGAP_LISTEN_TO=PJSIP/201-0000002a,SIGAP_LISTEN_MODE=whisper',
      },
    ]);
  });

  it('lead the listener’s leg on in another mode, and hang it up', async () => {
    await asked({ type: 'listen.mode', listenId, extension: '203', mode: 'barge' });
    await asked({ type: 'listen.end', listenId, extension: '203' });
    expect(sent).toEqual([
      { name: 'Setvar', channel: listenId, variable: 'SIGAP_LISTEN_MODE', value: 'barge' },
      { name: 'Redirect', channel: listenId, context: 'sigap-listen', exten: 's', priority: '1' },
      { name: 'Hangup', channel: listenId, cause: '16' },
    ]);
  });

  it.each<[what: string, command: ListenCommand, channel: string | null]>([
    ['an agent who does not talk', begin, null],
    ['a channel that sets another variable', begin, 'PJSIP/201-1,EXTRA=1'],
    ['a channel with a line end', begin, 'PJSIP/201-1\r\nAction: Logoff'],
    ['an id that is a channel’s', { ...begin, listenId: 'PJSIP/201-0000002a' }, 'PJSIP/201-1'],
    ['the end of somebody’s call', { type: 'listen.end', listenId: '1796033132.3', extension: '203' }, null],
  ])('are refused with %s', async (_, command, channel) => {
    expect(await asked(command, channel)).toMatchObject({ ok: false, kind: 'rejected' });
    expect(sent).toEqual([]);
  });

  it.each([
    ['yes', true],
    ['no', false],
    ['', false],
  ])('are there where the dialplan says so: %j', async (value, listen) => {
    const answer = async () => ({ ok: true, reply: { value }, events: [] }) as never;
    expect(await listeningOf(answer)).toEqual({ listen });
  });
});

describe('what the exchange tells of who listens', () => {
  const leg = { linkedid: listenId, uniqueid: listenId, channel: 'PJSIP/203-0000002b' };
  const stamp = (seconds: number) => ({ timestamp: `${seconds}.000000` });
  const born = { event: 'Newchannel', ...stamp(10), ...leg, context: 'agents', exten: 's' };
  const on = (seconds: number, mode: string) => ({
    ...{ event: 'UserEvent', userevent: 'SigapListening', ...stamp(seconds), ...leg, mode },
  });
  const gone = { event: 'Hangup', ...stamp(40), ...leg };
  const story = (...packets: readonly Record<string, string>[]) => {
    const { packet } = createTranslator(options);
    return packets.flatMap((one) => packet(one));
  };

  it('is each mode from its moment on, and the end, once', () => {
    expect(story(born, on(12, 'listen'), on(20, 'barge'), gone, gone)).toEqual([
      { type: 'listening.on', at: 12_000, listenId, mode: 'listen' },
      { type: 'listening.on', at: 20_000, listenId, mode: 'barge' },
      { type: 'listening.ended', at: 40_000, listenId },
    ]);
  });

  it('is no call, whatever context its leg is in, and no mode that nobody knows', () => {
    expect(story({ ...born, context: 'hotline', calleridnum: '0311234567' }, on(12, 'shout'))).toEqual([]);
  });

  it('is the end of one whose telephone could not be rung', () => {
    const failed = { event: 'OriginateResponse', ...stamp(12), actionid: listenId, response: 'Failure' };
    expect(story(failed, failed)).toEqual([{ type: 'listening.ended', at: 12_000, listenId }]);
    expect(story({ ...failed, response: 'Success' })).toEqual([]);
  });

  it('is read back from the lists, beside the calls and not among them', () => {
    const status = { event: 'Status', ...leg, 'variable:CDR(start,u)': '10.0' };
    const rings = { ...status, channelstatedesc: 'Ringing', 'variable:SIGAP_LISTEN_MODE': 'listen' };
    const hears = { ...rings, channelstatedesc: 'Up' };
    const listeners = (channel: Record<string, string>) => {
      const { snapshot } = readState({ queues: [], channels: [channel], devices: [] }, options);
      expect(snapshot.calls).toEqual([]);
      return snapshot.listeners;
    };
    expect(listeners(rings)).toEqual([{ listenId, mode: null, at: 10_000 }]);
    expect(listeners(hears)).toEqual([{ listenId, mode: 'listen', at: 10_000 }]);
  });

  it('is no call in the log of a gap', () => {
    const line = (type: string) =>
      parseLogLine(
        `"${type}","1796033133.2","${listenId}","${listenId}","PJSIP/203-0000002b","sigap-listen","s","","","",""`,
      );
    const lines = ['CHAN_START', 'ANSWER', 'HANGUP', 'LINKEDID_END'].map(line).flatMap((one) => one ?? []);
    expect(lines).toHaveLength(4);
    expect(callsOfLog(lines, options)).toEqual([]);
  });
});
