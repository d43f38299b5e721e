import fc from 'fast-check';
import {
  type Attempt,
  createLogInThrottle,
  type LogInThrottle,
  longestDelayMs,
} from '../../../../server/app/people/log-in-throttle.ts';
import type { Tallies, Tally } from '../../../../server/app/ports/tallies.ts';

const hourMs = 3_600_000;

/** As in the database, of all servers together. */
function createTallies(now: () => number): Tallies {
  const known = new Map<string, Tally>();
  return {
    change: async (keys, change) => {
      const { become, result } = change(
        keys.map((key) => known.get(key) ?? { amount: 0, at: now(), freeAt: now() }),
        now(),
      );
      for (const [index, key] of keys.entries()) known.set(key, become[index] as Tally);
      return result;
    },
  };
}

function office() {
  let now = 0;
  const alarms: string[] = [];
  const tallies = createTallies(() => now);
  const make = () =>
    createLogInThrottle({
      tallies,
      alarm: ({ by }) => alarms.push(by),
      lost: (error) => {
        throw error;
      },
    });
  const throttles = [make()];
  let next = 0;
  const throttle = {
    begin: (attempt: Attempt) => {
      next += 1;
      return (throttles[next % throttles.length] as LogInThrottle).begin(attempt);
    },
  };
  return {
    alarms,
    pass: (ms: number) => {
      now += ms;
    },
    /** One after the other, for so long: how many passwords are looked at. */
    /** One more server, which shares the work. */
    join: () => throttles.push(make()),
    guess: async (attempt: (n: number) => Attempt, forMs: number) => {
      const endsAt = now + forMs;
      let looked = 0;
      for (; now < endsAt; looked += 1) {
        const turn = await throttle.begin(attempt(looked));
        now += (turn?.delayMs ?? longestDelayMs) + 500;
        await turn?.end(false);
      }
      return looked;
    },
    /** How long somebody with the right password waits; null: is not looked at. */
    wait: async (attempt: Attempt) => {
      const turn = await throttle.begin(attempt);
      await turn?.end(true);
      return turn?.delayMs ?? null;
    },
    begin: throttle.begin,
  };
}
const from = (source: string, name: string, device: string | null = null): Attempt => ({ source, name, device });

it('makes whoever guesses wait longer and longer, up to a few hundred guesses an hour', async () => {
  const { guess, alarms } = office();
  expect(await guess(() => from('6.6.6.6', 'rina'), hourMs)).toBeLessThan(400);
  expect(alarms).toContain('pair');
});

it('counts what is guessed at three servers as at one, at the same time too', async () => {
  const { guess, join, begin, pass } = office();
  join();
  join();
  expect(await guess(() => from('6.6.6.6', 'rina'), hourMs)).toBeLessThan(400);
  pass(longestDelayMs);
  const turns = await Promise.all(Array.from({ length: 12 }, () => begin(from('6.6.6.6', 'rina'))));
  expect(turns.filter((turn) => turn !== null)).toHaveLength(1);
});

it.each([
  ['one name from many addresses', (n: number) => from(`6.6.${n % 256}.${n >> 8}`, 'rina')],
  ['many names from one address', (n: number) => from('6.6.6.6', `orang${n}`)],
])('slows %s too', async (_, attempt) => {
  const { guess, alarms } = office();
  expect(await guess(attempt, hourMs)).toBeLessThan(500);
  expect(alarms).toHaveLength(1);
});

it('keeps nobody waiting on a browser that is known, whoever guesses from wherever', async () => {
  const { guess, wait, pass } = office();
  await guess(() => from('10.0.0.1', 'rina'), hourMs);
  expect(await wait(from('10.0.0.1', 'rina', 'hers'))).toBe(0);
  // On a new browser the owner waits a little, and is let in.
  pass(longestDelayMs);
  expect(await wait(from('10.0.0.2', 'rina'))).toBeLessThanOrEqual(longestDelayMs);
  // Colleagues behind the same address: as ever.
  expect(await wait(from('10.0.0.1', 'budi', 'his'))).toBe(0);
});

it('never says no to one who comes alone, whatever happened before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean(), fc.nat(20_000)), { maxLength: 200 }),
      async (past) => {
        const { begin, pass, wait } = office();
        for (const [source, name, right, pause] of past) {
          const turn = await begin(from(`s${source}`, `n${name}`));
          pass(turn?.delayMs ?? 0);
          await turn?.end(right);
          pass(pause);
        }
        const delay = await wait(from('s0', 'n0'));
        expect(delay).not.toBeNull();
        expect(delay).toBeLessThanOrEqual(longestDelayMs);
      },
    ),
  );
});

it('lets few wait at one time where guesses were wrong, and others come through', async () => {
  const { begin, guess, wait } = office();
  await guess((n) => from(`6.6.6.${n}`, 'rina'), 60_000);
  const three = await Promise.all(['b', 'c', 'd', 'e', 'f'].map((source) => begin(from(source, 'rina'))));
  expect(three.filter((turn) => turn !== null)).toHaveLength(3);
  expect(await wait(from('f', 'budi'))).toBe(0);
});

it('forgets with time, and what the owner did wrong with the right password', async () => {
  const { begin, wait, pass, guess } = office();
  for (let n = 0; n < 4; n += 1) {
    const turn = await begin(from('a', 'rina'));
    pass(turn?.delayMs ?? 0);
    await turn?.end(false);
  }
  expect(await wait(from('a', 'rina'))).toBeGreaterThan(0);
  expect(await wait(from('a', 'rina'))).toBe(0);
  await guess(() => from('b', 'rina'), hourMs);
  pass(4 * hourMs);
  expect(await wait(from('b', 'rina'))).toBe(0);
});

it('keeps nobody out because others, from elsewhere, sit out their delays', async () => {
  const { begin, guess } = office();
  const sources = Array.from({ length: 30 }, (_, n) => `6.6.${n}.6`);
  for (const source of sources) await guess((n) => from(source, `orang${n}`), 5 * 60_000);
  // Each of them now has as many under way as it may.
  const floods = await Promise.all(
    sources.flatMap((source) => Array.from({ length: 40 }, (_, n) => begin(from(source, `lain${n}`)))),
  );
  expect(floods.filter((turn) => turn !== null).length).toBeGreaterThan(40);
  expect((await begin(from('10.0.0.2', 'budi')))?.delayMs).toBe(0);
  expect((await begin(from('6.6.3.6', 'rina', 'hers')))?.delayMs).toBe(0);
});
