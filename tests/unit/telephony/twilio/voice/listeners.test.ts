import { listenIdOf } from '../../../../../telephony/listening.ts';
import { newCall } from '../../../../../telephony/twilio/voice/calls.ts';
import { createListeners } from '../../../../../telephony/twilio/voice/listeners.ts';
import { roomOf, sidOf, start } from './support.ts';

const listenId = listenIdOf('1');
const [callId, agentLeg, legSid] = ['twilio-1', sidOf(2), sidOf(3)];

/** A supervisor's telephone has been rung at `start`. */
async function rung() {
  const told: string[] = [];
  let now = start;
  const call = Object.assign(newCall({ sid: sidOf(1), callId, ani: null, dnis: '', arrivedAt: start, queue: '' }), {
    conferenceSid: roomOf(1),
    answered: { offerId: agentLeg, extension: '101', at: start },
  });
  const listeners = createListeners({
    queue: { byId: () => call },
    rest: {
      listen: async () => ({ ok: true, value: legSid }),
      coach: async () => ({ ok: true, value: undefined }),
      hangup: async () => ({ ok: true, value: undefined }),
    },
    addressOf: (extension) => `client:${extension}`,
    shown: () => '',
    statusUrl: () => '',
    emit: ({ type }) => told.push(type),
    now: () => now,
  });
  const begin = { type: 'listen.begin', listenId, callId, agent: '101', extension: '301', mode: 'listen' } as const;
  expect(await listeners.execute(begin)).toEqual({ ok: true });
  return { listeners, told, pass: (ms: number) => (now += ms) };
}

describe('somebody who listens at Twilio', () => {
  const found = { listenId, conferenceSid: roomOf(1), agentLeg, legSid, mode: 'listen', at: start } as const;

  it('is still known after lists that were read before Twilio had put the leg into them, and is not afterwards', async () => {
    const { listeners, pass } = await rung();
    listeners.adopt([], start - 500);
    expect(listeners.snapshot()).toEqual([{ listenId, mode: null, at: start }]);
    pass(60_000);
    listeners.adopt([], start + 60_000);
    expect(listeners.snapshot()).toEqual([]);
  });

  it('hears it, whatever lists say that were read while the telephone rang', async () => {
    const { listeners, told } = await rung();
    listeners.leg(listenId, legSid, 'in-progress');
    listeners.adopt([{ ...found, on: false }], start - 500);
    listeners.leg(listenId, legSid, 'in-progress');
    expect(told).toEqual(['listening.on']);
    expect(listeners.snapshot()).toMatchObject([{ listenId, mode: 'listen' }]);
  });
});
