import type { CallState } from '../../../../../server/domain/call/call.ts';
import { reconcile } from '../../../../../server/domain/call/reconcile.ts';
import type { CallSnapshot } from '../../../../../telephony/events.ts';
import { eventId } from '../../../../../telephony/ids.ts';

const leg = (offerId: string, at: number) => ({ offerId, extension: '101', at });
const known: CallState = {
  callId: 'c1',
  dnis: '1500000',
  arrivedAt: 0,
  queue: 'hotline',
  queuedAt: 1_000,
  offers: [leg('o1', 2_000)],
  answered: null,
  heldSince: null,
  ended: null,
};
const there: CallSnapshot = {
  callId: 'c1',
  ani: null,
  dnis: '1500000',
  arrivedAt: 0,
  queued: { queue: 'hotline', at: 1_000 },
  offers: [],
  answered: null,
};

/** What must have happened until 60.000 s, in short. */
function missed(open: readonly CallState[], ...calls: readonly CallSnapshot[]) {
  const snapshot = { type: 'exchange.snapshot', at: 60_000, calls, members: [], reachable: [] } as const;
  return reconcile(open, snapshot, eventId).map((event) => {
    const more = 'reason' in event ? event.reason : 'endedBy' in event ? event.endedBy : '';
    return `${event.at} ${event.id} ${more}`.trim();
  });
}

describe('a ring that is over after a cut', () => {
  it('is laid to the caller when he is gone too, at the moment at which we heard of it', () => {
    expect(missed([known])).toEqual(['60000 c1:lapsed:o1 caller-gone', '60000 c1:ended unknown']);
  });

  it('was not answered when the caller still waits, whether another telephone rings or none', () => {
    expect(missed([known], there)).toEqual(['60000 c1:lapsed:o1 no-answer']);
    expect(missed([known], { ...there, offers: [leg('o2', 50_000)] })).toEqual([
      '60000 c1:lapsed:o1 no-answer',
      '50000 c1:offered:o2',
    ]);
  });

  it('is held against nobody when another has answered meanwhile', () => {
    expect(missed([known], { ...there, answered: leg('o2', 50_000) })).toEqual([
      '60000 c1:lapsed:o1 answered-elsewhere',
      '50000 c1:answered:o2',
    ]);
  });

  it('was answered when its own leg talks', () => {
    expect(missed([known], { ...there, answered: leg('o1', 4_000) })).toEqual(['4000 c1:answered:o1']);
  });
});

describe('a call after a cut', () => {
  it('that nobody here knows is told from its beginning, at the moments the exchange has of it', () => {
    expect(missed([], { ...there, answered: leg('o1', 4_000) })).toEqual([
      '0 c1:arrived',
      '1000 c1:queued:hotline',
      '4000 c1:answered:o1',
    ]);
  });

  it('that had ended before is not ended again', () => {
    expect(missed([{ ...known, ended: { at: 9_000, by: 'caller' } }])).toEqual([]);
  });

  it('that is as we know it tells nothing', () => {
    expect(missed([known], { ...there, offers: [leg('o1', 2_000)] })).toEqual([]);
  });
});
