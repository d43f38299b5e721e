import { applyCaseEvent, type CaseState, responsibleFor } from '../../../../../server/domain/case/case.ts';
import { type CaseEvent, fromCallEvent } from '../../../../../server/domain/case/events.ts';
import { waitingOf } from '../../../../../server/domain/case/waiting.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import type { CallEvent } from '../../../../../telephony/events.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { caseAfter, type What } from './support.ts';

const talking: readonly What[] = ['arrived', 'offered', 'answered'];
const dispatched: readonly What[] = [...talking, 'intake', 'unsolved', 'dispatched'];

describe('the status of a case', () => {
  it.each<[string, readonly What[]]>([
    ['waiting', ['arrived', 'offered']],
    ['abandoned', ['arrived', 'offered', 'ended']],
    ['open', talking],
    ['open', [...talking, 'ended']],
    ['open', ['linked']],
    ['open', [...talking, 'intake', 'unsolved']],
    ['answered', [...talking, 'intake', 'solved']],
    ['dispatched', dispatched],
    ['forwarded', [...dispatched, 'forwarded']],
    ['answered', [...dispatched, 'forwarded', 'given']],
    ['answered', [...dispatched, 'forwarded', 'solved']],
    ['closed', [...talking, 'ended', 'recappedPrank']],
    ['closed', [...talking, 'intake', 'solved', 'confirmed', 'ended', 'recapped']],
    // Cut before anybody asked whether the answer was heard.
    ['answered', [...talking, 'intake', 'solved', 'ended', 'recapped']],
    ['closed', [...talking, 'intake', 'solved', 'ended', 'recapped', 'told']],
  ])('is %s after %j', (status, whats) => {
    expect(caseAfter(...whats).status).toBe(status);
  });
});

describe('a case that was handed on', () => {
  const handedOn: readonly What[] = [...dispatched, 'ended', 'recappedDispatched'];

  it.each<[string, readonly What[]]>([
    ['the recap', handedOn],
    ['the forwarding', [...handedOn, 'forwarded']],
    ['its return', [...handedOn, 'forwarded', 'returned']],
    ['the answer', [...handedOn, 'forwarded', 'given']],
    [
      'an answer of which the citizen was not content while on the line',
      [...dispatched, 'forwarded', 'given', 'refused', 'ended', 'recappedDispatched'],
    ],
    ['an answer that the agent found after the call', [...handedOn, 'solved']],
  ])('stays open after %s, and waits for somebody', (_, whats) => {
    const state = caseAfter(...whats);
    expect([state.closedAt, state.disposition]).toEqual([null, 'dispatched']);
    expect(waitingOf(surabaya, state).length).toBeGreaterThan(0);
  });

  it('closes when the citizen has been told the answer', () => {
    const closed = caseAfter(...handedOn, 'forwarded', 'given', 'told');
    expect(closed).toMatchObject({ status: 'closed', closedAt: 11_000, solution: 'deleted' });
  });

  it('closes at the recap when the answer was given and confirmed before it', () => {
    const closed = caseAfter(...dispatched, 'forwarded', 'given', 'confirmed', 'ended', 'recappedDispatched');
    expect(closed).toMatchObject({ status: 'closed', closedAt: 11_000 });
  });

  it('closes at the recap of what nobody waits for, and what still ran is dropped', () => {
    const closed = caseAfter(...dispatched, 'ended', 'recappedPrank');
    expect(closed).toMatchObject({ status: 'closed', disposition: 'prank' });
    expect(closed.sop.runs.find(({ step }) => step === 'forward')?.verdict).toBe('cancelled');
  });
});

describe('a case that is over', () => {
  it.each<[string, readonly What[]]>([
    ['abandoned', ['arrived', 'ended']],
    ['closed', [...talking, 'ended', 'recappedPrank']],
  ])('(%s) has nothing running, and takes no event any more', (_, whats) => {
    const over = caseAfter(...whats);
    expect(over.sop.runs.filter(({ verdict }) => verdict === 'running')).toEqual([]);
    const again = applyCaseEvent(
      surabaya,
      over,
      { id: 'x', type: 'intake.started', at: 9_000, data: {} },
      9_000,
      wallClock,
    );
    expect(again).toEqual({ state: over, alerts: [] });
    expect(again.state).toBe(over);
  });

  it('is over at the moment at which it ended, not when we heard of it', () => {
    const ended = { id: 'x', type: 'call.ended', at: 2_000, data: { endedBy: 'caller' } } as const;
    expect(applyCaseEvent(surabaya, caseAfter('arrived'), ended, 9_000, wallClock).state.closedAt).toBe(2_000);
  });

  it('raises what was due before it ended', () => {
    const ended = { id: 'x', type: 'call.ended', at: 60_000, data: { endedBy: 'caller' } } as const;
    const { alerts } = applyCaseEvent(surabaya, caseAfter('arrived'), ended, 60_000, wallClock);
    expect(alerts.map(({ kind, runId }) => [kind, runId])).toEqual([
      ['warning', 'register'],
      ['breach', 'register'],
    ]);
  });
});

describe('the contents of a case', () => {
  it('follow what was written', () => {
    expect(caseAfter(...dispatched, 'analysed', 'forwarded', 'given', 'confirmed')).toMatchObject({
      agentId: 'siti',
      officialId: 'hadi',
      callerName: 'Bu Ani',
      complaint: 'rusak',
      category: 'ktp_el',
      problemFrame: 'frame',
      dispatchNote: 'please look',
      forwardNote: 'urgent',
      solution: 'deleted',
      notes: { confirmed: 'yes' },
    });
  });

  it('are no half-written form any more once they are written', () => {
    const drafts = { 'intake.saved': { complaint: 'rus', address: 'Jl' }, 'case.corrected': { complaint: 'half' } };
    const event = { id: 'x', type: 'intake.saved', at: 9_000, data: { fields: { complaint: 'rusak' } } } as const;
    const { state } = applyCaseEvent(surabaya, { ...caseAfter(...talking), drafts }, event, 9_000, wallClock);
    expect([state.complaint, state.drafts]).toEqual(['rusak', { 'case.corrected': { complaint: 'half' } }]);
  });

  it.each([
    ['makes room for what is known', { callerName: 'An', address: ' ' }, {}],
    [
      'stays where it may be newer',
      { callerName: 'An', address: 'Jl. Baru', complaint: 'r' },
      { address: 'Jl. Baru', complaint: 'r' },
    ],
  ])('have no half-written name once somebody said who it is; an address %s', (_, typed, left) => {
    const before = { ...caseAfter(...talking), drafts: { 'intake.saved': typed } };
    const chosen = (callerId: string | null) => {
      const data = { callerId, callerName: 'Bu Ani', address: 'Jl. Lama' };
      const event = { id: 'x', type: 'caller.chosen', at: 9_000, data } as const;
      return applyCaseEvent(surabaya, before, event, 9_000, wallClock).state.drafts['intake.saved'];
    };
    expect(chosen('p1')).toEqual(left);
    expect(chosen(null)).toEqual(typed);
  });

  it('wait with the words for the citizen until a gateway has taken them, or would not', () => {
    const told = (...events: readonly object[]) =>
      events.reduce<CaseState>(
        (state, event) => applyCaseEvent(surabaya, state, event as CaseEvent, 20_000, wallClock).state,
        caseAfter(...dispatched, 'ended', 'recappedDispatched', 'forwarded', 'given'),
      );
    const fields = { solution: 'deleted at last' };
    const queued = {
      id: 'q',
      type: 'telling.queued',
      at: 20_000,
      data: { messageId: 'm1', event: 'answer.sent', fields },
    };
    const failed = { id: 'f', type: 'telling.failed', at: 20_000, data: { messageId: 'm1' } };
    const sent = { id: 's', type: 'answer.sent', at: 20_000, data: { fields, via: 'message', messageId: 'm1' } };
    expect(told(queued)).toMatchObject({ closedAt: null, telling: { m1: { event: 'answer.sent', fields } } });
    expect(told(queued, failed)).toMatchObject({ closedAt: null, telling: {}, solution: 'deleted at last' });
    expect(told(queued, sent)).toMatchObject({ status: 'closed', telling: {} });
  });

  it('of a further complaint begin with the caller of the first', () => {
    const caller = { callerId: 'p1', callerName: 'Bu Ani', address: 'Jl. Tunjungan', agentId: 'siti', complaint: null };
    expect(caseAfter('linked')).toMatchObject(caller);
  });

  it('take name and address of a chosen caller only where none is written', () => {
    const chosen = {
      id: 'x',
      type: 'caller.chosen',
      at: 9_000,
      data: { callerId: 'p1', callerName: 'Pak Budi', address: 'Jl. Darmo' },
    } as const;
    const apply = (...whats: readonly What[]) =>
      applyCaseEvent(surabaya, caseAfter(...whats), chosen, 9_000, wallClock).state;
    expect(apply(...talking)).toMatchObject({ callerId: 'p1', callerName: 'Pak Budi', address: 'Jl. Darmo' });
    expect(apply(...talking, 'intake')).toMatchObject({ callerId: 'p1', callerName: 'Bu Ani', address: 'Jl. Darmo' });
  });
});

describe('who is responsible', () => {
  const state = caseAfter(...dispatched, 'forwarded');

  it('is the one whose telephone rang, else the agent who has the case', () => {
    expect(responsibleFor(state, 'agent', 'budi')).toBe('budi');
    expect(responsibleFor(state, 'agent', null)).toBe('siti');
  });

  it('is the official it was forwarded to', () => {
    expect(responsibleFor(state, 'official', null)).toBe('hadi');
    expect(responsibleFor(caseAfter(...dispatched), 'official', null)).toBeNull();
  });

  it('is nobody in person for the other roles', () => {
    for (const actor of ['citizen', 'system', 'dispatcher', 'supervisor', 'head'] as const)
      expect(responsibleFor(state, actor, null)).toBeNull();
  });
});

describe('an event of the exchange, as a case keeps it', () => {
  const of = { id: 'e', callId: 'c', at: 1 };
  it.each<[CallEvent, object]>([
    [{ ...of, type: 'call.arrived', ani: '081200000011', dnis: '1500000' }, {}],
    [{ ...of, type: 'call.queued', queue: 'hotline' }, { queue: 'hotline' }],
    [
      { ...of, type: 'call.offered', offerId: 'o', queue: 'hotline', extension: '101' },
      { offerId: 'o', agentId: 'siti' },
    ],
    [
      { ...of, type: 'offer.lapsed', offerId: 'o', extension: '101', reason: 'refused' },
      { offerId: 'o', reason: 'refused', agentId: 'siti' },
    ],
    [
      { ...of, type: 'call.answered', offerId: 'o', extension: '101' },
      { offerId: 'o', agentId: 'siti' },
    ],
    [{ ...of, type: 'call.held' }, {}],
    [{ ...of, type: 'call.resumed' }, {}],
    [{ ...of, type: 'call.ended', endedBy: 'caller' }, { endedBy: 'caller' }],
    [{ ...of, type: 'call.released', offerId: 'o', extension: '101' }, { agentId: 'siti' }],
  ])('is without the number of the caller and with the agent: %j', (event, data) => {
    expect(fromCallEvent(event, { agentId: 'siti' })).toEqual({ id: 'e', type: event.type, at: 1, data });
  });

  it('of a transfer says who hands on to whom, and by which end', () => {
    const event: CallEvent = {
      ...of,
      ...({ type: 'call.transfer', transferId: 't', mode: 'consult', step: 'failed', reason: 'no-answer' } as const),
      ...({ extension: '101', target: { kind: 'phone', extension: '102' } } as const),
    };
    const transfer = { fromId: 'siti', toId: 'budi', outsideName: null };
    expect(fromCallEvent(event, { agentId: null, transfer }).data).toEqual({
      ...transfer,
      ...{ mode: 'consult', step: 'failed', reason: 'no-answer' },
    });
  });

  it('leaves the case with its agent where somebody answers whose work callers’ cases are not', () => {
    const answered: CallEvent = { ...of, type: 'call.answered', offerId: 'o', extension: '301' };
    const { data } = fromCallEvent(answered, { agentId: 'dewi', takesCases: false });
    expect(data).toEqual({ offerId: 'o', agentId: null, takenBy: 'dewi' });
  });
});
