import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { withhold } from '../../../../../server/domain/case/withhold.ts';

const names = new Set(['callerName', 'passport']);
const event = (type: CaseEvent['type'], data: object) => ({ id: 'e', type, at: 1, data }) as CaseEvent;

describe('an event without what it said of a field', () => {
  it.each<[CaseEvent['type'], object, object]>([
    [
      'intake.saved',
      { fields: { callerName: 'Ani', complaint: 'Ani' } },
      { fields: { callerName: '-', complaint: 'Ani' } },
    ],
    ['report.received', { channel: 'sms', callerName: 'Ani' }, { channel: 'sms', callerName: '-' }],
    [
      'caller.chosen',
      { callerId: 'p', callerName: 'Ani', address: null },
      { callerId: 'p', callerName: '-', address: null },
    ],
    ['case.linked', { live: true, caller: { callerName: 'Ani' } }, { live: true, caller: { callerName: '-' } }],
    [
      'telling.queued',
      { messageId: 'm', fields: { passport: '••••567' } },
      { messageId: 'm', fields: { passport: '-' } },
    ],
  ])('is told for %s', (type, before, after) => {
    const { event: shown, withheld } = withhold(event(type, before), names, '-');
    expect(shown).toEqual(event(type, after));
    expect(withheld).toEqual([expect.objectContaining({ words: expect.stringMatching(/Ani|567/) })]);
    // Once more there is nothing left to take.
    expect(withhold(shown, names, '-')).toEqual({ event: shown, withheld: [] });
  });

  it('is the same event where it said nothing', () => {
    for (const data of [{}, { fields: {} }, { fields: { callerName: '' } }, { callerName: null }, { callerName: 7 }]) {
      const one = event('intake.saved', data);
      expect(withhold(one, names, '-').event).toBe(one);
    }
  });
});
