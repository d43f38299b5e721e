import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyCallEvent, type CallState, outcomeOf } from '../../../../server/domain/call/call.ts';
import { callsOfLog } from '../../../../telephony/asterisk/call-log/calls.ts';
import { parseLogLine } from '../../../../telephony/asterisk/call-log/lines.ts';
import { normalisePacket, type Packet } from '../../../../telephony/asterisk/packets.ts';
import { executeTransfer } from '../../../../telephony/asterisk/transfers.ts';
import { createTranslator } from '../../../../telephony/asterisk/translate.ts';
import type { CallEvent } from '../../../../telephony/events.ts';
import type { Transfer } from '../../../../telephony/transfer.ts';
import { readWords, wordsOf } from '../../../../telephony/transfer-words.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures');
const names = readdirSync(join(fixtures, 'ami')).flatMap((name) => /^transfer-(.*)\.ami$/.exec(name)?.[1] ?? []);
const logged = callsOfLog(
  readFileSync(join(fixtures, 'call-log/transfers.csv'), 'utf8')
    .split('\n')
    .flatMap((line) => parseLogLine(line) ?? []),
  { name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP' },
);

/** Stands in for the package's parser on whole packets. */
function packetsOf(text: string): Packet[] {
  return text.split('\r\n\r\n').flatMap((block) => {
    const lines = block.split('\r\n').filter((line) => line.includes(':'));
    const item = lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.replace(/^[^:]*: ?/, '')]);
    const packet = lines.length > 0 ? normalisePacket(Object.fromEntries(item)) : null;
    return packet ? [packet] : [];
  });
}

/** What was told live of the captured call, and the channels that were to be hung up. */
function live(name: string) {
  const hungUp: string[] = [];
  const { packet } = createTranslator(
    { name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1 },
    (channel) => void hungUp.push(channel),
  );
  const text = readFileSync(join(fixtures, 'ami', `transfer-${name}.ami`), 'utf8');
  const events = packetsOf(text)
    .filter(({ response }) => response === undefined)
    .flatMap((one) => packet(one))
    .filter((event): event is CallEvent => 'callId' in event && event.type !== 'call.recorded')
    // Asterisk takes a caller off hold whom it hands on, held or not; no log says so.
    .filter(({ id }) => !/:resumed:\d+$/.test(id));
  return { events, hungUp };
}
const story = (events: readonly CallEvent[]) =>
  events.map((event) => {
    if (event.type === 'call.transfer') return `${event.step}${event.reason ? ` ${event.reason}` : ''}`;
    if (event.type === 'call.ended') return `ended by ${event.endedBy}`;
    return 'extension' in event
      ? `${event.type.replace('call.', '')} ${event.extension}`
      : event.type.replace('call.', '');
  });

/** From the answer of 201 on. */
const told: Readonly<Record<string, readonly string[]>> = {
  blind: ['begun', 'released 201', 'offered 202', 'answered 202', 'done', 'ended by caller'],
  'blind-unreachable': ['begun', 'released 201', 'failed unreachable', 'queued', 'ended by caller'],
  queue: ['begun', 'released 201', 'done', 'queued', 'ended by caller'],
  // Out of the queue, while 201 rings in vain.
  move: [
    ...['arrived', 'queued', 'offered 201', 'offer.lapsed 201', 'begun', 'offered 202', 'answered 202', 'done'],
    'ended by caller',
  ],
  'move-unreachable': [
    ...['arrived', 'queued', 'offered 201', 'offer.lapsed 201', 'begun', 'failed unreachable'],
    ...['offered 201', 'offer.lapsed 201', 'ended by caller'],
  ],
  'consult-completed': [
    ...['begun', 'held', 'consulting', 'resumed', 'released 201', 'answered 202', 'done', 'ended by caller'],
  ],
  'consult-cancelled': ['begun', 'held', 'consulting', 'failed cancelled', 'resumed', 'ended by caller'],
  'consult-other-hangs-up': ['begun', 'held', 'consulting', 'failed gone', 'resumed', 'ended by caller'],
  'consult-unreachable': ['begun', 'held', 'failed unreachable', 'resumed', 'ended by caller'],
  'consult-agent-hangs-up': ['begun', 'held', 'failed left', 'resumed', 'released 201', 'queued', 'ended by caller'],
  'consult-caller-hangs-up': ['begun', 'held', 'consulting', 'failed caller-gone', 'ended by caller'],
  'outside-not-listed': ['begun', 'held', 'failed unreachable', 'resumed', 'ended by caller'],
};
/** Where the queue hears of it first. */
const sameMoment = (one: readonly string[]) => [...one].sort();

describe('a captured call that was handed on', () => {
  it('is there in every way', () => {
    expect([...names].sort()).toEqual(Object.keys(told).sort());
  });

  it.each(Object.entries(told))('%s is told live', (name, expected) => {
    const all = story(live(name).events);
    const since = all.slice(all.indexOf('answered 201') + 1);
    expect(sameMoment(since)).toEqual(sameMoment(expected));
    expect(since.at(-1)).toBe(expected.at(-1));
    expect(new Set(live(name).events.map(({ id }) => id)).size).toBe(live(name).events.length);
  });

  it.each(names)('%s is read back as it was told, under the same ids', (name) => {
    const { events } = live(name);
    const read = logged.find(({ callId }) => callId === events[0]?.callId)?.events ?? [];
    const key = (event: CallEvent) => `${event.id} ${event.type === 'call.ended' ? event.endedBy : ''}`;
    expect(read.map(key).sort()).toEqual(events.map(key).sort());
    for (const event of events) {
      const at = read.find(({ id }) => id === event.id)?.at ?? 0;
      expect(Math.abs(at - event.at)).toBeLessThan(250);
    }
  });

  it('frees the agent who consults about a caller that is gone, and nobody else', () => {
    expect(live('consult-caller-hangs-up').hungUp).toEqual([expect.stringMatching(/^PJSIP\/201-/)]);
    for (const name of names.filter((one) => one !== 'consult-caller-hangs-up')) expect(live(name).hungUp).toEqual([]);
  });
});

describe('a captured caller who was moved out of the queue', () => {
  it.each(['move', 'move-unreachable'])('%s is nobody’s missed ring: the queue took it away', (name) => {
    const lapsed = live(name).events.find(({ type }) => type === 'offer.lapsed');
    expect(lapsed).toMatchObject({ extension: '201', reason: 'answered-elsewhere' });
    const read = logged.find(({ callId }) => callId === lapsed?.callId)?.events;
    expect(read?.find(({ id }) => id === lapsed?.id)).toMatchObject({ reason: 'answered-elsewhere' });
  });
});

describe('the words of a transfer on a channel', () => {
  it.each([
    ['phone', { kind: 'phone', extension: '202' }],
    ['queue', { kind: 'queue' }],
    ['outside', { kind: 'outside', id: 'PLN-123' }],
  ] as const)('are read as they were written: %s', (_, target) => {
    expect(readWords(wordsOf('17', 'blind', target))).toEqual({ id: '17', mode: 'blind', target });
  });

  it.each(['', '17~blind', '17~whisper~phone~202', 'x~blind~phone~202', '17~blind~phone~20\r\n2', undefined])(
    'are none of ours: %j',
    (text) => {
      expect(readWords(text)).toBeNull();
    },
  );
});

describe('a caller whom the dialplan leads out of the office', () => {
  const linkedid = '1.1';
  const of = { linkedid, uniqueid: linkedid, channel: 'PJSIP/trunk-1' };
  const [words, at] = ['1700000002000~overflow~outside~112', 1_700_000_000];
  const word = (step: string, seconds: number, more: Packet = {}): Packet => ({
    ...{
      ...of,
      event: 'UserEvent',
      userevent: 'SigapTransfer',
      transfer: words,
      step,
      timestamp: `${at + seconds}.000`,
    },
    ...more,
  });
  const leg = { channel: 'PJSIP/trunk-2', uniqueid: '1.2' };
  const arrival: Packet[] = [
    { ...of, event: 'Newchannel', context: 'hotline', exten: '119', timestamp: `${at}.000` },
    { ...of, event: 'NewCallerid', calleridnum: '081234567890', timestamp: `${at + 1}.000` },
  ];
  const told = (packets: readonly Packet[]) => {
    const { packet } = createTranslator({ name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1 });
    return packets.flatMap((one) => packet(one)) as CallEvent[];
  };

  it('is with somebody there, whether he has waited or not, told once', () => {
    const steps = [word('begun', 2), word('rings', 3, leg), word('answered', 5, leg), word('answered', 5, leg)];
    const end: Packet = { ...of, event: 'Hangup', timestamp: `${at + 9}.000` };
    const events = told([...arrival, ...steps, end]);
    expect(story(events)).toEqual(['arrived', 'begun', 'done', 'ended by exchange']);
    expect(events[2]).toMatchObject({ mode: 'overflow', extension: null, target: { kind: 'outside', id: '112' } });
    const state = events.reduce<CallState | null>(applyCallEvent, null);
    expect(state && outcomeOf(state)).toBe('outside');
  });

  it('waits on where nobody takes him, and has given up when he hangs up then or meanwhile', () => {
    const queued: Packet = { ...of, event: 'QueueCallerJoin', queue: 'hotline', timestamp: `${at + 2}.000` };
    const end: Packet = { ...of, event: 'Hangup', timestamp: `${at + 40}.000` };
    const failed = told([...arrival, queued, word('begun', 12), word('failed', 30, { why: 'BUSY' }), queued, end]);
    expect(story(failed)).toEqual(['arrived', 'queued', 'begun', 'failed refused', 'ended by exchange']);
    const gone = told([...arrival, queued, word('begun', 12), word('rings', 13, leg), end]);
    expect(story(gone)).toEqual(['arrived', 'queued', 'begun', 'failed caller-gone', 'ended by exchange']);
    for (const events of [failed, gone]) {
      const state = events.reduce<CallState | null>(applyCallEvent, null);
      expect(state && outcomeOf(state)).toBe('abandoned');
    }
  });
});

describe('a transfer as AMI actions', () => {
  const channels = { caller: 'PJSIP/trunk-1', agent: 'PJSIP/201-2', other: null, transfer: null };
  const run = async (target: object, type = 'transfer.blind') => {
    const actions: string[] = [];
    const action = async (name: string, fields: Readonly<Record<string, string>> = {}) => {
      actions.push([name, ...Object.values(fields)].join(' '));
      return { ok: true, reply: {}, events: [] } as const;
    };
    const command = { type, callId: 'c', extension: '201', target } as never;
    return { outcome: await executeTransfer(command, { action, channels, newId: () => '17' }), actions };
  };

  it('sets the words first, and then leads the channels', async () => {
    const { actions } = await run({ kind: 'phone', extension: '202' });
    expect(actions.at(-1)).toBe('BlindTransfer PJSIP/201-2 sigap-phone 202');
    expect(actions).toContain('Setvar PJSIP/trunk-1 __SIGAP_TRANSFER 17~blind~phone~202');
    const consulted = await run({ kind: 'phone', extension: '202' }, 'transfer.consult');
    expect(consulted.actions.at(-1)).toBe('Redirect PJSIP/trunk-1 sigap-held s 1 PJSIP/201-2 sigap-phone 202 1');
  });

  it('brings three together: agent and other first, then the caller', async () => {
    const actions: string[] = [];
    const action = async (name: string, fields: Readonly<Record<string, string>> = {}) => {
      actions.push([name, ...Object.values(fields)].join(' '));
      return { ok: true, reply: {}, events: [] } as const;
    };
    const transfer: Transfer = {
      ...({ callId: 'c', id: '17', mode: 'consult', step: 'consulting', beganAt: 1, to: null } as const),
      ...({ from: { offerId: '2', extension: '201' }, target: { kind: 'phone', extension: '202' } } as const),
    };
    const three = { ...channels, other: 'PJSIP/202-3', transfer };
    const command = { type: 'transfer.join', callId: 'c', extension: '201' } as const;
    await executeTransfer(command, { action, channels: three, newId: () => '18' });
    expect(actions).toEqual([
      'Setvar PJSIP/201-2 SIGAP_THIRD PJSIP/202-3',
      'Redirect PJSIP/201-2 sigap-three agent 1 PJSIP/202-3 sigap-three third 1',
      'Redirect PJSIP/trunk-1 sigap-three caller 1',
    ]);
    const rings = { ...three, transfer: { ...transfer, step: 'begun' as const } };
    const early = await executeTransfer(command, { action, channels: rings, newId: () => '18' });
    expect(early).toMatchObject({ kind: 'rejected' });
  });

  it.each([
    { kind: 'phone', extension: '202,1)' },
    { kind: 'phone', extension: '' },
    { kind: 'outside', id: 'X', number: '112@evil' },
    { kind: 'outside', id: 'X', number: '1' },
  ])('dials nothing but digits: %j', async (target) => {
    const { outcome, actions } = await run(target);
    expect(outcome).toMatchObject({ ok: false, kind: 'rejected' });
    expect(actions).toEqual([]);
  });

  it('is not asked for a call that nobody talks on there, nor completed or called off where nothing is under way', async () => {
    const deps = { action: async () => ({ ok: true, reply: {}, events: [] }) as const, newId: () => '17' };
    const ask = (type: 'transfer.complete' | 'transfer.cancel', of: typeof channels | null) =>
      executeTransfer({ type, callId: 'c', extension: '201' }, { ...deps, channels: of });
    expect(await ask('transfer.complete', null)).toMatchObject({ kind: 'rejected' });
    expect(await ask('transfer.complete', channels)).toMatchObject({ kind: 'rejected' });
    expect(await ask('transfer.cancel', channels)).toMatchObject({ kind: 'rejected' });
  });
});
