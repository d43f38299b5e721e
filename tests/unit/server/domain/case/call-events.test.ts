import { type EventPeople, fromCallEvent } from '../../../../../server/domain/case/events.ts';
import type { CallEvent } from '../../../../../telephony/events.ts';

type Told = CallEvent extends infer Each
  ? Each extends CallEvent
    ? Omit<Each, 'id' | 'at' | 'callId'>
    : never
  : never;
const leg = { offerId: 'o1', extension: '101' };
const transfer = { type: 'call.transfer', transferId: 't1', mode: 'consult', extension: '101' } as const;
const queue = { kind: 'queue' } as const;
const siti: EventPeople = { agentId: 'siti' };
const nobody = { fromId: null, toId: null, outsideName: null };

/** What the exchange tells, of whom, and what of it the case keeps: people instead of telephones, and no number. */
const rows: readonly [Told, EventPeople, object][] = [
  [{ type: 'call.arrived', ani: '+6281234567890', dnis: '112' }, siti, {}],
  [{ type: 'call.number_told' }, siti, {}],
  [{ type: 'call.turned_away', why: 'closed' } as Told, siti, { why: 'closed' }],
  [{ type: 'call.queued', queue: 'umum' }, siti, { queue: 'umum' }],
  [{ type: 'call.offered', queue: 'umum', ...leg }, siti, { offerId: 'o1', agentId: 'siti' }],
  // It rings at whoever helps on the line, too.
  [
    { type: 'call.offered', queue: 'umum', ...leg },
    { agentId: 'rina', takesCases: false },
    { offerId: 'o1', agentId: 'rina' },
  ],
  [{ type: 'offer.lapsed', ...leg, reason: 'refused' }, siti, { offerId: 'o1', agentId: 'siti', reason: 'refused' }],
  [{ type: 'call.answered', ...leg }, siti, { offerId: 'o1', agentId: 'siti' }],
  // Who takes no cases over only helps on the line, and a telephone that is nobody's takes nothing.
  [
    { type: 'call.answered', ...leg },
    { agentId: 'rina', takesCases: false },
    { offerId: 'o1', agentId: null, takenBy: 'rina' },
  ],
  [
    { type: 'call.answered', ...leg },
    { agentId: null, takesCases: false },
    { offerId: 'o1', agentId: null },
  ],
  [{ type: 'call.held' }, siti, {}],
  [{ type: 'call.resumed' }, siti, {}],
  [{ type: 'call.released', ...leg }, siti, { agentId: 'siti' }],
  [{ ...transfer, step: 'begun', target: queue }, siti, { step: 'begun', mode: 'consult', ...nobody }],
  [
    { ...transfer, step: 'failed', target: queue, reason: 'no-answer' },
    { agentId: null, transfer: { ...nobody, fromId: 'siti', toId: 'budi' } },
    { step: 'failed', mode: 'consult', ...nobody, fromId: 'siti', toId: 'budi', reason: 'no-answer' },
  ],
  [
    { ...transfer, step: 'done', target: { kind: 'outside', id: 'pln' } },
    { agentId: null, transfer: { ...nobody, outsideName: 'PLN' } },
    { step: 'done', mode: 'consult', ...nobody, outsideName: 'PLN' },
  ],
  [{ type: 'call.ended', endedBy: 'caller' }, siti, { endedBy: 'caller' }],
];

describe('what the exchange tells of a call is kept of its case', () => {
  it.each(rows)('%j, of %j', (told, people, data) => {
    const event = { id: 'e1', at: 7, callId: 'c1', ...told } as CallEvent;
    expect(fromCallEvent(event, people)).toStrictEqual({ id: 'e1', type: told.type, at: 7, data });
    // Heard of later, it says how it is known.
    expect(fromCallEvent({ ...event, source: 'log' }, people).data).toStrictEqual({ ...data, source: 'log' });
  });

  it('but never a call that we place', () => {
    const dialling: CallEvent = { id: 'e1', at: 7, callId: 'c1', type: 'call.dialling' };
    expect(() => fromCallEvent(dialling, siti)).toThrow('an event of calls that we place, and of none that came in');
  });
});
