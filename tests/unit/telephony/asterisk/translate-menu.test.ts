import type { Packet } from '../../../../telephony/asterisk/packets.ts';
import { capture, eventsOf, translator } from '../../../support/ami-captures.ts';

describe('a caller who is asked what he calls for', () => {
  it('as captured: nobody hears of him before he has pressed his key', () => {
    const events = eventsOf(capture('menu'));
    expect(events.filter(({ type }) => type.startsWith('call.'))).toMatchObject([
      { type: 'call.arrived', dnis: 'hotline*city', ani: '081234567801' },
      { type: 'call.number_told' },
      { type: 'call.queued' },
    ]);
  });

  const own = { uniqueid: '1.0', linkedid: '1.0', channel: 'PJSIP/trunk-1', context: 'hotline', exten: '112' };
  const born = { event: 'Newchannel', calleridnum: 'sigap', ...own } as Packet;
  const menu = (step: string, door?: string) =>
    ({ event: 'UserEvent', userevent: 'SigapMenu', step, door, calleridnum: '0812', ...own }) as Packet;
  const number = { event: 'NewCallerid', calleridnum: '0812', ...own } as Packet;
  const gone = [
    { event: 'HangupRequest', ...own } as Packet,
    { event: 'Hangup', calleridnum: '0812', ...own } as Packet,
  ];
  const heard = (...packets: Packet[]) => {
    const { packet } = translator();
    return packets.map((one) => packet(one).map((event) => (event.type === 'call.arrived' ? event.dnis : event.type)));
  };

  it('is told of when he has chosen, under what he chose', () => {
    expect(heard(born, menu('begun'), number, menu('chosen', '112*medical'), menu('chosen', '112*other'))).toEqual([
      ...[[], [], []],
      ['112*medical'],
      [],
    ]);
  });

  it('is told of when he hangs up before, as having called the number', () => {
    expect(heard(born, menu('begun'), number, ...gone)).toEqual([[], [], [], [], ['112', 'call.ended']]);
  });

  it('is told of at the queue, whatever was lost on the way there', () => {
    const join = { event: 'QueueCallerJoin', queue: 'hotline', calleridnum: '0812', ...own } as Packet;
    expect(heard(born, menu('begun'), number, join)).toEqual([[], [], [], ['112', 'call.queued']]);
    expect(heard(born, menu('begun'), menu('chosen', 'no number|'), join)[2]).toEqual(['112']);
  });
});
