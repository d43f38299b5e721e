import fc from 'fast-check';
import type { CallEvent } from '../../../telephony/events.ts';
import {
  beginTransfer,
  stepTransfer,
  type Transfer,
  type TransferEffect,
  type TransferFact,
  type TransferResult,
} from '../../../telephony/transfer.ts';

const from = { offerId: 'leg-201', extension: '201' };
const begin = (mode: Transfer['mode'], target: Transfer['target'] = { kind: 'phone', extension: '202' }) =>
  beginTransfer({ callId: 'c', id: 't', mode, from, target, beganAt: 1_000 });
const moving = () =>
  beginTransfer({
    ...{ callId: 'c', id: 't', mode: 'move', from: null, beganAt: 1_000 },
    target: { kind: 'phone', extension: '202' },
  });
const leg = { offerId: 'leg-202', extension: '202' };

/** What happens, one fact after the other; every event and effect. */
function run(first: TransferResult, ...facts: readonly TransferFact[]) {
  let { transfer } = first;
  const events: CallEvent[] = [...first.events];
  const effects: TransferEffect[] = [...first.effects];
  facts.forEach((fact, index) => {
    if (!transfer) return;
    const next = stepTransfer(transfer, fact, 2_000 + index);
    transfer = next.transfer;
    events.push(...next.events);
    effects.push(...next.effects);
  });
  return { transfer, events, effects, story: events.map(shortly) };
}
const shortly = (event: CallEvent) => {
  if (event.type === 'call.transfer') return `${event.step}${event.reason ? ` ${event.reason}` : ''}`;
  return 'extension' in event ? `${event.type} ${event.extension}` : event.type;
};

describe('a caller who is handed on at once', () => {
  it('is the other’s when the other answers', () => {
    const { transfer, story, effects } = run(begin('blind'), { type: 'rings', leg }, { type: 'answered', leg });
    expect(transfer).toBeNull();
    expect(story).toEqual([...['begun', 'call.released 201', 'call.offered 202', 'call.answered 202', 'done']]);
    expect(effects).toEqual(['hold-caller', 'drop-agent', 'ring-target', 'resume-caller']);
  });

  it.each([
    ['no-answer', 'no-answer'],
    ['refused', 'refused'],
    ['unreachable', 'no-answer'],
  ] as const)('comes to the queue when the other does not take him: %s', (reason, lapse) => {
    const { transfer, story, events, effects } = run(begin('blind'), { type: 'rings', leg }, { type: 'lost', reason });
    expect(transfer).toBeNull();
    expect(story.slice(-2)).toEqual(['offer.lapsed 202', `failed ${reason}`]);
    expect(events.find(({ type }) => type === 'offer.lapsed')).toMatchObject({ reason: lapse });
    expect(effects.at(-1)).toBe('queue-caller');
  });

  it('is nobody’s ring where nothing rang', () => {
    const { story, effects } = run(begin('blind'), { type: 'lost', reason: 'unreachable' });
    expect(story).toEqual(['begun', 'call.released 201', 'failed unreachable']);
    expect(effects.at(-1)).toBe('queue-caller');
  });

  it('comes to the queue at once where that was asked', () => {
    const { transfer, story, effects } = run(begin('blind', { kind: 'queue' }));
    expect(transfer).toBeNull();
    expect(story).toEqual(['begun', 'call.released 201', 'done']);
    expect(effects).toEqual(['drop-agent', 'queue-caller']);
  });

  it('outside of the office is nobody of ours any more', () => {
    const outside = { offerId: 'trunk-3', extension: null };
    const handedOn = run(
      begin('blind', { kind: 'outside', id: '112' }),
      { type: 'rings', leg: outside },
      {
        type: 'answered',
        leg: outside,
      },
    );
    expect(handedOn.story).toEqual(['begun', 'call.released 201', 'done']);
    expect(handedOn.transfer).toBeNull();
  });
});

describe('a caller who is moved out of the queue', () => {
  it('is the agent’s who answers, and nobody has handed him on', () => {
    const { transfer, story, effects, events } = run(moving(), { type: 'rings', leg }, { type: 'answered', leg });
    expect(transfer).toBeNull();
    expect(story).toEqual(['begun', 'call.offered 202', 'call.answered 202', 'done']);
    expect(events[0]).toMatchObject({ mode: 'move', extension: null });
    expect(effects).toEqual(['hold-caller', 'ring-target', 'resume-caller']);
  });

  it.each(['no-answer', 'refused', 'unreachable'] as const)('comes to the queue again: %s', (reason) => {
    const { transfer, story, effects } = run(moving(), { type: 'rings', leg }, { type: 'lost', reason });
    expect(transfer).toBeNull();
    expect(story.slice(-2)).toEqual(['offer.lapsed 202', `failed ${reason}`]);
    expect(effects.at(-1)).toBe('queue-caller');
  });
});

describe('a caller on hold while his agent consults', () => {
  it('is the other’s when the agent completes it', () => {
    const { transfer, story, effects } = run(
      begin('consult'),
      { type: 'rings', leg },
      { type: 'answered', leg },
      { type: 'agent-left' },
    );
    expect(transfer).toBeNull();
    expect(story).toEqual([
      ...['begun', 'call.held', 'consulting', 'call.resumed', 'call.released 201', 'call.answered 202', 'done'],
    ]);
    expect(effects).toEqual(['hold-caller', 'ring-target', 'drop-agent', 'resume-caller']);
  });

  it.each<[string, readonly TransferFact[], string]>([
    [
      'is not answered',
      [
        { type: 'rings', leg },
        { type: 'lost', reason: 'no-answer' },
      ],
      'failed no-answer',
    ],
    ['cannot be reached', [{ type: 'lost', reason: 'unreachable' }], 'failed unreachable'],
    ['is called off', [{ type: 'rings', leg }, { type: 'cancelled' }], 'failed cancelled'],
    ['is called off after a word', [{ type: 'answered', leg }, { type: 'cancelled' }], 'failed cancelled'],
    [
      'hangs up after a word',
      [
        { type: 'answered', leg },
        { type: 'lost', reason: 'refused' },
      ],
      'failed gone',
    ],
  ])('talks to his agent again when the other %s', (_, facts, end) => {
    const { transfer, story, effects } = run(begin('consult'), ...facts);
    expect(transfer).toBeNull();
    expect(story.slice(-2)).toEqual([end, 'call.resumed']);
    expect(effects.at(-1)).toBe('resume-caller');
    expect(story.some((one) => one.includes('released') || one.includes('offered') || one.includes('lapsed'))).toBe(
      false,
    );
  });

  it('comes to the queue when the agent hangs up before an answer', () => {
    const { story, effects } = run(begin('consult'), { type: 'rings', leg }, { type: 'agent-left' });
    expect(story.slice(-3)).toEqual(['failed left', 'call.resumed', 'call.released 201']);
    expect(effects.slice(-3)).toEqual(['drop-target', 'drop-agent', 'queue-caller']);
  });

  it('frees both when he hangs up himself', () => {
    const { story, effects } = run(begin('consult'), { type: 'answered', leg }, { type: 'caller-gone' });
    expect(story.at(-1)).toBe('failed caller-gone');
    expect(effects.slice(-2)).toEqual(['drop-target', 'drop-agent']);
  });
});

describe('three who talk together', () => {
  const three = (...facts: readonly TransferFact[]) =>
    run(begin('consult'), { type: 'rings', leg }, { type: 'answered', leg }, { type: 'joined' }, ...facts);
  const before = ['begun', 'call.held', 'consulting', 'joined', 'call.resumed'];

  it('begin with the caller, who is held no more', () => {
    const { transfer, story, effects } = three();
    expect(transfer?.step).toBe('joined');
    expect(story).toEqual(before);
    expect(effects).toEqual(['hold-caller', 'ring-target', 'join-caller']);
    // Nobody joins whom nobody has answered, and nobody twice.
    expect(run(begin('consult'), { type: 'joined' }).story).toEqual(['begun', 'call.held']);
    expect(three({ type: 'joined' }, { type: 'answered', leg }).story).toEqual(before);
  });

  it.each<[string, TransferFact, readonly string[]]>([
    ['the agent', { type: 'agent-left' }, ['call.released 201', 'call.answered 202', 'done']],
    ['the third', { type: 'lost', reason: 'refused' }, ['failed gone']],
    ['the third, sent away', { type: 'cancelled' }, ['failed cancelled']],
  ])('are the two others when %s leaves', (_, fact, told) => {
    const { transfer, story, effects } = three(fact);
    expect(transfer).toBeNull();
    expect(story).toEqual([...before, ...told]);
    expect(effects.at(-1)).toBe('resume-caller');
  });

  it('are over when the caller leaves', () => {
    const { story, effects } = three({ type: 'caller-gone' });
    expect(story.at(-1)).toBe('failed caller-gone');
    expect(effects.slice(-2)).toEqual(['drop-target', 'drop-agent']);
  });
});

const fact: fc.Arbitrary<TransferFact> = fc.oneof(
  fc.constantFrom<TransferFact>(
    ...([
      { type: 'rings', leg },
      { type: 'answered', leg },
      { type: 'cancelled' },
      { type: 'joined' },
      { type: 'agent-left' },
      { type: 'caller-gone' },
    ] as const),
  ),
  fc.constantFrom('no-answer', 'refused', 'unreachable').map((reason) => ({ type: 'lost', reason }) as const),
);
const start = fc.constantFrom<() => TransferResult>(
  ...[() => begin('blind'), () => begin('consult'), () => begin('consult', { kind: 'outside', id: '112' }), moving],
);

describe('whatever happens to a transfer', () => {
  it('no caller is lost: when it is over he is with somebody, in the queue, or has hung up himself', () => {
    fc.assert(
      fc.property(start, fc.array(fact, { maxLength: 8 }), (make, facts) => {
        const { transfer, events, effects } = run(make(), ...facts);
        if (transfer) return;
        const gone = events.some((event) => event.type === 'call.transfer' && event.reason === 'caller-gone');
        expect(gone || effects.at(-1) === 'resume-caller' || effects.at(-1) === 'queue-caller').toBe(true);
      }),
    );
  });

  it('each event is told once, and whoever is put on hold is taken off it', () => {
    fc.assert(
      fc.property(start, fc.array(fact, { maxLength: 8 }), (make, facts) => {
        const { transfer, events } = run(make(), ...facts);
        const ids = events.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const count = (type: CallEvent['type']) => events.filter((event) => event.type === type).length;
        const gone = events.some((event) => event.type === 'call.transfer' && event.reason === 'caller-gone');
        if (!transfer && !gone) expect(count('call.resumed')).toBe(count('call.held'));
        expect(count('call.answered')).toBeLessThanOrEqual(make === moving ? 1 : count('call.released'));
      }),
    );
  });
});
