import { createServerClock } from '../../../../agent-console/src/model/clock.ts';

const clock = () =>
  createServerClock(
    () => 1_000_000,
    () => 500,
  );

describe('the server’s clock in a browser', () => {
  it('is the workstation’s until the first sample', () => {
    expect(clock().at(700)).toBe(1_000_200);
  });

  it('takes half the way of question and answer into account', () => {
    const server = clock();
    server.sampled({ serverNow: 5_000, sentAt: 1_000, receivedAt: 1_100 });
    expect(server.at(1_100)).toBe(5_050);
  });

  it('keeps the sample with the shortest way', () => {
    const server = clock();
    server.sampled({ serverNow: 5_000, sentAt: 1_000, receivedAt: 1_010 });
    server.sampled({ serverNow: 5_500, sentAt: 1_100, receivedAt: 1_900 });
    expect(server.at(2_000)).toBe(5_995);
  });

  it('follows a server whose clock was set, however long the way', () => {
    const server = clock();
    server.sampled({ serverNow: 5_000, sentAt: 1_000, receivedAt: 1_010 });
    server.sampled({ serverNow: 3_605_000, sentAt: 1_000, receivedAt: 1_200 });
    expect(server.at(1_200)).toBe(3_605_100);
  });
});
