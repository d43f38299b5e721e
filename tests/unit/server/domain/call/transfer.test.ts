import { applyCallEvent, type CallState, outcomeOf, talking } from '../../../../../server/domain/call/call.ts';
import { reconcile } from '../../../../../server/domain/call/reconcile.ts';
import {
  placeStateOf,
  refusalOfBeginning,
  refusalOfEnding,
  type TransferAsk,
} from '../../../../../server/domain/call/transfer.ts';
import type { CallEvent, CallSnapshot } from '../../../../../telephony/events.ts';
import { eventId } from '../../../../../telephony/ids.ts';
import { beginTransfer, stepTransfer, type TransferFact } from '../../../../../telephony/transfer.ts';

const of = { callId: 'c1' };
const from = { offerId: 'o1', extension: '101' };
const to = { offerId: 'o2', extension: '102' };
const answered: readonly CallEvent[] = [
  { ...of, id: 'a', type: 'call.arrived', at: 0, ani: null, dnis: '1500000' },
  { ...of, id: 'q', type: 'call.queued', at: 1_000, queue: 'hotline' },
  { ...of, id: 'n', type: 'call.answered', at: 3_000, ...from },
];
const callAfter = (...events: readonly CallEvent[]): CallState => {
  const call = [...answered, ...events].reduce<CallState | null>(applyCallEvent, null);
  if (!call) throw new Error('there is no call');
  return call;
};
/** What a transfer makes happen, as the exchange tells it. */
function transfer(
  mode: 'blind' | 'consult',
  target: 'phone' | 'queue' | 'outside',
  ...facts: TransferFact[]
): CallEvent[] {
  const whom = {
    phone: { kind: 'phone', extension: '102' },
    queue: { kind: 'queue' },
    outside: { kind: 'outside', id: '112' },
  };
  const begun = beginTransfer({ ...of, id: 't', mode, from, target: whom[target] as never, beganAt: 5_000 });
  const events = [...begun.events];
  let current = begun.transfer;
  facts.forEach((fact, index) => {
    if (!current) return;
    const next = stepTransfer(current, fact, 6_000 + index * 1_000);
    events.push(...next.events);
    current = next.transfer;
  });
  return events;
}
const rings: TransferFact = { type: 'rings', leg: to };
const answers: TransferFact = { type: 'answered', leg: to };

describe('a call that is handed on', () => {
  it('is the other’s, and was answered when it was', () => {
    const call = callAfter(...transfer('blind', 'phone', rings, answers));
    expect(talking(call)).toMatchObject({ extension: '102', at: 7_000 });
    expect(call.transfer ?? null).toBeNull();
    const ended = applyCallEvent(call, { ...of, id: 'e', type: 'call.ended', at: 9_000, endedBy: 'caller' });
    expect(ended && outcomeOf(ended)).toBe('answered');
  });

  it('is nobody’s while it rings there, and rings whoever the queue finds afterwards', () => {
    const ringing = callAfter(...transfer('blind', 'phone', rings));
    expect(talking(ringing)).toBeNull();
    expect(ringing.offers).toEqual([{ ...to, at: 6_000 }]);
    const back = callAfter(
      ...transfer('blind', 'phone', rings, { type: 'lost', reason: 'no-answer' }),
      { ...of, id: 'q2', type: 'call.queued', at: 8_000, queue: 'hotline' },
      { ...of, id: 'o3', type: 'call.offered', at: 8_500, offerId: 'o3', queue: 'hotline', extension: '101' },
    );
    expect(back).toMatchObject({ queuedAt: 1_000, queuedAgainAt: 8_000, offers: [{ offerId: 'o3' }] });
    const again = applyCallEvent(back, {
      ...of,
      id: 'a3',
      type: 'call.answered',
      at: 9_000,
      offerId: 'o3',
      extension: '101',
    });
    expect(again && talking(again)).toMatchObject({ offerId: 'o3' });
    expect(again).not.toHaveProperty('queuedAgainAt');
  });

  it('is held while the agent consults, and not afterwards', () => {
    expect(callAfter(...transfer('consult', 'phone', rings))).toMatchObject({
      heldSince: 5_000,
      transfer: { step: 'begun' },
    });
    expect(callAfter(...transfer('consult', 'phone', answers))).toMatchObject({ transfer: { step: 'consulting' } });
    expect(callAfter(...transfer('consult', 'phone', answers, { type: 'cancelled' }))).toMatchObject({
      heldSince: null,
    });
    const completed = callAfter(...transfer('consult', 'phone', answers, { type: 'agent-left' }));
    expect(completed).toMatchObject({ heldSince: null, answered: { extension: '102' } });
  });

  it('goes on outside of the office without anybody of ours', () => {
    const outside: TransferFact = { type: 'answered', leg: { offerId: 'o9', extension: null } };
    const call = callAfter(...transfer('blind', 'outside', outside));
    expect(call).toMatchObject({ outside: '112' });
    expect(talking(call)).toBeNull();
  });
});

describe('handing on', () => {
  const can = { blind: true, consult: true, outside: true, join: true };
  const ask = (change: Partial<TransferAsk>): TransferAsk => ({
    extension: '101',
    mode: 'blind',
    place: { kind: 'phone', extension: '102', state: 'ready' },
    ...change,
  });
  const phone = (extension: string, state: 'ready' | 'talking' | 'away' | 'unreachable') =>
    ({ kind: 'phone', extension, state }) as const;
  it.each<[string, CallState | null, TransferAsk, string | null]>([
    ['whom one talks to', callAfter(), ask({}), null],
    ['to somebody who is not ready', callAfter(), ask({ place: phone('102', 'away') }), null],
    ['a call that is not there', null, ask({}), 'not_your_call'],
    ['another’s', callAfter(), ask({ extension: '102' }), 'not_your_call'],
    ['one that was handed on', callAfter(...transfer('blind', 'queue')), ask({}), 'not_your_call'],
    ['twice', callAfter(...transfer('consult', 'phone')), ask({}), 'transfer_running'],
    ['to nobody', callAfter(), ask({ place: null }), 'transfer_to_nobody'],
    ['to oneself', callAfter(), ask({ place: phone('101', 'talking') }), 'transfer_to_oneself'],
    ['to somebody who talks', callAfter(), ask({ place: phone('102', 'talking') }), 'transfer_target_talks'],
    ['to a dead telephone', callAfter(), ask({ place: phone('102', 'unreachable') }), 'transfer_target_unreachable'],
    [
      'to be consulted: a queue',
      callAfter(),
      ask({ mode: 'consult', place: { kind: 'queue' } }),
      'transfer_consults_no_queue',
    ],
  ])('%s', (_, call, asked, refusal) => {
    expect(refusalOfBeginning(call, asked, can)).toBe(refusal);
  });

  it('asks nothing that the exchange cannot do', () => {
    const outside = ask({ place: { kind: 'outside', id: '112' } });
    expect(refusalOfBeginning(callAfter(), outside, can)).toBeNull();
    expect(refusalOfBeginning(callAfter(), outside, { ...can, outside: false })).toBe('transfer_unsupported');
    expect(refusalOfBeginning(callAfter(), ask({}), { ...can, blind: false })).toBe('transfer_unsupported');
  });

  it('is completed when the other has answered, and called off before and after', () => {
    const rung = callAfter(...transfer('consult', 'phone', rings));
    const talked = callAfter(...transfer('consult', 'phone', answers));
    expect(refusalOfEnding(rung, '101', 'complete', can)).toBe('transfer_not_answered');
    expect(refusalOfEnding(rung, '101', 'join', can)).toBe('transfer_not_answered');
    expect(refusalOfEnding(rung, '101', 'cancel', can)).toBeNull();
    expect(refusalOfEnding(talked, '101', 'complete', can)).toBeNull();
    expect(refusalOfEnding(talked, '102', 'complete', can)).toBe('not_your_call');
    expect(refusalOfEnding(callAfter(), '101', 'cancel', can)).toBe('no_transfer');
    const three = callAfter(...transfer('consult', 'phone', answers, { type: 'joined' }));
    expect(three).toMatchObject({ heldSince: null, transfer: { step: 'joined' } });
    expect(refusalOfEnding(talked, '101', 'join', can)).toBeNull();
    expect(refusalOfEnding(talked, '101', 'join', { ...can, join: false })).toBe('transfer_unsupported');
    expect(refusalOfEnding(three, '101', 'join', can)).toBe('transfer_joined');
    expect(refusalOfEnding(three, '101', 'complete', can)).toBeNull();
  });

  it('sees of a telephone whether it can be reached before whether it talks', () => {
    expect(placeStateOf({ reachable: false, talks: true, ready: true })).toBe('unreachable');
    expect(placeStateOf({ reachable: true, talks: true, ready: true })).toBe('talking');
    expect(placeStateOf({ reachable: true, talks: false, ready: false })).toBe('away');
    expect(placeStateOf({ reachable: true, talks: false, ready: true })).toBe('ready');
  });
});

describe('a transfer in a gap', () => {
  const shown = (change: Partial<CallSnapshot>): CallSnapshot => ({
    ...{ callId: 'c1', ani: null, dnis: '1500000', arrivedAt: 0, queued: { queue: 'hotline', at: 1_000 } },
    ...{ offers: [], answered: null },
    ...change,
  });
  const missed = (call: CallState, now: CallSnapshot) => {
    const snapshot = { type: 'exchange.snapshot', at: 20_000, calls: [now], members: [], reachable: [] } as const;
    const events = reconcile([call], snapshot, eventId);
    const end = events.reduce<CallState | null>(applyCallEvent, call);
    expect(reconcile(end ? [end] : [], snapshot, eventId)).toEqual([]);
    return events.map((event) => (event.type === 'call.transfer' ? event.step : event.type));
  };
  const talks = (leg: typeof from) => ({ ...leg, at: 10_000 });
  const ongoing = (step: 'begun' | 'consulting') =>
    ({
      transferId: 't',
      mode: 'consult',
      extension: '101',
      target: { kind: 'phone', extension: '102' },
      at: 5_000,
      step,
    }) as const;

  it('that began is told, with the hold', () => {
    expect(missed(callAfter(), shown({ answered: talks(from), transfer: ongoing('consulting') }))).toEqual([
      ...['begun', 'call.held', 'consulting'],
    ]);
  });

  it('that was completed: the other talks', () => {
    const call = callAfter(...transfer('consult', 'phone', answers));
    expect(missed(call, shown({ answered: talks(to) }))).toEqual([
      'done',
      'call.resumed',
      'call.released',
      'call.answered',
    ]);
  });

  it('that came to nothing: the agent talks, and the caller is held no more', () => {
    const call = callAfter(...transfer('consult', 'phone', answers));
    expect(missed(call, shown({ answered: talks(from) }))).toEqual(['failed', 'call.resumed']);
  });

  it('that led to the queue: nobody talks', () => {
    expect(missed(callAfter(), shown({}))).toEqual(['call.released']);
  });
});
