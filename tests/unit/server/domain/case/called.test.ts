import { type CallState, type DialOutcome, placedCall } from '../../../../../server/domain/call/call.ts';
import { fromDialledEvent } from '../../../../../server/domain/case/called.ts';
import { applyCaseEvent, type CaseState, triesApartMs } from '../../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import type { CallEvent } from '../../../../../telephony/events.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { caseAfter, type What } from './support.ts';

const callId = 'x-out-1';
const placed: CaseEvent = { id: 'p', type: 'callback.placed', at: 100_000, data: { callId, agentId: 'siti' } };
const answered: CaseEvent = { id: 'a', type: 'callback.answered', at: 105_000, data: { callId, agentId: 'siti' } };
const ended = (result: DialOutcome): CaseEvent => ({
  ...{ id: 'e', type: 'callback.ended', at: 120_000, data: { callId, result, endedBy: 'exchange' } },
});
const stateAfter = (state: CaseState, ...events: readonly CaseEvent[]) =>
  events.reduce((now, event) => applyCaseEvent(surabaya, now, event, event.at, wallClock).state, state);

const cut: readonly What[] = ['arrived', 'offered', 'answered', 'intake', 'solved', 'ended', 'recapped'];

describe('a citizen who is called from the case', () => {
  it('is remembered: when, by whom, and how it ended', () => {
    const state = stateAfter(caseAfter(...cut), placed);
    expect(state.called).toEqual({ at: 100_000, agentId: 'siti', outcome: null });
    expect(stateAfter(state, answered).called).toEqual(state.called);
    expect(stateAfter(state, answered, ended('answered')).called).toEqual({
      at: 100_000,
      agentId: 'siti',
      outcome: 'answered',
    });
  });

  it('was not called where nobody knows of the call’s beginning', () => {
    expect(stateAfter(caseAfter(...cut), ended('busy')).called).toBeNull();
  });

  it.each<[DialOutcome, number]>([
    ['answered', 0],
    ['busy', 1],
    ['no-answer', 1],
    ['wrong-number', 1],
    ['unreachable', 1],
    ['agent-absent', 0],
    ['cancelled', 0],
    ['not-allowed', 0],
    ['failed', 0],
    ['unknown', 0],
  ])('%s: tried in vain %i times', (result, tries) => {
    expect(stateAfter(caseAfter(...cut), placed, ended(result)).tries).toBe(tries);
  });

  it('tried again at once is the same try, later another one', () => {
    const once = stateAfter(caseAfter(...cut), placed, ended('busy'));
    const at = (later: number): CaseEvent => ({ ...ended('no-answer'), at: 120_000 + later });
    expect([stateAfter(once, at(triesApartMs - 1)).tries, stateAfter(once, at(triesApartMs)).tries]).toEqual([1, 2]);
  });

  it('moves no step and no status of the procedure, whatever comes of it', () => {
    const before = caseAfter(...cut);
    const { called: _, tries: __, triedAt: ___, ...rest } = stateAfter(before, placed, answered, ended('no-answer'));
    const { called: ____, tries: _____, triedAt: ______, ...same } = before;
    expect(rest).toEqual(same);
  });

  it('after the end of the case leaves it as it ended, but for the call', () => {
    const closed = caseAfter('arrived', 'offered', 'ended');
    const later = stateAfter(closed, placed, ended('busy'));
    expect(later).toEqual({
      ...closed,
      called: { at: 100_000, agentId: 'siti', outcome: 'busy' },
      tries: 1,
      triedAt: 120_000,
    });
  });
});

describe('what the exchange tells of the call', () => {
  const call: CallState = placedCall({ callId, extension: '101', at: 1 });
  const of = { id: 'e', at: 9, callId };
  const ends: CallEvent = { ...of, type: 'call.ended', endedBy: 'exchange', result: 'busy' };
  const talk = { offerId: 'o', extension: '101', at: 5 };

  it('is its answer and its end in the history, with why nobody talked; a hold is none of the case’s', () => {
    const answer: CallEvent = { ...of, type: 'call.answered', offerId: 'o', extension: '101' };
    expect(fromDialledEvent(answer, call, 'siti', { agentId: 'siti' })).toMatchObject({
      type: 'callback.answered',
      data: { agentId: 'siti' },
    });
    for (const type of ['call.held', 'call.resumed', 'call.dialling'] as const)
      expect(fromDialledEvent({ ...of, type }, call, 'siti', { agentId: null })).toBeNull();
    const busy = { ...call, ended: { at: 9, by: 'exchange', result: 'busy' } as const };
    expect(fromDialledEvent(ends, busy, 'siti', { agentId: null })).toMatchObject({
      type: 'callback.ended',
      data: { result: 'busy' },
    });
    const { ended: _, ...open } = busy;
    const lost: CallState = { ...open, ended: { at: 9, by: 'unknown' } };
    const gone: CallEvent = { ...of, type: 'call.ended', endedBy: 'unknown', source: 'estimate' };
    expect(fromDialledEvent(gone, lost, null, { agentId: null })).toMatchObject({
      data: { result: 'unknown', source: 'estimate' },
    });
    expect(fromDialledEvent(gone, { ...lost, answered: talk }, null, { agentId: null })).toMatchObject({
      data: { result: 'answered' },
    });
    // The call may not have heard of its end yet.
    expect(fromDialledEvent(gone, call, null, { agentId: null })).toMatchObject({ data: { result: 'unknown' } });
  });

  it('is whoever took the citizen over, and not that he answers once more', () => {
    const answer: CallEvent = { ...of, type: 'call.answered', offerId: 'o2', extension: '102' };
    expect(fromDialledEvent(answer, call, 'siti', { agentId: 'budi' }, true)).toBeNull();
    const done: CallEvent = {
      ...{ ...of, type: 'call.transfer', transferId: 't', mode: 'blind', step: 'done', extension: '101' },
      target: { kind: 'phone', extension: '102' },
    };
    const people = { fromId: 'siti', toId: 'budi', outsideName: null };
    expect(fromDialledEvent(done, call, 'siti', { agentId: null, transfer: people })).toEqual({
      ...{ id: 'e', at: 9, type: 'call.transfer' },
      data: { step: 'done', mode: 'blind', ...people },
    });
  });
});
