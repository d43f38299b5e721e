import { eventWords } from '../../../../../server/domain/case/event-words.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import {
  type ActionEvent,
  commonEvents,
  needEvents,
  workEventOf,
  workEvents,
} from '../../../../../server/domain/sop/work-events.ts';

/** Everything that nobody does by an action; the compiler says which is missing. */
const outside = Object.keys({
  ...{ 'call.arrived': 1, 'ticket.numbered': 1, 'call.number_told': 1, 'call.turned_away': 1, 'call.queued': 1 },
  ...{ 'call.offered': 1, 'offer.lapsed': 1, 'call.answered': 1, 'call.held': 1, 'call.resumed': 1, 'call.ended': 1 },
  ...{ 'case.linked': 1, 'case.taken': 1, 'caller.chosen': 1, 'report.received': 1, 'message.received': 1 },
  ...{ 'basis.told': 1, 'message.sent': 1, 'telling.queued': 1, 'telling.failed': 1, 'promise.recounted': 1 },
  ...{ 'facilities.due': 1, 'daily_report.due': 1, 'monthly_report.due': 1, 'task.lapsed': 1, 'call.released': 1 },
  ...{ 'callback.placed': 1, 'callback.answered': 1, 'callback.ended': 1, 'call.transfer': 1, 'case.closed': 1 },
  ...{ 'consent.given': 1, 'consent.refused': 1, 'consent.withdrawn': 1, 'file.received': 1, timer: 1 },
  ...{ 'answer.used': 1 },
  ...{ 'paper.made': 1, 'paper.initialled': 1, 'paper.signed': 1, 'paper.returned': 1, 'paper.sent': 1 },
  ...{ 'paper.voided': 1 },
} satisfies Record<Exclude<CaseEvent['type'], ActionEvent> | 'case.closed', 1>);

const sentence = /^\p{Lu}.*\p{L}$/u;

describe('an event in words', () => {
  it.each([...outside, ...workEvents, ...needEvents, ...commonEvents])(
    'is a sentence in both languages: %s',
    (type) => {
      const { id, en } = eventWords(type);
      expect([type, id, en]).toEqual([type, expect.stringMatching(sentence), expect.stringMatching(sentence)]);
    },
  );

  it('is what has been done, of what people do', () => {
    expect(eventWords('case.forwarded')).toEqual(workEventOf('case.forwarded')?.done);
  });

  it('is its own name, of one that nobody knows any more', () => {
    for (const type of ['case.teleported', 'constructor']) expect(eventWords(type)).toEqual({ id: type, en: type });
  });
});
