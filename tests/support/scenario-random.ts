import fc from 'fast-check';
import type { SopDefinition, StepDefinition } from '../../server/domain/sop/definition.ts';
import { type AlertEffect, initialSopState, type SopEvent, type SopState } from '../../server/domain/sop/state.ts';
import { step } from '../../server/domain/sop/step.ts';

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
const someTypes = fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 });

const stepOf = (id: string): fc.Arbitrary<StepDefinition> =>
  fc
    .record({
      budgetMs: fc.integer({ min: 1, max: 60 }),
      warnPercents: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 }),
      starts: fc.array(
        fc.record(
          { on: fc.constantFrom(...types), when: fc.constantFrom('live' as const, 'answered' as const) },
          { requiredKeys: ['on'] },
        ),
        { minLength: 1, maxLength: 2 },
      ),
      ends: someTypes,
      drops: fc.uniqueArray(fc.constantFrom(...types), { maxLength: 2 }),
      perKey: fc.boolean(),
    })
    .map(({ perKey, warnPercents, ...of }) => ({
      ...of,
      id,
      number: 1,
      name: { id, en: id },
      actor: 'agent' as const,
      warnPercents: warnPercents.sort((a, b) => a - b),
      ...(perKey ? { perKey: 'offerId' } : {}),
    }));

/** A procedure of up to five steps of up to 60 ms. */
export const randomSop: fc.Arbitrary<SopDefinition> = fc
  .tuple(...['a', 'b', 'c', 'd', 'e'].map(stepOf))
  .chain((steps) => fc.integer({ min: 1, max: 5 }).map((count) => steps.slice(0, count)))
  .map((steps) => ({ id: 'p', version: '1', title: { id: 'p', en: 'p' }, source: 's', steps }));

/** What happens, in the order in which it is handled. */
export const randomStory = (lateMs: fc.Arbitrary<number>): fc.Arbitrary<readonly Occurrence[]> =>
  fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: storyMs - 20 }),
        lateMs,
        type: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...types) },
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
): Told {
  let told: Told = { state: initialSopState, alerts: [] };
  const take = (event: SopEvent, now: number) => {
    const { state, effects } = step(sop, told.state, event, now);
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
