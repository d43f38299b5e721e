import { normalisePacket } from '../../../../telephony/asterisk/packets.ts';
import { capture, captures, eventsOf, parse, translator } from '../../../support/ami-captures.ts';

describe('the translator', () => {
  it.each(captures)('gives the same events for %s however the bytes are cut', (name) => {
    const bytes = capture(name);
    const whole = eventsOf(bytes);
    expect(whole.length).toBeGreaterThan(0);
    for (const size of [1, 2, 3, 5, 7, 64, 1000]) expect(eventsOf(bytes, size)).toEqual(whole);
  });

  it.each(captures)('gives no id more for %s when every packet comes twice', (name) => {
    const { packet } = translator();
    const ids = parse(capture(name))
      .flatMap((one) => [...packet(one), ...packet(one)])
      .flatMap((event) => ('id' in event ? [event.id] : []));
    const once = eventsOf(capture(name)).flatMap((event) => ('id' in event ? [event.id] : []));
    expect([...new Set(ids)]).toEqual(once);
    expect(once.length).toBe(new Set(once).size);
  });

  it('knows the channel of a leg only while it is there', () => {
    const { packet, channelOf } = translator();
    const packets = parse(capture('answered-caller-hangs-up'));
    const known = packets.map((one) => {
      packet(one);
      return channelOf(`a-${packets.find((p) => p.event === 'Newchannel')?.linkedid}`, '201');
    });
    expect(known[0]).toBeNull();
    expect(known.some((channel) => channel?.startsWith('PJSIP/201-'))).toBe(true);
    expect(known.at(-1)).toBeNull();
  });

  const leg = { uniqueid: '1.1', linkedid: '1.1', channel: 'PJSIP/trunk-1', calleridnum: '0812' };
  const ofLeg = { ...leg, destuniqueid: '1.2', destchannel: 'PJSIP/201-2', interface: 'PJSIP/201', queue: 'hotline' };
  const begun = () => {
    const made = translator();
    made.packet({ ...leg, event: 'Newchannel', context: 'hotline', exten: '500600', timestamp: '1700000000.5' });
    made.packet({ ...leg, event: 'QueueCallerJoin', queue: 'hotline', timestamp: '1700000001.5' });
    return made;
  };

  it('tells the ring with the answer when the word of the ring was lost, and once', () => {
    const { packet, channelOf } = begun();
    const connect = { ...ofLeg, event: 'AgentConnect', ringtime: '3', timestamp: '1700000009.25' };
    expect(packet(connect).map((event) => [event.type, event.at])).toEqual([
      ['call.offered', 1_700_000_006_250],
      ['call.answered', 1_700_000_009_250],
    ]);
    expect(packet({ ...ofLeg, event: 'AgentCalled', timestamp: '1700000006.2' })).toEqual([]);
    expect(packet(connect)).toEqual([]);
    expect(channelOf('a-1.1', '201')).toBe('PJSIP/201-2');
  });

  it.each(['DialEnd', 'Hangup', 'AgentRingNoAnswer'])(
    'blames no colleague who rang too, silenced by %s before the exchange tells of the answer',
    (event) => {
      const { packet } = begun();
      const other = { ...ofLeg, destuniqueid: '1.3', destchannel: 'PJSIP/202-3', interface: 'PJSIP/202' };
      const silenced =
        event === 'Hangup'
          ? { ...leg, uniqueid: '1.3', event, timestamp: '1700000009.1' }
          : { ...other, event, dialstatus: 'CANCEL', timestamp: '1700000009.1' };
      const told = [
        { ...ofLeg, event: 'AgentCalled' },
        { ...other, event: 'AgentCalled' },
        { ...ofLeg, event: 'DialEnd', dialstatus: 'ANSWER' },
        silenced,
        { ...ofLeg, event: 'AgentConnect' },
      ].flatMap((one) => packet(one));
      expect(told.slice(2)).toMatchObject([
        { type: 'offer.lapsed', extension: '202', reason: 'answered-elsewhere' },
        { type: 'call.answered', extension: '201' },
      ]);
    },
  );

  it.each([
    ['BUSY', 'refused'],
    ['NOANSWER', 'no-answer'],
    ['CONGESTION', 'no-answer'],
  ])('takes a ring that ended as %s for %s', (dialstatus, reason) => {
    const { packet } = begun();
    packet({ ...ofLeg, event: 'AgentCalled' });
    expect(packet({ ...ofLeg, event: 'DialEnd', dialstatus })).toMatchObject([{ type: 'offer.lapsed', reason }]);
  });

  it('knows a member behind the dialplan by its number, and the telephone behind it as the same leg', () => {
    const { packet } = begun();
    const member = { ...ofLeg, interface: 'Local/201@from-queue/n', destchannel: 'Local/201@from-queue-0000001f;1' };
    const telephone = { linkedid: '1.1', uniqueid: '1.4', channel: 'PJSIP/201-2' };
    const told = [
      { ...member, event: 'AgentCalled' },
      { ...member, event: 'AgentConnect' },
      { ...telephone, event: 'Hold' },
      { ...telephone, event: 'Unhold' },
      { ...telephone, event: 'HangupRequest' },
      { ...leg, event: 'Hangup' },
    ].flatMap((one) => packet(one));
    expect(told.map(({ type }) => type)).toEqual([
      'call.offered',
      'call.answered',
      'call.held',
      'call.resumed',
      'call.ended',
    ]);
    expect(told[0]).toMatchObject({ extension: '201', offerId: '1.2' });
    expect(told.at(-1)).toMatchObject({ endedBy: 'agent' });
  });

  it.each(['AgentCalled', 'AgentConnect', 'AgentComplete', 'AgentRingNoAnswer', 'DialEnd'])(
    'counts %s with a header that comes more than once',
    (event) => {
      const item = {
        event,
        destuniqueid: '1.2',
        destchanvariable: ['ACCT=1', 'TENANT=x=y', 'EMPTY'],
        queue: ['q', 'q'],
      };
      expect({ ...normalisePacket(item) }).toEqual({
        ...{ event, destuniqueid: '1.2', queue: 'q' },
        ...{ 'destchanvariable:ACCT': '1', 'destchanvariable:TENANT': 'x=y', 'destchanvariable:EMPTY': 'EMPTY' },
      });
    },
  );

  it('believes neither of two values, and no packet that is two', () => {
    expect({ ...normalisePacket({ event: 'Hangup', uniqueid: ['1.1', '1.2'] }) }).toEqual({ event: 'Hangup' });
    expect(normalisePacket({ event: ['Hangup', 'Newchannel'], uniqueid: '1.1' })).toBeNull();
    expect(normalisePacket({ event: 'Hangup', destchanvariable: ['A=1', 'B=\0'] })).toBeNull();
  });

  it('says why nobody is rung for a caller, once, and takes no other reason', () => {
    const { packet } = begun();
    const told = { ...leg, event: 'UserEvent', userevent: 'SigapTurnedAway', timestamp: '1700000004.5' };
    expect(packet({ ...told, why: 'whatever' })).toEqual([]);
    const event = { type: 'call.turned_away', id: 'a-1.1:turned-away', at: 1_700_000_004_500, why: 'closed' };
    expect(packet({ ...told, why: 'closed' })).toMatchObject([event]);
    expect(packet({ ...told, why: 'closed' })).toEqual([]);
  });

  it('says that the number was spoken, once, and that the agent has handed the caller on', () => {
    const { packet } = begun();
    const spoken = { ...leg, event: 'UserEvent', userevent: 'SigapNumberTold', timestamp: '1700000004.5' };
    expect(packet({ ...spoken, userevent: 'Other' })).toEqual([]);
    expect(packet(spoken)).toMatchObject([
      { type: 'call.number_told', id: 'a-1.1:number-told', at: 1_700_000_004_500 },
    ]);
    expect(packet(spoken)).toEqual([]);
    packet({ ...ofLeg, event: 'AgentCalled' });
    packet({ ...ofLeg, event: 'AgentConnect' });
    packet({ ...ofLeg, event: 'BlindTransfer' });
    const complete = { ...ofLeg, event: 'AgentComplete', reason: 'transfer' };
    expect(packet(complete)).toMatchObject([{ type: 'call.released', extension: '201', offerId: '1.2' }]);
    expect(packet(complete)).toEqual([]);
    expect(packet({ ...leg, event: 'Hangup' })).toMatchObject([{ type: 'call.ended' }]);
  });

  it('says of a telephone only what changes', () => {
    const { packet } = translator();
    const state = (text: string) => packet({ event: 'DeviceStateChange', device: 'PJSIP/201', state: text }).length;
    expect([state('UNAVAILABLE'), state('NOT_INUSE'), state('RINGING'), state('UNAVAILABLE')]).toEqual([0, 1, 0, 1]);
  });

  it('tells nothing of a caller who was refused before the number was read', () => {
    const { packet } = translator();
    const leg = { uniqueid: '1.1', linkedid: '1.1', channel: 'PJSIP/trunk-1', calleridnum: 'sigap' };
    const told = ['Newchannel', 'SoftHangupRequest', 'HangupRequest', 'Hangup'].flatMap((event) =>
      packet({ ...leg, event, context: 'hotline', exten: '500600' }),
    );
    expect(told).toEqual([]);
  });
});
