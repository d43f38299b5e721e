import fc from 'fast-check';
import { type Attempt, createLogInThrottle, longestDelayMs } from '../../../../server/app/people/log-in-throttle.ts';

const hourMs = 3_600_000;

function office() {
  let now = 0;
  const alarms: string[] = [];
  const throttle = createLogInThrottle({ elapsed: () => now, alarm: ({ by }) => alarms.push(by) });
  return {
    alarms,
    pass: (ms: number) => {
      now += ms;
    },
    /** One after the other, for so long: how many passwords are looked at. */
    guess: (attempt: (n: number) => Attempt, forMs: number) => {
      const endsAt = now + forMs;
      let looked = 0;
      for (; now < endsAt; looked += 1) {
        const turn = throttle.begin(attempt(looked));
        now += (turn?.delayMs ?? longestDelayMs) + 500;
        turn?.end(false);
      }
      return looked;
    },
    /** How long somebody with the right password waits; null: is not looked at. */
    wait: (attempt: Attempt) => {
      const turn = throttle.begin(attempt);
      turn?.end(true);
      return turn?.delayMs ?? null;
    },
    begin: throttle.begin,
  };
}
const from = (source: string, name: string, device: string | null = null): Attempt => ({ source, name, device });

it('makes whoever guesses wait longer and longer, up to a few hundred guesses an hour', () => {
  const { guess, alarms } = office();
  expect(guess(() => from('6.6.6.6', 'rina'), hourMs)).toBeLessThan(400);
  expect(alarms).toContain('pair');
});

it.each([
  ['one name from many addresses', (n: number) => from(`6.6.${n % 256}.${n >> 8}`, 'rina')],
  ['many names from one address', (n: number) => from('6.6.6.6', `orang${n}`)],
])('slows %s too', (_, attempt) => {
  const { guess, alarms } = office();
  expect(guess(attempt, hourMs)).toBeLessThan(500);
  expect(alarms).toHaveLength(1);
});

it('keeps nobody waiting on a browser that is known, whoever guesses from wherever', () => {
  const { guess, wait } = office();
  guess(() => from('10.0.0.1', 'rina'), hourMs);
  expect(wait(from('10.0.0.1', 'rina', 'hers'))).toBe(0);
  // On a new browser the owner waits a little, and is let in.
  expect(wait(from('10.0.0.2', 'rina'))).toBeLessThanOrEqual(longestDelayMs);
  // Colleagues behind the same address: as ever.
  expect(wait(from('10.0.0.1', 'budi', 'his'))).toBe(0);
});

it('never says no to one who comes alone, whatever happened before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean(), fc.nat(20_000)), { maxLength: 200 }), (past) => {
      const { begin, pass, wait } = office();
      for (const [source, name, right, pause] of past) {
        begin(from(`s${source}`, `n${name}`))?.end(right);
        pass(pause);
      }
      const delay = wait(from('s0', 'n0'));
      expect(delay).not.toBeNull();
      expect(delay).toBeLessThanOrEqual(longestDelayMs);
    }),
  );
});

it('lets few wait at one time, and gives each place back', () => {
  const { begin } = office();
  const first = begin(from('a', 'rina'));
  expect(begin(from('a', 'rina'))).toBeNull();
  const others = ['b', 'c'].map((source) => begin(from(source, 'rina')));
  expect(begin(from('d', 'rina'))).toBeNull();
  expect(begin(from('d', 'budi'))).not.toBeNull();
  first?.end(null);
  for (const turn of others) turn?.end(null);
  expect(begin(from('d', 'rina'))).not.toBeNull();
});

it('forgets with time, and what the owner did wrong with the right password', () => {
  const { begin, wait, pass, guess } = office();
  for (let n = 0; n < 4; n += 1) begin(from('a', 'rina'))?.end(false);
  expect(wait(from('a', 'rina'))).toBeGreaterThan(0);
  expect(wait(from('a', 'rina'))).toBe(0);
  guess(() => from('b', 'rina'), hourMs);
  pass(4 * hourMs);
  expect(wait(from('b', 'rina'))).toBe(0);
});
