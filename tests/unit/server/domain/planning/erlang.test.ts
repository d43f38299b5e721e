import { erlangA } from '../../../../../server/domain/planning/erlang-a.ts';
import { erlangC } from '../../../../../server/domain/planning/erlang-c.ts';
import { agentsNeeded, modelled } from '../../../../../server/domain/planning/staffing.ts';

const perHour = (calls: number, handleSeconds: number) => ({ callsPerSecond: calls / 3_600, handleSeconds });

it.each([
  // Traffic tables of Erlang B: the load at which one call in a hundred, or in a thousand, is lost.
  [1, 0.0101, 0.01],
  [5, 1.36, 0.01],
  [10, 4.46, 0.01],
  [20, 12.03, 0.01],
  [50, 37.9, 0.01],
  [100, 84.06, 0.01],
  [10, 3.09, 0.001],
  [100, 75.24, 0.001],
])('%d lines with %d erlangs lose the published share of calls', (lines, load, lost) => {
  // Of as many agents with the same load so many wait, and from either share follows the other.
  const { waits, occupancy } = erlangC(lines, { callsPerSecond: load, handleSeconds: 1 }, 0);
  const blocked = (waits * (1 - occupancy)) / (1 - occupancy * waits);
  expect(Math.abs(blocked - lost) / lost).toBeLessThan(0.01);
});

it('ten erlangs and 14 agents make 17 callers in a hundred wait, and 89 be answered in 20 seconds', () => {
  // 100 calls in half an hour of 180 s: the example that many calculators come with.
  const ten = erlangC(14, { callsPerSecond: 100 / 1_800, handleSeconds: 180 }, 20);
  expect(ten.occupancy).toBeCloseTo(10 / 14, 12);
  expect(ten.waits).toBeCloseTo(0.1741, 3);
  expect(ten.inTime).toBeCloseTo(0.8883, 3);
  expect(ten.waitSeconds).toBeCloseTo(7.8, 1);
});

/** By the definition with factorials, which is exact while numbers are small. */
function exactWaits(agents: number, load: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; k < agents; k += 1) {
    term *= load / k;
    sum += term;
  }
  const last = ((term * load) / agents) * (agents / (agents - load));
  return last / (sum + last);
}

it.each([
  [1, 0.5],
  [2, 1],
  [7, 6.9],
  [40, 31.5],
])('%d agents with %d erlangs make callers wait as the definition says', (agents, load) => {
  expect(erlangC(agents, { callsPerSecond: load, handleSeconds: 1 }, 0).waits).toBeCloseTo(
    exactWaits(agents, load),
    10,
  );
});

it('one agent is the queue of one server, whose waits are known by heart', () => {
  const told = erlangC(1, { callsPerSecond: 0.5, handleSeconds: 1 }, 2);
  expect(told.waitSeconds).toBeCloseTo(1, 12);
  expect(told.inTime).toBeCloseTo(1 - 0.5 * Math.exp(-1), 12);
});

it('a load that agents cannot carry is never answered in time, and its queue has no mean wait', () => {
  for (const agents of [0, 1, 9, 10])
    expect(erlangC(agents, perHour(200, 180), 20)).toMatchObject({ inTime: 0, waitSeconds: null });
  expect(erlangC(11, perHour(200, 180), 20).inTime).toBeGreaterThan(0);
});

it('with as much patience as a call takes it is a queue of endless servers, of which the states are Poisson', () => {
  const [agents, load] = [3, 4];
  const told = erlangA(agents, { callsPerSecond: load, handleSeconds: 1 }, 1, 0);
  const poisson = Array.from({ length: 60 }, (_, k) => Math.exp(-load + k * Math.log(load) - logFactorial(k)));
  const over = poisson.reduce((sum, share, k) => sum + share * Math.max(0, k - agents), 0);
  expect(told.abandoned).toBeCloseTo(over / load, 12);
  expect(told.inTime).toBeCloseTo(
    poisson.slice(0, agents).reduce((sum, share) => sum + share, 0),
    12,
  );
  expect(told.occupancy).toBeCloseTo((load - over) / agents, 12);
});
const logFactorial = (n: number): number => (n < 2 ? 0 : Math.log(n) + logFactorial(n - 1));

it.each<[number, number, number, number]>([
  // Agents, calls an hour, handling and patience in seconds.
  [1_000, 20_000, 180, 60],
  [1_000, 40_000, 180, 7_200],
  [1_000, 19_900, 180, 86_400],
  [0, 20_000, 180, 60],
  [1, 36_000_000, 86_400, 1],
  [1_000, 1, 1, 1],
  [3, 0, 180, 60],
])(
  '%d agents with %d calls an hour of %d s and a patience of %d s are told in numbers',
  (agents, calls, handle, patience) => {
    const { c, a } = modelled(agents, { ...perHour(calls, handle), patienceSeconds: patience }, 30);
    for (const share of [c.inTime, c.waits, c.occupancy, a?.inTime, a?.abandoned, a?.occupancy]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    // Whoever does not give up is served: no agent is busy with anything else.
    if (a && agents > 0) expect(a.occupancy * agents).toBeCloseTo((calls / 3_600) * handle * (1 - a.abandoned), 4);
  },
);

it('100 calls in half an hour of three minutes need 14 agents for 80 in a hundred within 20 seconds', () => {
  const callers = { callsPerSecond: 100 / 1_800, handleSeconds: 180, patienceSeconds: null };
  expect(agentsNeeded(callers, { share: 0.8, seconds: 20 })).toEqual({ c: 14, a: null });
  expect(erlangC(13, callers, 20).inTime).toBeLessThan(0.8);
});

it('nobody who calls needs nobody, and what a thousand agents cannot carry has no answer', () => {
  const goal = { share: 0.8, seconds: 20 };
  expect(agentsNeeded({ callsPerSecond: 0, handleSeconds: 180, patienceSeconds: 60 }, goal)).toEqual({ c: 0, a: 0 });
  expect(agentsNeeded({ callsPerSecond: 10, handleSeconds: 180, patienceSeconds: 60 }, goal)).toEqual({
    c: null,
    a: null,
  });
});

it('two agents and a half are two for half of the time and three for the other half', () => {
  const callers = { ...perHour(30, 180), patienceSeconds: 60 };
  const [two, three, between] = [2, 3, 2.5].map((agents) => modelled(agents, callers, 20));
  expect(between?.c.inTime).toBeCloseTo(((two?.c.inTime ?? 0) + (three?.c.inTime ?? 0)) / 2, 12);
  expect(between?.a?.abandoned).toBeCloseTo(((two?.a?.abandoned ?? 0) + (three?.a?.abandoned ?? 0)) / 2, 12);
  // One agent cannot carry it, so that part of the time has no mean wait, and the whole has none.
  expect(modelled(1.5, callers, 20).c.waitSeconds).toBeNull();
});
