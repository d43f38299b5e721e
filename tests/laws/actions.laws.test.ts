import fc from 'fast-check';
import { type ActionField, choicesIn } from '../../server/domain/case/action-form.ts';
import { actionsFor, type CaseAction } from '../../server/domain/case/actions.ts';
import { applyCaseEvent, type CaseState, newCase } from '../../server/domain/case/case.ts';
import { decideAction } from '../../server/domain/case/decide-action.ts';
import type { CaseEvent } from '../../server/domain/case/events.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { wallClock } from '../../server/domain/sop/timekeeper.ts';
import { commonEvents, needEvents, workEvents } from '../../server/domain/sop/work-events.ts';
import { hotlineUnder, shipped } from '../support/sops.ts';

const events = [...workEvents, ...needEvents, ...commonEvents];

const sops = new Map<string, SopDefinition>();
const sopOf = (name: string): SopDefinition => {
  const known = sops.get(name) ?? shipped(name);
  sops.set(name, known);
  return known;
};

const names = ['semarang', 'bandungan', 'depok', 'online', 'offline'] as const;
const { choicesOf } = hotlineUnder(shipped('surabaya'));
const reach = { message: true };

/** How a case comes in: by its first written channel, or by a call that is answered. */
function arrival(sop: SopDefinition): readonly CaseEvent[] {
  const channel = sop.channels.find((one) => one !== 'phone');
  if (channel)
    return [
      { id: 'in', type: 'report.received', at: 0, data: { channel } },
      { id: 'no', type: 'ticket.numbered', at: 0, data: {} },
    ];
  return [
    { id: 'in', type: 'call.arrived', at: 0, data: {} },
    { id: 'no', type: 'ticket.numbered', at: 0, data: {} },
    { id: 'answered', type: 'call.answered', at: 1_000, data: { offerId: 'o', agentId: 'sari' } },
  ];
}

const hungUp = (at: number): CaseEvent => ({ id: `up${at}`, type: 'call.ended', at, data: { endedBy: 'caller' } });

interface Walk {
  readonly sop: SopDefinition;
  state: CaseState;
  readonly log: CaseEvent[];
}

function begin(name: string): Walk {
  const walk: Walk = { sop: sopOf(name), state: newCase, log: [] };
  for (const event of arrival(walk.sop)) take(walk, event);
  return walk;
}

function take(walk: Walk, event: CaseEvent): void {
  walk.log.push(event);
  walk.state = applyCaseEvent(walk.sop, walk.state, event, event.at, wallClock).state;
}

/** What there is to write in a field, or to choose. */
const valueIn = (asked: ActionField): string => {
  const { field, only } = asked;
  const catalogue = field.catalogue === null ? [] : choicesOf('hotline', field.catalogue);
  if (field.type === 'choice') return choicesIn(asked, catalogue)[0]?.code ?? only?.[0] ?? '';
  if (field.type === 'yesno') return 'yes';
  return field.type === 'phone' ? '081234567890' : `isi ${field.name}`;
};

const offeredTo = ({ sop, state }: Walk) => actionsFor(sop, state, reach);
const filled = (walk: Walk, event: string): Record<string, string> => {
  const fields = offeredTo(walk).find((one) => one.event === event)?.fields ?? [];
  const given = Object.fromEntries(
    fields.filter(({ when, required }) => required && !when).map((one) => [one.field.name, valueIn(one)]),
  );
  const needed = fields.filter(({ when }) => when?.values.includes(given[when.field] ?? ''));
  return { ...given, ...Object.fromEntries(needed.map((one) => [one.field.name, valueIn(one)])) };
};

const act = (walk: Walk, event: string, fields = filled(walk, event), at = walk.log.length * 60_000) =>
  decideAction(
    walk.sop,
    walk.state,
    { event, fields },
    {
      by: { userId: 'sari', role: 'agent' },
      ...{ id: `e${walk.log.length}`, messageId: `m${walk.log.length}`, at, reach, sealed: new Set() },
      catalogue: (name) => choicesOf('hotline', name),
      isPerson: () => true,
    },
  );

/** What was decided, done. */
function perform(walk: Walk, event: string): void {
  const decision = act(walk, event);
  if (!decision.ok) throw new Error(`${walk.sop.id}: ${event} was offered and refused`);
  for (const each of decision.events) take(walk, each);
}

const stories = fc.record({
  name: fc.constantFrom(...names),
  choices: fc.array(fc.nat(), { minLength: 1, maxLength: 30 }),
  hangUpAfter: fc.nat({ max: 6 }),
});

function walked(story: { name: string; choices: readonly number[]; hangUpAfter: number }, each: (walk: Walk) => void) {
  const walk = begin(story.name);
  for (const [index, choice] of story.choices.entries()) {
    each(walk);
    if (index === story.hangUpAfter && walk.state.sop.live) take(walk, hungUp(walk.log.length * 60_000));
    const acts = offeredTo(walk);
    if (acts.length === 0) break;
    perform(walk, (acts[choice % acts.length] as CaseAction).event);
  }
  return walk;
}

describe('the acts of any procedure', () => {
  it('that are offered are accepted, and every other one is refused', () => {
    fc.assert(
      fc.property(stories, (story) => {
        walked(story, (walk) => {
          const offered = new Set(offeredTo(walk).map(({ event }) => event));
          for (const event of events) expect([event, act(walk, event).ok]).toEqual([event, offered.has(event)]);
        });
      }),
    );
  });

  it('that lack what the procedure asks for are refused, each missing field by its name', () => {
    fc.assert(
      fc.property(stories, (story) => {
        walked(story, (walk) => {
          for (const { event, fields } of offeredTo(walk)) {
            const all = filled(walk, event);
            for (const { field } of fields.filter(({ required, when }) => required && when === null)) {
              const { [field.name]: _without, ...rest } = all;
              const decision = act(walk, event, rest);
              if (!decision.ok)
                expect(decision).toEqual({ ok: false, faults: [{ field: field.name, code: 'required' }] });
            }
          }
        });
      }),
    );
  });

  it('leave a log from which the case can be told again', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { sop, state, log } = walked(story, () => {});
        let again = newCase;
        for (const event of log) again = applyCaseEvent(sop, again, event, event.at, wallClock).state;
        expect(again).toEqual(state);
      }),
    );
  });

  it.each(names)('of %s lead a case to its end from wherever it stands, and no step is left without one', (name) => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), fc.nat({ max: 6 }), (choices, hangUpAfter) => {
        const walk = walked({ name, choices, hangUpAfter }, () => {});
        if (walk.state.sop.live) take(walk, hungUp(walk.log.length * 60_000));
        for (let left = 40; left > 0 && walk.state.closedAt === null; left--) {
          const acts = offeredTo(walk);
          // Towards the end: what goes back, or asks for more, is left for another day.
          const onward = acts.filter(({ event }) => !/rejected|needed$|asked$/.test(event) || acts.length === 1);
          const next = onward.at(-1) ?? acts.at(-1);
          if (!next) throw new Error(`${name} is stuck after ${walk.log.map(({ type }) => type).join(', ')}`);
          perform(walk, next.event);
        }
        expect(walk.state.status).toBe('closed');
      }),
    );
  });

  it.each(names)('of %s take every branch that its document draws', (name) => {
    const { steps } = sopOf(name);
    const drawn = steps
      .filter(({ scope, kind }) => scope === 'case' && kind === 'step')
      .flatMap(({ id, next }) => next.map(({ on }) => `${id} ${on}`))
      // Offered once the operator has begun to write, which ends the telling first.
      .filter((branch) => branch !== 'tell intake.saved')
      .filter((branch) => events.some((event) => branch.endsWith(` ${event}`)));
    const taken = new Set<string>();
    for (const story of fc.sample(stories, { numRuns: 300, seed: 7 })) {
      walked({ ...story, name }, (walk) => {
        const { runs } = walk.state.sop;
        for (const { step, endedBy } of runs) if (endedBy) taken.add(`${step} ${endedBy.type}`);
        for (const { type } of walk.log) if (type === 'citizen.asked') taken.add(`record ${type}`);
      });
    }
    expect(drawn.filter((branch) => !taken.has(branch))).toEqual([]);
  });
});
