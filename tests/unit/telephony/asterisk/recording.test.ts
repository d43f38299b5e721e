import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalisePacket, type Packet } from '../../../../telephony/asterisk/packets.ts';
import { pauseRecording } from '../../../../telephony/asterisk/recording.ts';
import { readState } from '../../../../telephony/asterisk/resync.ts';
import { createTranslator, type TranslatorOptions } from '../../../../telephony/asterisk/translate.ts';

const options: TranslatorOptions = { name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1_000 };
const captured = join(import.meta.dirname, '../../../fixtures/ami');

describe('pausing a recording', () => {
  const sent: Record<string, string>[] = [];
  let refuses: string | null = null;
  const action = async (name: string, fields: Readonly<Record<string, string>> = {}) => {
    sent.push({ name, ...fields });
    return refuses === name
      ? ({ ok: false, kind: 'rejected', reason: 'no' } as const)
      : ({ ok: true, reply: {}, events: [] } as const);
  };
  const ask = (on: boolean, channel: string | null = 'PJSIP/trunk-00000001') =>
    pauseRecording(
      { type: 'recording.pause', callId: 'a-1.2', extension: '201', on },
      { action, translator: { recordedChannelOf: () => channel } },
    );
  beforeEach(() => {
    sent.splice(0);
    refuses = null;
  });
  const channel = 'PJSIP/trunk-00000001';
  const still = (state: string) => ({ name: 'MixMonitorMute', channel, direction: 'both', state });
  const marked = (value: string) => ({ name: 'Setvar', channel, variable: 'SIGAP_RECORDED', value });

  it('is written on the channel before the first silent second, and taken off after the last', async () => {
    expect([await ask(true), await ask(false)]).toEqual([{ ok: true }, { ok: true }]);
    expect(sent).toEqual([marked('paused'), still('1'), still('0'), marked('on')]);
  });

  it('is refused where nothing is recorded, and where Asterisk refuses it', async () => {
    expect(await ask(true, null)).toMatchObject({ ok: false, kind: 'rejected' });
    expect(sent).toEqual([]);
    refuses = 'MixMonitorMute';
    expect(await ask(true)).toEqual({ ok: false, kind: 'rejected', reason: 'no' });
  });
});

describe('what Asterisk tells of a recording', () => {
  const status = {
    ...{ event: 'Status', channel: 'PJSIP/trunk-00000001', uniqueid: '1.2', linkedid: '1.2', context: 'caller' },
    ...{ calleridnum: '0812', channelstatedesc: 'Up', 'variable:SIGAP_DNIS': '112' },
  };

  it('is read back from the lists: on, paused, or nothing', () => {
    const recorded = (value?: string) =>
      readState(
        { queues: [], channels: [value ? { ...status, 'variable:SIGAP_RECORDED': value } : status], devices: [] },
        options,
      ).snapshot.recorded;
    expect([recorded('on'), recorded('paused'), recorded()]).toEqual([
      [{ callId: 'a-1.2', paused: false, at: 1_000 }],
      [{ callId: 'a-1.2', paused: true, at: 1_000 }],
      [],
    ]);
  });

  it.each(readdirSync(captured).filter((name) => name.startsWith('recorded-')))(
    'in %s is on, paused and resumed, once each, and of the call nothing else than without it',
    (name) => {
      const { packet, spooled } = createTranslator(options);
      const grew: boolean[] = [];
      const told = packetsOf(readFileSync(join(captured, name), 'utf8')).flatMap((one) => {
        const events = packet(one);
        grew.push(spooled().some(({ grows }) => grows));
        return events.flatMap((event) => ('callId' in event ? [event.type] : []));
      });
      expect(told).toEqual([
        ...['call.arrived', 'call.number_told', 'recording.on', 'call.queued', 'call.offered', 'call.answered'],
        ...['recording.paused', 'recording.resumed', 'call.ended'],
      ]);
      expect([grew.includes(true), grew.at(-1)]).toEqual([true, false]);
    },
  );
});

/** Stands in for the package's parser on whole packets. */
function packetsOf(text: string): Packet[] {
  return text.split('\r\n\r\n').flatMap((block) => {
    const lines = block.split('\r\n').filter((line) => line.includes(':'));
    const item = lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.replace(/^[^:]*: ?/, '')]);
    const packet = lines.length > 0 ? normalisePacket(Object.fromEntries(item)) : null;
    return packet && packet.response === undefined ? [packet] : [];
  });
}
