/**
 * The server's clock, as a browser may know it. It runs on a monotonic counter (`performance.now()`), so that a
 * changed wall clock of the workstation moves no countdown.
 */
export interface ServerClock {
  /** Takes one sample: the server's time, and when the question left and the answer came, by the monotonic counter. */
  readonly sampled: (sample: { serverNow: number; sentAt: number; receivedAt: number }) => void;
  /** Epoch ms by the server's clock, at a monotonic moment. Before the first sample: by `wallNow`. */
  readonly at: (monotonic: number) => number;
}

/** A sample that disagrees by more than this wins over one with a shorter way: the server's clock was set. */
const jumpMs = 2_000;

/** @param wallNow epoch ms of this workstation, used only until the first sample. */
export function createServerClock(wallNow: () => number, monotonic: () => number): ServerClock {
  let offset = wallNow() - monotonic();
  let roundTrip = Number.POSITIVE_INFINITY;
  return {
    sampled({ serverNow, sentAt, receivedAt }) {
      const took = Math.max(0, receivedAt - sentAt);
      const next = serverNow + took / 2 - receivedAt;
      if (took > roundTrip && Math.abs(next - offset) < jumpMs) return;
      offset = next;
      roundTrip = took;
    },
    at: (moment) => moment + offset,
  };
}
