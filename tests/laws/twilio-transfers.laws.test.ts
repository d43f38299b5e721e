import fc from 'fast-check';
import type { CallEvent } from '../../telephony/events.ts';
import type { Effect } from '../../telephony/twilio/voice/effect.ts';
import type { LegStatus } from '../../telephony/twilio/voice/legs.ts';
import { createQueue, type Queue } from '../../telephony/twilio/voice/queue.ts';

const start = 1_763_800_000_000;
const caller = `CA${'1'.repeat(32)}`;
const agentLeg = `CA${'2'.repeat(32)}`;
const otherLeg = `CA${'3'.repeat(32)}`;
const [firstRoom, newRoom] = [`CF${'1'.repeat(32)}`, `CF${'2'.repeat(32)}`];
const id = '17';

/** One word of Twilio's, with when it happened: ms since the transfer was asked for. */
type Word = readonly [at: number, say: (queue: Queue, at: number, now: number) => void];

const joins =
  (room: string, mark: string | null): Word[1] =>
  (queue, at, now) =>
    void queue.waiting(caller, room, at, now, mark);
const leaves =
  (legSid: string, conferenceSid: string, status: LegStatus = 'in-progress'): Word[1] =>
  (queue, at, now) =>
    queue.left(caller, { legSid, status, at, conferenceSid }, now);
const ends =
  (conferenceSid: string, by: string): Word[1] =>
  (queue, at, now) =>
    queue.conferenceEnded(caller, { conferenceSid, by, at }, now);
const agent =
  (status: LegStatus): Word[1] =>
  (queue, at, now) =>
    queue.leg(caller, { extension: '101', legSid: agentLeg, status, at }, now);
const other =
  (status: LegStatus): Word[1] =>
  (queue, at, now) =>
    queue.targetLeg(caller, id, { legSid: otherLeg, status, at }, now);

/** What is said again of what was before: the caller came into his first room, and the agent answered. */
const before: readonly Word[] = [
  [0, joins(firstRoom, null)],
  [0, agent('ringing')],
  [0, agent('in-progress')],
];
const led: readonly Word[] = [
  [10, leaves(caller, firstRoom)],
  [11, ends(firstRoom, caller)],
  [12, leaves(agentLeg, firstRoom, 'completed')],
  [13, agent('completed')],
  [20, joins(newRoom, id)],
  [100, other('initiated')],
  [150, other('ringing')],
];
const held: readonly Word[] = [
  [5, (queue, at, now) => queue.held(caller, { on: true, order: 9, at }, now)],
  [100, other('initiated')],
  [150, other('ringing')],
];
const agentGoes: readonly Word[] = [
  [4_000, leaves(agentLeg, firstRoom, 'completed')],
  [4_001, agent('completed')],
];

/** Each with who is with the caller at the end: an extension, or null: he is in the queue. */
const stories: Readonly<
  Record<string, { mode: 'blind' | 'consult'; words: readonly Word[]; endsWith: string | null }>
> = {
  'at once, and taken': { mode: 'blind', words: [...led, [2_000, other('in-progress')]], endsWith: '102' },
  'at once, and not answered': { mode: 'blind', words: [...led, [2_000, other('no-answer')]], endsWith: null },
  'at once, and refused': { mode: 'blind', words: [...led, [2_000, other('busy')]], endsWith: null },
  'after a consultation by hanging up': {
    mode: 'consult',
    words: [...held, [2_000, other('in-progress')], ...agentGoes],
    endsWith: '102',
  },
  'and not taken after a consultation': {
    mode: 'consult',
    words: [...held, [2_000, other('in-progress')], [3_000, other('completed')]],
    endsWith: '101',
  },
  'and the agent hangs up while it rings': { mode: 'consult', words: [...held, ...agentGoes], endsWith: null },
};

function run(mode: 'blind' | 'consult', order: readonly Word[]) {
  const events: CallEvent[] = [];
  const effects: Effect[] = [];
  let now = start;
  const queue = createQueue({
    name: 'twilio',
    queue: 'hotline',
    ringMs: 20_000,
    restMs: 5_000,
    ringsAtOnce: () => true,
    emit: (event) => void ('callId' in event && events.push(event)),
    act: (effect) => void effects.push(effect),
  });
  let held = mode === 'consult';
  const answer = () => {
    for (const effect of effects.splice(0)) {
      if (effect.type === 'ring') queue.ringMade(caller, effect.extension, agentLeg, now);
      if (effect.type === 'ring-target') queue.targetMade(caller, effect.transfer.id, otherLeg, now);
      if (effect.type === 'look') queue.looked(caller, true, now);
      if (effect.type === 'cancel') queue.cancelled(caller, effect.legSid, 'canceled', now);
      if (effect.type === 'lead') queue.waiting(caller, `CF${effect.mark.padStart(32, '0')}`, now, now, effect.mark);
      if (effect.type === 'resume') {
        held = false;
        queue.resumed(caller, now);
      }
    }
  };
  const checked = () => {
    const call = queue.calls.get(caller);
    // Nobody has said that he hung up.
    const somewhere = call?.answered || call?.transfer || call?.intent || call?.queuedAt || call?.outside;
    if (!somewhere) throw new Error('the caller is nowhere');
  };
  queue.arrived({ sid: caller, ani: null, dnis: '+622150001234' }, now);
  queue.member('101', false, now);
  queue.waiting(caller, firstRoom, now, now);
  answer();
  agent('in-progress')(queue, now, now);
  queue.leaveQueue('101');
  now += 1_000;
  const call = queue.byId(`twilio-${caller}`);
  if (!call) throw new Error('the caller is not there');
  const intent = { id, target: { kind: 'phone', extension: '102' } as const, address: 'client:agent_102' };
  queue.intend(call, intent);
  // Twilio's answer to our request comes among its webhooks where the caller is led elsewhere.
  if (mode === 'consult') {
    queue.notIntended(call, id);
    queue.handOn(caller, 'consult', intent, now);
  }
  const asked = now;
  for (const [at, say] of order) {
    now = Math.max(now + 1, asked + at);
    say(queue, asked + at, now);
    answer();
    checked();
  }
  if (mode === 'blind') queue.handOn(caller, 'blind', intent, now);
  answer();
  for (let turn = 0; turn < 40; turn++) {
    now += 3_000;
    queue.tick(now);
    answer();
    checked();
  }
  const { answered = null, transfer } = queue.calls.get(caller) ?? {};
  const ids = events.map((event) => event.id);
  expect(new Set(ids).size).toBe(ids.length);
  return { endsWith: answered?.extension ?? null, transfer, held, position: queue.position(caller), events };
}

/** Doubled as said, in any order as far as Twilio may turn them around: by less than a second or two. */
const disorder = (words: readonly Word[]) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: words.length, maxLength: words.length }),
      fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 3 * words.length, maxLength: 3 * words.length }),
    )
    .map(([times, late]) =>
      words
        .flatMap((word, index) =>
          Array.from({ length: times[index] ?? 1 }, (_, n) => ({ word, by: late[3 * index + n] ?? 0 })),
        )
        .map(({ word, by }) => ({ word, heardAt: word[0] + by }))
        .sort((one, next) => one.heardAt - next.heardAt)
        .map(({ word }) => word),
    );

describe("Twilio's word of a caller who is handed on, doubled, late and out of order", () => {
  it.each(Object.entries(stories))(
    '%s: ends the same, and he is always with somebody or in the queue',
    (_name, story) => {
      fc.assert(
        fc.property(disorder([...before, ...story.words]), (order) => {
          const { endsWith, transfer, held, position } = run(story.mode, order);
          expect(transfer ?? null).toBeNull();
          expect(endsWith).toBe(story.endsWith);
          expect(position).toBe(story.endsWith === null ? 1 : null);
          // Whoever talks to him hears him.
          if (story.endsWith !== null) expect(held).toBe(false);
        }),
        { numRuns: 100 },
      );
    },
  );

  it.each(Object.entries(stories))(
    '%s: whatever is lost, he is with somebody or in the queue at the end',
    (_name, story) => {
      fc.assert(
        fc.property(fc.subarray([...story.words]), (words) => {
          const { endsWith, transfer, position } = run(story.mode, words);
          // A consultation may go on for as long as nobody says that it is over.
          expect(endsWith !== null || position === 1 || transfer?.mode === 'consult').toBe(true);
        }),
        { numRuns: 100 },
      );
    },
  );
});
