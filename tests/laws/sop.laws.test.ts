import fc from 'fast-check';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import type { SopState, StepRun } from '../../server/domain/sop/state.ts';
import { nextDeadline } from '../../server/domain/sop/step.ts';
import { randomSop, randomStory, storyMs, type Told, tell } from '../support/scenario-random.ts';

const punctual = randomStory(fc.constant(0));
const late = randomStory(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })));

const everyMs = () => true;
const never = () => false;
/** As the server does: when the next deadline has come. */
const onDeadline = (sop: SopDefinition) => (state: SopState, now: number) => {
  const next = nextDeadline(sop, state);
  return next !== null && next <= now;
};

/** The moments at which a run has to speak, worked out from the procedure alone. */
function expectedOf(sop: SopDefinition, { step: id, startedAt }: StepRun) {
  const definition = sop.steps.find((candidate) => candidate.id === id);
  if (!definition) throw new Error(`there is no step ${id}`);
  const { budgetMs, warnPercents } = definition;
  const warnings = warnPercents.map((percent) => Math.ceil(startedAt + (budgetMs * percent) / 100));
  const due = startedAt + budgetMs;
  return [
    ...warnings.map((at) => ({ kind: 'warning', dueAt: at, firesAt: at })),
    { kind: 'breach', dueAt: due, firesAt: due + 1 },
  ];
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
        for (const { dueAt, firedAt, kind } of told.alerts) expect(firedAt).toBe(kind === 'breach' ? dueAt + 1 : dueAt);
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
          const inTime = run.endedAt <= run.dueAt;
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
