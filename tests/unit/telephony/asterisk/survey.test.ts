import type { Packet } from '../../../../telephony/asterisk/packets.ts';
import { createTranslator } from '../../../../telephony/asterisk/translate.ts';

const translator = () => createTranslator({ name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: () => 1 });

describe('a caller who is asked how it was', () => {
  const own = { uniqueid: '1.0', linkedid: '1.0', channel: 'PJSIP/trunk-1', calleridnum: '0812' };
  const leg = { linkedid: '1.0', destuniqueid: '1.1', destchannel: 'PJSIP/201-2', interface: 'PJSIP/201' };
  const talk = [
    { event: 'Newchannel', ...own, context: 'hotline', exten: '112' },
    { event: 'QueueCallerJoin', queue: 'hotline', ...own },
    { event: 'AgentCalled', queue: 'hotline', ...own, ...leg },
    { event: 'AgentConnect', queue: 'hotline', ...own, ...leg },
  ] as Packet[];
  const survey = (more: object) => ({ event: 'UserEvent', userevent: 'SigapSurvey', ...own, ...more }) as Packet;
  const begun = survey({ step: 'begun' });
  const complete = { event: 'AgentComplete', ...own, ...leg, reason: 'agent' } as Packet;
  const gone = { event: 'Hangup', ...own } as Packet;
  const heard = (...packets: Packet[]) => {
    const { packet, spooled } = translator();
    const events = packets.flatMap((one) => packet(one)).filter(({ type }) => /ended|survey/.test(type));
    return { events, open: spooled().length };
  };

  it('has ended his call when it begins, by the agent, and once', () => {
    const { events, open } = heard(...talk, complete, begun, begun, gone);
    expect(events).toEqual([{ type: 'call.ended', id: 'a-1.0:ended', at: 1, callId: 'a-1.0', endedBy: 'agent' }]);
    expect(open).toBe(0);
  });

  it('has answered by one key to a question, also of whom nobody heard before', () => {
    const answered = survey({ step: 'answered', question: 'staff~2', value: '3' });
    const answer = { type: 'survey.answered', at: 1, callId: 'a-1.0', key: 'staff', version: '2', value: 3 };
    expect(heard(answered).events).toEqual([answer]);
    expect(heard(...talk, begun, answered, gone).events).toMatchObject([{ type: 'call.ended' }, answer]);
  });

  it.each([
    { value: '5' },
    { value: '0' },
    { value: '' },
    { value: undefined },
    { question: 'staff' },
    { question: 'Staff~1' },
    { step: 'other' },
    { linkedid: '' },
    { linkedid: 'out-00000000-0000-4000-8000-000000000001' },
  ])('what makes no sense is passed over: %j', (of) => {
    expect(heard(survey({ step: 'answered', question: 'staff~2', value: '3', ...of })).events).toEqual([]);
  });
});
