import { erlangA } from '../../../../../server/domain/planning/erlang-a.ts';
import { erlangC } from '../../../../../server/domain/planning/erlang-c.ts';

/** Mulberry32: the same numbers for the same seed, in (0, 1). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

interface Course {
  readonly agents: number;
  readonly callsPerSecond: number;
  readonly handleSeconds: number;
  /** Infinity: nobody gives up. */
  readonly patienceSeconds: number;
}

/** Callers one after the other, each served by the agent who is free first: first come, first served, nothing of a formula. */
function simulated(course: Course, threshold: number, callers: number, seed: number) {
  const next = chance(seed);
  const drawn = (mean: number) => -Math.log(next()) * mean;
  const freeAt = new Array<number>(course.agents).fill(0);
  let [now, inTime, abandoned, waited] = [0, 0, 0, 0];
  for (let caller = 0; caller < callers; caller += 1) {
    now += drawn(1 / course.callsPerSecond);
    const patience =
      course.patienceSeconds === Number.POSITIVE_INFINITY ? course.patienceSeconds : drawn(course.patienceSeconds);
    let first = 0;
    for (let agent = 1; agent < freeAt.length; agent += 1)
      if ((freeAt[agent] ?? 0) < (freeAt[first] ?? 0)) first = agent;
    const wait = Math.max(0, (freeAt[first] ?? 0) - now);
    const handled = drawn(course.handleSeconds);
    waited += Math.min(wait, patience);
    if (wait > patience) {
      abandoned += 1;
      continue;
    }
    freeAt[first] = now + wait + handled;
    if (wait <= threshold) inTime += 1;
  }
  return { inTime: inTime / callers, abandoned: abandoned / callers, waitSeconds: waited / callers };
}

const callers = 300_000;
const courses: Course[] = [
  { agents: 14, callsPerSecond: 100 / 1_800, handleSeconds: 180, patienceSeconds: 120 },
  { agents: 3, callsPerSecond: 40 / 1_800, handleSeconds: 200, patienceSeconds: 45 },
  { agents: 1, callsPerSecond: 5 / 1_800, handleSeconds: 240, patienceSeconds: 300 },
  { agents: 30, callsPerSecond: 300 / 1_800, handleSeconds: 190, patienceSeconds: 600 },
];

it.each(courses)('$agents agents whose callers give up fare as Erlang A says, whoever counts', (course) => {
  for (const threshold of [0, 20, 90]) {
    const happened = simulated(course, threshold, callers, 12);
    const told = erlangA(course.agents, course, course.patienceSeconds, threshold);
    expect(Math.abs(told.inTime - happened.inTime)).toBeLessThan(0.01);
    expect(Math.abs(told.abandoned - happened.abandoned)).toBeLessThan(0.01);
    expect(Math.abs((told.waitSeconds ?? 0) / happened.waitSeconds - 1)).toBeLessThan(0.05);
  }
});

it.each(courses.filter(({ agents, callsPerSecond, handleSeconds }) => agents > callsPerSecond * handleSeconds * 1.1))(
  '$agents agents whose callers stay fare as Erlang C says, whoever counts',
  (course) => {
    const happened = simulated({ ...course, patienceSeconds: Number.POSITIVE_INFINITY }, 20, callers, 7);
    const told = erlangC(course.agents, course, 20);
    expect(Math.abs(told.inTime - happened.inTime)).toBeLessThan(0.01);
    expect(Math.abs((told.waitSeconds ?? 0) / happened.waitSeconds - 1)).toBeLessThan(0.06);
  },
);
