import type { SurveyAnswered } from '../../../../telephony/survey.ts';
import { emptyWorld } from './support.ts';

const asks = [
  { key: 'staff', version: '1' },
  { key: 'result', version: '2' },
];

/** So many callers talk to 101, who hangs up, or they do. */
function answers(count: number, by: 'agent' | 'caller', asked = asks): readonly SurveyAnswered[] {
  const { world, pass, join, log } = emptyWorld();
  join('101');
  for (let one = 0; one < count; one += 1) {
    const callId = world.placeCall({ ani: null, patienceMs: 60_000, talkMs: 60_000, redialAfterMs: null });
    world.registered(callId, true, undefined, false, undefined, asked);
    pass(100);
    world.execute({ type: 'leg.answer', callId, extension: '101' });
    pass(1_000);
    if (by === 'caller') world.hangUpCaller(callId);
    else world.execute({ type: 'leg.hangup', callId, extension: '101' });
    pass(120_000);
  }
  return log.filter((event): event is SurveyAnswered => event.type === 'survey.answered');
}

describe('callers of the simulated world who are asked', () => {
  it('answer often, after the agent has hung up, each question once and in order', () => {
    const given = answers(40, 'agent');
    expect(given.length).toBeGreaterThan(20);
    const byCall = new Map<string, SurveyAnswered[]>();
    for (const one of given) byCall.set(one.callId, [...(byCall.get(one.callId) ?? []), one]);
    expect(byCall.size).toBeLessThan(40);
    for (const mine of byCall.values())
      expect(mine.map(({ key, version }) => ({ key, version }))).toEqual(asks.slice(0, mine.length));
    expect(new Set(given.map(({ value }) => value)).size).toBe(4);
  });
  it('answer nothing when they hang up themselves, or are not asked', () => {
    expect(answers(20, 'caller')).toEqual([]);
    expect(answers(20, 'agent', [])).toEqual([]);
  });
});
