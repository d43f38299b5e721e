import fc from 'fast-check';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { type AlertEffect, initialSopState, type SopEvent, type SopState } from '../../server/domain/sop/state.ts';
import { step } from '../../server/domain/sop/step.ts';
import type { StepDefinition } from '../../server/domain/sop/step-definition.ts';
import { type Timekeeper, wallClock } from '../../server/domain/sop/timekeeper.ts';
import { sopWith, stepWith } from './sops.ts';

/** Something that happens `at` a ms and is handled `lateMs` after it. */
interface Occurrence {
  readonly at: number;
  readonly lateMs: number;
  readonly type: string;
  readonly data: object;
}

/** How long a random story lasts, ms. */
export const storyMs = 150;

const types = ['call.offered', 'call.answered', 'offer.lapsed', 'call.ended', 'case.linked', 'form.saved', 'form.sent'];
/** With what stops clocks and lets them go on. */
export const typesWithStops = [...types, 'call.held', 'call.resumed', 'citizen.asked', 'citizen.replied'];
const someTypes = fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 });

/** Open for 7 ms in every 10, for what is counted in `elapsed`. */
export const oddHours: Timekeeper = {
  dueAt: (clock, from, amount) => (clock === 'elapsed' ? atOpen(openUntil(from) + amount) : from + amount),
  spent: (clock, from, to) => (clock === 'elapsed' ? openUntil(to) - openUntil(from) : to - from),
};
const openUntil = (at: number): number => Math.floor(at / 10) * 7 + Math.min(7, at % 10);
/** The first moment at which so much has been open: the close and not the next opening. */
const atOpen = (open: number): number =>
  open % 7 === 0 && open > 0 ? (open / 7) * 10 - 3 : Math.floor(open / 7) * 10 + (open % 7);

const stepOf = (id: string, pausing: boolean): fc.Arbitrary<StepDefinition> =>
  fc
    .record({
      amount: fc.integer({ min: 1, max: 60 }),
      clock: fc.constantFrom('call' as const, 'elapsed' as const),
      offlineClock: fc.constantFrom('call' as const, 'elapsed' as const),
      pauses: fc.subarray(['hold', 'citizen'] as const),
      warnPercents: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 }),
      rungs: fc.uniqueArray(fc.integer({ min: 50, max: 300 }), { maxLength: 2 }),
      starts: fc.array(
        fc.record(
          {
            on: fc.constantFrom(...types),
            when: fc.constantFrom('live' as const, 'answered' as const, 'offline' as const),
          },
          { requiredKeys: ['on'] },
        ),
        { minLength: 1, maxLength: 2 },
      ),
      ends: someTypes,
      drops: fc.uniqueArray(fc.constantFrom(...types), { maxLength: 2 }),
      perKey: fc.boolean(),
      runsAtMost: fc.constantFrom(1, 2, null),
    })
    .map(({ perKey, warnPercents, rungs, amount, clock, offlineClock, pauses, ...of }) =>
      stepWith({
        ...of,
        id,
        budget: pausing ? { clock, offlineClock, amount } : { clock: 'call', amount },
        pauses: pausing ? pauses : [],
        warnPercents: warnPercents.sort((a, b) => a - b),
        escalate: rungs.sort((a, b) => a - b).map((percent) => ({ percent, to: ['head'], by: ['screen'] })),
        ...(perKey ? { perKey: 'offerId' } : {}),
      }),
    );

const sopOf = (pausing: boolean): fc.Arbitrary<SopDefinition> =>
  fc
    .tuple(...['a', 'b', 'c', 'd', 'e'].map((id) => stepOf(id, pausing)))
    .chain((steps) => fc.integer({ min: 1, max: 5 }).map((count) => steps.slice(0, count)))
    .map(sopWith);

/** A procedure of up to five steps of up to 60 ms. */
export const randomSop = sopOf(false);
/** One whose clocks stop, and stand outside of {@link oddHours}. */
export const randomPausingSop = sopOf(true);

/** What happens, in the order in which it is handled. */
export const randomStory = (
  lateMs: fc.Arbitrary<number>,
  happens: readonly string[] = types,
): fc.Arbitrary<readonly Occurrence[]> =>
  fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: storyMs - 20 }),
        lateMs,
        type: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...happens) },
          { weight: 1, arbitrary: fc.constant('case.closed') },
        ),
        data: fc.oneof(
          fc.record({ offerId: fc.constantFrom('x', 'y'), live: fc.boolean(), agentId: fc.constantFrom('siti', null) }),
          fc.constant({}),
        ),
      }),
      { maxLength: 25, size: 'max' },
    )
    .map((all) => all.sort((a, b) => a.at + a.lateMs - (b.at + b.lateMs)));

export interface Told {
  readonly state: SopState;
  readonly alerts: readonly AlertEffect[];
}

/**
 * The story told to the engine.
 * @param timerAt whether the timer runs at this ms, before what is handled in it; it always runs at the story's end.
 * @param after called after each event, with the moment at which it was handled.
 */
export function tell(
  sop: SopDefinition,
  story: readonly Occurrence[],
  timerAt: (state: SopState, now: number) => boolean,
  after: (told: Told, now: number) => void = () => {},
  time: Timekeeper = wallClock,
): Told {
  let told: Told = { state: initialSopState, alerts: [] };
  const take = (event: SopEvent, now: number) => {
    const { state, effects } = step(sop, told.state, event, now, time);
    told = { state, alerts: [...told.alerts, ...effects] };
    after(told, now);
  };
  const timer = (now: number) => take({ id: `timer:${now}`, type: 'timer', at: now }, now);
  for (let now = 0; now <= storyMs; now += 1) {
    if (timerAt(told.state, now)) timer(now);
    story.forEach(({ at, lateMs, type, data }, index) => {
      if (at + lateMs === now) take({ id: String(index), type, at, data }, now);
    });
  }
  timer(storyMs + 1);
  return told;
}
