import { createLive, type LiveSocket } from '../../../../agent-console/src/wire/live.ts';
import type { Change, OpenRefusal, Snapshot, SnapshotPage } from '../../../../server/contract/live.ts';
import { caseCard } from '../cards.ts';

type Reply = (answer: Snapshot | OpenRefusal) => void;

/** A socket by hand, timers by hand, and one topic `desk` opened on it. */
function bench() {
  const listeners = new Map<string, (...args: never[]) => void>();
  const opened: Reply[] = [];
  const paged: ((page: SnapshotPage) => void)[] = [];
  const told: (readonly string[])[] = [];
  const timers = new Set<() => void>();
  let now = 0;
  let signedOut = 0;
  const socket = {
    connected: false,
    on: (event: string, listener: (...args: never[]) => void) => listeners.set(event, listener),
    emit: (event: string, first: unknown, second?: Reply) => {
      if (event === 'open' && second !== undefined) opened.push(second);
      else if (event === 'more') paged.push(second as never);
      else told.push(first as string[]);
    },
    disconnect: () => {},
  };
  const live = createLive({
    socket: socket as LiveSocket,
    monotonic: () => now,
    later: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    sampled: () => {},
    signedOut: () => {
      signedOut += 1;
    },
  });
  const fire = (event: string, ...args: unknown[]) => listeners.get(event)?.(...(args as never[]));
  return {
    live,
    opened,
    paged,
    told,
    topic: live.topic('desk'),
    signedOut: () => signedOut,
    connect: () => {
      socket.connected = true;
      fire('connect');
    },
    drop: () => {
      socket.connected = false;
      fire('disconnect');
    },
    change: (change: Change) => fire('change', change),
    elapse: (ms: number) => {
      now += ms;
      const due = [...timers];
      timers.clear();
      for (const run of due) run();
    },
    timers: () => timers.size,
  };
}

const snapshot = (seq: number, epoch = 'e1'): Snapshot => ({
  topic: 'desk',
  epoch,
  seq,
  serverNow: 0,
  entries: { 'cases/case-1': caseCard({ version: seq }) },
  more: false,
});
const change = (seq: number, epoch = 'e1'): Change => ({
  topic: 'desk',
  epoch,
  seq,
  key: `cases/case-${seq}`,
  value: caseCard({ caseId: `case-${seq}` }),
});
const keys = ({ topic }: ReturnType<typeof bench>) => Object.keys(topic.get().snapshot?.entries ?? {});

describe('a live view', () => {
  it('that is large comes in pages, and is shown when all of it is there, with what changed meanwhile', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.({ ...snapshot(3), more: true });
    b.change(change(4));
    expect(b.topic.get().snapshot).toBeNull();
    b.paged[0]?.({ topic: 'desk', entries: { 'cases/case-2': caseCard({}) }, more: true });
    b.paged[1]?.({ topic: 'desk', entries: { 'cases/case-3': caseCard({}) }, more: false });
    expect([keys(b), b.topic.get().snapshot?.seq]).toEqual([[1, 2, 3, 4].map((n) => `cases/case-${n}`), 4]);
    expect(b.timers()).toBe(0);
  });

  it('whose next page does not come is opened anew, and the late page is of no account', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.({ ...snapshot(3), more: true });
    b.elapse(5_000);
    b.opened[1]?.(snapshot(8));
    b.paged[0]?.({ topic: 'desk', entries: { 'cases/case-2': caseCard({}) }, more: false });
    expect([keys(b), b.topic.get().snapshot?.seq]).toEqual([['cases/case-1'], 8]);
  });

  it('opens when the link comes up, and follows numbered changes', () => {
    const b = bench();
    expect(b.opened).toHaveLength(0);
    b.connect();
    b.opened[0]?.(snapshot(3));
    b.change(change(4));
    b.change({ ...change(5), key: 'cases/case-1', value: null });
    expect(keys(b)).toEqual(['cases/case-4']);
    expect(b.topic.get().snapshot?.seq).toBe(5);
  });

  it('asks for a fresh snapshot after a gap, and keeps the old one in view meanwhile', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.(snapshot(3));
    b.change(change(5));
    expect(b.opened).toHaveLength(2);
    expect(keys(b)).toEqual(['cases/case-1']);
    b.opened[1]?.(snapshot(5));
    expect(b.topic.get().snapshot?.seq).toBe(5);
  });

  it('asks for a fresh snapshot when the server began another epoch', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.(snapshot(3));
    b.change(change(4, 'e2'));
    expect(b.opened).toHaveLength(2);
  });

  it('passes over a change it already has', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.(snapshot(3));
    let turns = 0;
    b.topic.subscribe(() => {
      turns += 1;
    });
    b.change(change(2));
    expect(b.opened).toHaveLength(1);
    expect(turns).toBe(0);
  });

  it('applies changes that overtook the snapshot', () => {
    const b = bench();
    b.connect();
    b.change(change(3));
    b.change(change(4));
    b.opened[0]?.(snapshot(3));
    expect(keys(b)).toEqual(['cases/case-1', 'cases/case-4']);
  });

  it('asks anew, after a rest, when even the fresh snapshot does not fit', () => {
    const b = bench();
    b.connect();
    b.change(change(9));
    b.opened[0]?.(snapshot(3));
    expect(b.opened).toHaveLength(1);
    b.elapse(250);
    expect(b.opened).toHaveLength(2);
  });

  it('asks again when no answer comes, and heeds only the newest answer', () => {
    const b = bench();
    b.connect();
    b.elapse(5_000);
    expect(b.opened).toHaveLength(2);
    b.opened[1]?.(snapshot(8));
    b.opened[0]?.(snapshot(3));
    expect(b.topic.get().snapshot?.seq).toBe(8);
  });

  it('keeps what it knew while the link is away, and opens anew when it is back', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.(snapshot(3));
    b.drop();
    expect(b.live.contact().connected).toBe(false);
    expect(keys(b)).toEqual(['cases/case-1']);
    b.connect();
    b.opened[1]?.(snapshot(1, 'e2'));
    expect(b.topic.get().snapshot?.epoch).toBe('e2');
  });

  it('leaves no timer behind when the link goes', () => {
    const b = bench();
    b.connect();
    b.drop();
    expect(b.timers()).toBe(0);
  });

  it('says why a topic is refused, and goes to the log-in when nobody is logged in', () => {
    const b = bench();
    b.connect();
    b.opened[0]?.({ error: 'not_allowed' });
    expect(b.topic.get()).toEqual({ snapshot: null, refusal: 'not_allowed' });
    expect(b.signedOut()).toBe(0);
    b.drop();
    b.connect();
    b.opened[1]?.({ error: 'not_logged_in' });
    expect(b.signedOut()).toBe(1);
  });
});

describe('alerts shown', () => {
  it('are told once while the link holds', () => {
    const b = bench();
    b.connect();
    b.live.delivered(['a']);
    b.live.delivered(['a', 'b']);
    b.live.delivered(['a', 'b']);
    expect(b.told).toEqual([['a'], ['b']]);
  });

  it('are told again by themselves after the link broke, those shown meanwhile too', () => {
    const b = bench();
    b.connect();
    b.live.delivered(['a']);
    b.drop();
    b.live.delivered(['b']);
    b.connect();
    expect(b.told).toEqual([['a'], ['a', 'b']]);
  });
});
