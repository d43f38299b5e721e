import { addressOf, aniOf, extensionAt } from '../../../../../telephony/twilio/voice/addresses.ts';
import { momentOf } from '../../../../../telephony/twilio/voice/moments.ts';
import { type ListedLeg, readLists, type VoiceLists } from '../../../../../telephony/twilio/voice/resync.ts';
import { roomOf, sidOf } from './support.ts';

const agentPhones = new Map([['102', '+6281298765432']]);
const hotline = '+622150001234';
const at = new Date('2026-11-22T08:00:00Z');
const leg = (n: number, more: Partial<ListedLeg>): ListedLeg => ({
  sid: sidOf(n),
  from: '+6281234567890',
  to: hotline,
  direction: 'inbound',
  status: 'in-progress',
  dateCreated: at,
  startTime: at,
  ...more,
});
const agentLeg = (n: number, to: string, status: string) =>
  leg(n, { direction: 'outbound-api', from: hotline, to, status });
const room = (n: number, ...participants: VoiceLists['rooms'][number]['participants']) => ({
  sid: roomOf(n),
  friendlyName: `sigap-${sidOf(n)}`,
  participants,
});
const inRoom = (n: number, status = 'connected', hold = false) => ({
  callSid: sidOf(n),
  status,
  hold,
  dateCreated: new Date(at.getTime() + 5_000),
});

describe("Twilio's lists", () => {
  it('are put together to calls: announced, waiting, rung and talking', () => {
    const { calls, strays } = readLists(
      {
        legs: [
          leg(1, {}),
          leg(2, { from: 'anonymous' }),
          leg(3, {}),
          leg(4, {}),
          leg(5, { to: '+622150009999' }),
          agentLeg(13, '+6281298765432', 'ringing'),
          agentLeg(14, 'client:agent_101', 'in-progress'),
          agentLeg(15, 'client:agent_103', 'ringing'),
          agentLeg(16, '+62811111111', 'ringing'),
        ],
        rooms: [
          room(2, inRoom(2)),
          room(3, inRoom(3), inRoom(13, 'ringing')),
          room(4, inRoom(4, 'connected', true), inRoom(14)),
          { ...room(9, inRoom(9)), friendlyName: 'of somebody else' },
        ],
      },
      { numbers: [hotline], agentPhones },
    );
    const joined = at.getTime() + 5_000;
    expect(calls).toEqual([
      {
        sid: sidOf(1),
        callerLeg: sidOf(1),
        dialledAt: null,
        ani: '+6281234567890',
        dnis: hotline,
        arrivedAt: at.getTime(),
        room: null,
        rings: [],
        answered: null,
        ...{ agentEndsRoom: true, target: null, alone: false },
      },
      expect.objectContaining({ ani: null, room: { conferenceSid: roomOf(2), at: joined, held: false } }),
      expect.objectContaining({ rings: [{ legSid: sidOf(13), extension: '102', at: joined }], answered: null }),
      expect.objectContaining({
        room: { conferenceSid: roomOf(4), at: joined, held: true },
        answered: { offerId: sidOf(14), extension: '101', at: joined },
      }),
    ]);
    // It rings an agent for nobody; the other leg is not ours.
    expect(strays).toEqual([sidOf(15)]);
  });

  it('hold a caller of every number when none is named as a hotline', () => {
    const lists = { legs: [leg(1, {}), leg(2, { to: '+622150009999' })], rooms: [] };
    expect(readLists(lists, { numbers: [], agentPhones }).calls).toHaveLength(2);
  });
});

describe('an address', () => {
  it('is the browser of an extension, or the telephone that was named for it', () => {
    expect(addressOf('101', agentPhones)).toBe('client:agent_101');
    expect(addressOf('102', agentPhones)).toBe('+6281298765432');
    expect(extensionAt('client:agent_101', agentPhones)).toBe('101');
    expect(extensionAt('+6281298765432', agentPhones)).toBe('102');
    // Nobody is at the browser of somebody who has a telephone.
    for (const other of ['client:agent_102', 'client:somebody', '+6281111111111'])
      expect(extensionAt(other, agentPhones)).toBeNull();
  });

  it.each(['', 'anonymous', 'Anonymous', 'Restricted', '+266696687', '+86282452253', null, undefined])(
    'of a caller who is %j is withheld',
    (from) => expect(aniOf(from)).toBeNull(),
  );
});

describe('a moment', () => {
  const second = Date.parse('2026-11-22T08:00:00Z');
  it('lies in the second Twilio stamped, as near as can be to when we were told', () => {
    const stamp = 'Sun, 22 Nov 2026 08:00:00 +0000';
    expect(momentOf(stamp, second + 340)).toBe(second + 340);
    expect(momentOf(stamp, second + 9_000)).toBe(second + 999);
    expect(momentOf(stamp, second - 50)).toBe(second);
    expect(momentOf(undefined, 7)).toBe(7);
    expect(momentOf('soon', 7)).toBe(7);
  });
});
