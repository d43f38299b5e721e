import fc from 'fast-check';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import type { SopState, StepRun } from '../../server/domain/sop/state.ts';
import { nextDeadline } from '../../server/domain/sop/step.ts';
import {
  oddHours,
  randomPausingSop,
  randomSop,
  randomStory,
  storyMs,
  type Told,
  tell,
  typesWithStops,
} from '../support/scenario-random.ts';

const punctual = randomStory(fc.constant(0));
const late = randomStory(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })));

const lateWithStops = randomStory(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })), typesWithStops);
const punctualWithStops = randomStory(fc.constant(0), typesWithStops);

const everyMs = () => true;
const never = () => false;
/** As the server does: when the next deadline has come. */
const onDeadline = (sop: SopDefinition) => (state: SopState, now: number) => {
  const next = nextDeadline(sop, state);
  return next !== null && next <= now;
};

/** The moments at which a run has to speak, worked out from the procedure alone, where no clock ever stops. */
function expectedOf(sop: SopDefinition, { step: id, startedAt }: StepRun) {
  const definition = sop.steps.find((candidate) => candidate.id === id);
  if (!definition?.budget) throw new Error(`there is no step ${id} with a budget`);
  const { amount } = definition.budget;
  const at = (percent: number) => Math.ceil(startedAt + (amount * percent) / 100);
  const all = [
    ...definition.warnPercents.map((percent) => ({ kind: 'warning', percent })),
    { kind: 'breach', percent: 100 },
    ...definition.escalate.map(({ percent }) => ({ kind: 'escalation', percent })),
  ].sort((a, b) => a.percent - b.percent);
  return all.map(({ kind, percent }) => ({ kind, dueAt: at(percent), firesAt: at(percent) + (percent < 100 ? 0 : 1) }));
}
const said = ({ alerts }: Told, runId: string) =>
  alerts.filter((alert) => alert.runId === runId).map(({ kind, dueAt }) => `${kind} ${dueAt}`);
const inOrder = ({ alerts }: Told) => alerts.map(({ kind, runId, dueAt }) => `${runId} ${kind} ${dueAt}`).sort();
const verdicts = ({ state }: Told) =>
  state.runs.map(({ id, verdict, startedAt, endedAt }) => [id, verdict, startedAt, endedAt]);

describe('of any procedure and any story', () => {
  it('a clock that ticks every millisecond and one that wakes at deadlines tell the same, to the last field', () => {
    fc.assert(
      fc.property(randomSop, late, (sop, story) => {
        expect(tell(sop, story, onDeadline(sop))).toEqual(tell(sop, story, everyMs));
      }),
      { numRuns: 300 },
    );
  });

  it('no clock at all comes to the same alerts and verdicts, when everything is handled as it happens', () => {
    fc.assert(
      fc.property(randomSop, punctual, (sop, story) => {
        const [with_, without] = [tell(sop, story, everyMs), tell(sop, story, never)];
        expect(without.state).toEqual(with_.state);
        expect(inOrder(without)).toEqual(inOrder(with_));
      }),
      { numRuns: 300 },
    );
  });

  it('verdicts and moments do not depend on any clock, however late a thing is heard of', () => {
    fc.assert(
      fc.property(randomSop, late, (sop, story) => {
        expect(verdicts(tell(sop, story, never))).toEqual(verdicts(tell(sop, story, everyMs)));
      }),
      { numRuns: 300 },
    );
  });

  it('every run says each of its thresholds once, at its moment, until it ends', () => {
    fc.assert(
      fc.property(randomSop, punctual, (sop, story) => {
        const told = tell(sop, story, onDeadline(sop));
        for (const run of told.state.runs) {
          const until = run.endedAt ?? storyMs + 1;
          const expected = expectedOf(sop, run).filter(({ firesAt }) => firesAt <= until);
          expect(said(told, run.id)).toEqual(expected.map(({ kind, dueAt }) => `${kind} ${dueAt}`));
        }
        for (const { dueAt, firedAt, percent } of told.alerts) expect(firedAt).toBe(percent < 100 ? dueAt : dueAt + 1);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is said twice, and nothing said is taken back', () => {
    fc.assert(
      fc.property(randomSop, late, (sop, story) => {
        let before: Told | null = null;
        const told = tell(sop, story, onDeadline(sop), (now) => {
          expect(now.alerts.slice(0, before?.alerts.length ?? 0)).toEqual(before?.alerts ?? []);
          for (const run of now.state.runs) {
            const was = before?.state.runs.find(({ id }) => id === run.id);
            expect(run.fired).toBeGreaterThanOrEqual(was?.fired ?? 0);
            if (was && was.verdict !== 'running') expect(run).toEqual(was);
          }
          before = now;
        });
        for (const run of told.state.runs) {
          const all = expectedOf(sop, run).map(({ kind, dueAt }) => `${kind} ${dueAt}`);
          expect(said(told, run.id)).toEqual(all.slice(0, run.fired));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a verdict says what the moments say; one that an alert had contradicted says so', () => {
    let corrected = 0;
    fc.assert(
      fc.property(randomSop, late, (sop, story) => {
        const told = tell(sop, story, onDeadline(sop));
        for (const run of told.state.runs) {
          const breachSaid = said(told, run.id).some((alert) => alert.startsWith('breach'));
          if (run.endedAt === null) {
            expect(run).toMatchObject({ verdict: 'running', corrected: false });
            continue;
          }
          const inTime = run.endedAt <= (run.dueAt as number);
          expect(run.verdict === 'breached').toBe(!inTime);
          expect(run.corrected).toBe(inTime && breachSaid);
          // Whatever was breached was announced.
          if (!inTime) expect(breachSaid).toBe(true);
          corrected += run.corrected ? 1 : 0;
        }
      }),
      { numRuns: 500 },
    );
    expect(corrected).toBeGreaterThan(0);
  });

  it('the next deadline is the first moment not yet spoken of, and lies ahead', () => {
    let seen = 0;
    fc.assert(
      fc.property(randomSop, late, (sop, story) => {
        tell(sop, story, onDeadline(sop), ({ state }, now) => {
          const running = state.runs.filter(({ verdict }) => verdict === 'running');
          const ahead = running
            .flatMap((run) => expectedOf(sop, run).map(({ firesAt }) => firesAt))
            .filter((at) => at > now);
          const next = nextDeadline(sop, state);
          expect(next).toBe(ahead.length === 0 ? null : Math.min(...ahead));
          seen += next === null ? 0 : 1;
        });
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});

describe('of any procedure whose clocks stop, with any hours', () => {
  const hours = (sop: SopDefinition, story: Parameters<typeof tell>[1], timerAt: Parameters<typeof tell>[2]) =>
    tell(sop, story, timerAt, undefined, oddHours);

  it('a fine clock and a coarse one tell the same, to the last field', () => {
    fc.assert(
      fc.property(randomPausingSop, lateWithStops, (sop, story) => {
        expect(hours(sop, story, onDeadline(sop))).toEqual(hours(sop, story, everyMs));
      }),
      { numRuns: 300 },
    );
  });

  it('verdicts and moments do not depend on any clock, however late a thing is heard of', () => {
    fc.assert(
      fc.property(randomPausingSop, lateWithStops, (sop, story) => {
        expect(verdicts(hours(sop, story, never))).toEqual(verdicts(hours(sop, story, everyMs)));
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is said twice, no deadline lies in the past', () => {
    fc.assert(
      fc.property(randomPausingSop, lateWithStops, (sop, story) => {
        const after = ({ state, alerts }: Told, now: number) => {
          const keys = alerts.map(({ runId, kind, percent }) => `${runId} ${kind} ${percent}`);
          expect(new Set(keys).size).toBe(keys.length);
          const next = nextDeadline(sop, state);
          if (next !== null) expect(next).toBeGreaterThan(now);
        };
        tell(sop, story, onDeadline(sop), after, oddHours);
      }),
      { numRuns: 300 },
    );
  });

  it('a run that is met has spent no more than its budget, and one that is breached has spent more', () => {
    let [met, breached, stopped] = [0, 0, 0];
    fc.assert(
      fc.property(randomPausingSop, punctualWithStops, (sop, story) => {
        for (const run of hours(sop, story, onDeadline(sop)).state.runs) {
          const budget = sop.steps.find(({ id }) => id === run.step)?.budget?.amount as number;
          if (run.verdict === 'met') {
            expect(run.spent).toBeLessThanOrEqual(budget);
            met += 1;
          }
          if (run.verdict === 'breached') {
            // At the close itself no more is spent than at the due moment, and the next opening is later.
            expect(run.spent).toBeGreaterThanOrEqual(budget);
            breached += 1;
          }
          stopped += run.endedAt !== null && run.spent < run.endedAt - run.startedAt ? 1 : 0;
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(met, breached, stopped)).toBeGreaterThan(50);
  });
});
