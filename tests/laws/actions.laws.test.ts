import fc from 'fast-check';
import { applyCaseEvent, type CaseState, newCase } from '../../server/domain/case/case.ts';
import { contentOf } from '../../server/domain/case/contents.ts';
import type { ActionData, CaseEvent } from '../../server/domain/case/events.ts';
import { waitingOf } from '../../server/domain/case/waiting.ts';
import { fieldIn, fieldNames } from '../../server/domain/fields/standard.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { wallClock } from '../../server/domain/sop/timekeeper.ts';
import {
  commonEvents,
  isActionEvent,
  needEvents,
  workEventOf,
  workEvents,
} from '../../server/domain/sop/work-events.ts';
import { type Course, courseOf, decide, filled, offered, perform, settle, story, take } from '../support/courses.ts';
import { shipped, sopNames } from '../support/sops.ts';

const sops = new Map<string, SopDefinition>(sopNames.map((name) => [name, shipped(name)]));
const events = [...workEvents, ...needEvents, ...commonEvents];
const runs = { numRuns: 50 };

/** Everything that happens in random courses under the procedure. */
const always = (name: string, each: (course: Course) => void) =>
  fc.assert(
    fc.property(story, (one) => {
      courseOf(sops.get(name) as SopDefinition, one, each);
    }),
    runs,
  );

describe.each(sopNames)('whatever happens to a case under %s', (name) => {
  const sop = sops.get(name) as SopDefinition;

  it('while it is open it waits for somebody, by a clock that runs or for a reason that none does', () => {
    always(name, ({ state }) => {
      const waiting = waitingOf(sop, state);
      if (state.closedAt !== null) return expect(waiting).toEqual([]);
      if (state.status !== 'waiting') expect(waiting.length).toBeGreaterThan(0);
      for (const { run, step, untimed } of waiting) {
        const clockRuns = run !== null && run.dueAt !== null && run.clock !== null && run.stoppedAt === null;
        expect([step?.id, untimed === null]).toEqual([step?.id, clockRuns]);
      }
    });
  });

  it('whoever it waits for can do something about it, or words are on their way, or the line decides', () => {
    always(name, (course) => {
      const { state, waiting: onTheirWay } = course;
      if (state.closedAt !== null || state.status === 'waiting') return;
      const can = new Set<string>(offered(course).map(({ event }) => event));
      for (const { step } of waitingOf(sop, state)) {
        const ends = step === null ? ['case.ended'] : step.ends;
        const possible =
          ends.some((event) => can.has(event)) ||
          onTheirWay.length > 0 ||
          (state.sop.live && !ends.every(isActionEvent)) ||
          // A step of the citizen's ends by the work that follows it.
          (step?.actor === 'citizen' && can.size > 0);
        expect([step?.id, [...can], possible]).toEqual([step?.id, [...can], true]);
      }
    });
  });

  it('nobody counts as told or asked but by a message that was taken, on the line, or by a letter with its proof', () => {
    let told = 0;
    const check = ({ log, taken, state }: Course) => {
      const last = log.at(-1);
      if (!last || workEventOf(last.type)?.says === undefined) return;
      told += 1;
      const { via, messageId = '', fields = {} } = last.data as ActionData;
      if (via === 'message') expect(taken).toContain(messageId);
      else if (via === 'letter')
        expect([last.type, fields.proof ?? contentOf(state, 'proof')]).toEqual([
          'answer.sent',
          expect.stringMatching(/./),
        ]);
      else expect([via, liveBefore(log)]).toEqual(['call', true]);
    };
    fc.assert(
      fc.property(story, (one) => {
        courseOf(sop, one, check);
      }),
      { numRuns: 200 },
    );
    expect(told).toBeGreaterThan(0);
  });

  it('what was written in a form takes nobody’s work away and leaves no answer untold, where there is a citizen', () => {
    const nobody = new Set(sop.steps.flatMap(({ closes }) => closes?.drops ?? []));
    const owed = ({ state }: Course) =>
      state.sop.runs.flatMap(({ step: id, verdict }) => {
        const step = sop.steps.find((one) => one.id === id);
        const others = !['agent', 'citizen', 'system'].includes(step?.actor ?? '');
        const tells = step?.ends.some((event) => workEventOf(event)?.says?.as === 'answer') ?? false;
        return verdict === 'running' && step?.kind === 'step' && (others || tells) ? [step] : [];
      });
    fc.assert(
      fc.property(story, (one) => {
        let before: readonly { readonly id: string; readonly ends: readonly string[] }[] = [];
        courseOf(sop, one, (course) => {
          const last = course.log.at(-1)?.type ?? '';
          const isNobody = nobody.has(course.state.disposition ?? '');
          if (course.state.closedAt !== null && last !== 'case.ended' && !isNobody)
            expect(before.filter(({ ends }) => !ends.includes(last)).map(({ id }) => id)).toEqual([]);
          before = owed(course);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('an action asked for again under its id, however much later, has one event of that id, so that it is known', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { log, done } = courseOf(sop, one);
        const ids = log.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(done.filter(({ id }) => !ids.includes(id))).toEqual([]);
      }),
      runs,
    );
  });

  it('what is offered is accepted with its fields filled in, and nothing else is', () => {
    fc.assert(
      fc.property(story, (one) => {
        const course = courseOf(sop, one);
        const can = new Map(offered(course).map((action) => [action.event as string, action]));
        for (const event of events) {
          const action = can.get(event);
          const { ok } = decide(course, event, action ? filled(course, action, course.log.length) : everything);
          expect([event, ok]).toEqual([event, action !== undefined]);
        }
      }),
      runs,
    );
  });

  it('what lacks something that it asks for is refused, and the field is named', () => {
    always(name, (course) => {
      for (const action of offered(course)) {
        const all = filled(course, action);
        for (const [field, value] of Object.entries(all)) {
          const { [field]: _left, ...rest } = all;
          const decision = decide(course, action.event, rest);
          // What the case says already need not be said again, and where there is one way it need not be chosen.
          if (decision.ok)
            expect([action.event, field, standsIn(course, field, value)]).toEqual([action.event, field, true]);
          else expect(decision).toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ field })]) });
        }
      }
    });
  });

  it('the log, told again, makes the same case', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { state, log } = courseOf(sop, one);
        const log2 = JSON.parse(JSON.stringify(log)) as CaseEvent[];
        const again = log2.reduce<CaseState>(
          (before, event) => applyCaseEvent(sop, before, event, event.at, wallClock).state,
          newCase,
        );
        expect(again).toEqual(state);
      }),
      runs,
    );
  });

  it('it goes every way that the document draws and people choose', () => {
    const left = new Set(
      sop.steps
        .filter(({ scope, kind, shares }) => scope === 'case' && kind === 'step' && shares === null)
        .flatMap(({ id, ends, next }) => {
          // Whoever writes has begun to write, which ends the step first.
          const typed = ends.find((event) => workEventOf(event)?.byTyping);
          return next.flatMap(({ on }) => (isActionEvent(on) && on === (typed ?? on) ? [`${id} ${on}`] : []));
        }),
    );
    for (let seed = 1; seed <= 20 && left.size > 0; seed += 1) {
      for (const one of fc.sample(story, { numRuns: 200, seed })) {
        const { state, log } = courseOf(sop, one);
        for (const { step, endedBy } of state.sop.runs) {
          left.delete(`${step} ${endedBy?.type}`);
          // Those that end nothing stop its clock.
          for (const { type } of log) if (/asked$|replied$/.test(type)) left.delete(`${step} ${type}`);
        }
      }
    }
    expect([...left]).toEqual([]);
  });

  it('its procedure leads it to its end from wherever it stands', () => {
    fc.assert(
      fc.property(story, (one) => {
        const course = courseOf(sop, one);
        if (course.state.sop.live) take(course, hungUp(course));
        for (let left = 60; left > 0 && course.state.closedAt === null; left--) {
          course.at += 60_000;
          if (course.waiting.length > 0) settle(course, true);
          else goOn(course);
        }
        expect([course.state.status, course.log.map(({ type }) => type)]).toEqual([
          expect.stringMatching(/^(closed|abandoned)$/),
          expect.anything(),
        ]);
      }),
      runs,
    );
  });
});

/** Every field there is, with something that could stand in it. */
const everything = Object.fromEntries(
  fieldNames({ fields: {} }).map((name) => [name, fieldIn({ fields: {} }, name)?.choices[0]?.code ?? 'isi']),
);

const hungUp = ({ at }: Course): CaseEvent => ({ id: `up ${at}`, type: 'call.ended', at, data: { endedBy: 'caller' } });

function liveBefore(log: readonly CaseEvent[]): boolean {
  const [line] = log.filter(({ type }) => ['call.answered', 'call.ended', 'case.linked'].includes(type)).slice(-1);
  return line?.type === 'call.answered' || (line?.type === 'case.linked' && line.data.live);
}

/** Whether the case says it already, or it is the only way that there is. */
function standsIn(course: Course, field: string, value: string): boolean {
  if (field === 'phone') return course.reach.message;
  return field === 'via' || field === 'callerName' || contentOf(course.state, field) !== null || value === '';
}

/** Towards the end: what goes back, or asks for more, is left for another day. */
function goOn(course: Course): void {
  const own = offered(course).filter(({ step }) => step !== null);
  const onward = own.filter(({ event }) => !/rejected|returned|needed$|asked$|noted$|refused$/.test(event));
  const next = onward.at(-1) ?? own.at(-1);
  if (!next) throw new Error(`${course.sop.id} is stuck after ${course.log.map(({ type }) => type).join(', ')}`);
  perform(course, next, 0);
}
