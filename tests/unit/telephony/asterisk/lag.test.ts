import { createLag } from '../../../../telephony/asterisk/lag.ts';

/** An exchange whose clock is off, at the end of a way that takes its time. */
function far(aheadMs: number) {
  let time = 1_000_000;
  const lag = createLag({ now: () => time, elapsed: () => time / 1 });
  const ping = (thereMs: number, backMs: number) => {
    const answered = lag.asked();
    time += thereMs;
    const stamp = time + aheadMs;
    time += backMs;
    answered(stamp);
  };
  return { lag, ping, pass: (ms: number) => (time += ms) };
}

describe('how far behind the exchange we are', () => {
  it('is not known before it has answered, and is nothing then', () => {
    const { lag } = far(0);
    expect([lag.behindMs(), lag.clockAheadMs()]).toEqual([0, null]);
  });

  it.each([0, 7_000, -7_000, 3_600_000])('is told from clocks that differ by %i ms', (ahead) => {
    const { lag, ping } = far(ahead);
    ping(5, 5);
    expect([lag.behindMs(), lag.clockAheadMs()]).toEqual([5, ahead]);
    ping(5, 2_400);
    expect([lag.behindMs(), lag.clockAheadMs()]).toEqual([2_400, ahead]);
    ping(5, 5);
    expect(lag.behindMs()).toBe(5);
  });

  it('is not what the question took to get there', () => {
    const { lag, ping } = far(0);
    ping(5, 5);
    ping(2_400, 5);
    expect(lag.behindMs()).toBe(5);
  });

  it('grows while an answer is awaited, and with the oldest that is', () => {
    const { lag, ping, pass } = far(0);
    ping(5, 5);
    const first = lag.asked();
    pass(1_000);
    const second = lag.asked();
    pass(1_000);
    expect(lag.behindMs()).toBe(1_990);
    second(null);
    expect(lag.behindMs()).toBe(5);
    first(null);
  });

  it('tells the clocks apart by the quickest answer, and anew when they have drifted', () => {
    const { lag, ping } = far(500);
    ping(900, 100);
    expect(lag.clockAheadMs()).toBe(900);
    ping(1, 1);
    expect(lag.clockAheadMs()).toBe(500);
    for (let more = 0; more < 60; more++) ping(10, 10);
    expect(lag.clockAheadMs()).toBe(500);
  });

  it('begins anew with a new link', () => {
    const { lag, ping, pass } = far(0);
    ping(5, 2_000);
    lag.asked();
    pass(5_000);
    lag.begin();
    expect([lag.behindMs(), lag.clockAheadMs()]).toEqual([0, null]);
  });
});
