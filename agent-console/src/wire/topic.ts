import {
  applyChange,
  type Change,
  type OpenRefusal,
  type Snapshot,
  type SnapshotPage,
  withPage,
} from '../../../server/contract/live.ts';

export interface TopicView {
  /** The newest state known; kept and shown while the link is away. */
  readonly snapshot: Snapshot | null;
  readonly refusal: OpenRefusal['error'] | null;
}

export interface TopicParts {
  readonly topic: string;
  /** Asks the server for the topic; the reply may never come. */
  readonly open: (topic: string, reply: (answer: Snapshot | OpenRefusal) => void) => void;
  /** Asks for the next page of a large snapshot; the reply may never come. */
  readonly more: (topic: string, reply: (page: SnapshotPage) => void) => void;
  readonly monotonic: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
  /** A fresh snapshot: a sample of the server's clock. */
  readonly sampled: (sample: { serverNow: number; sentAt: number; receivedAt: number }) => void;
}

export interface Topic {
  readonly get: () => TopicView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly change: (change: Change) => void;
  /** The link is up, anew or again: what is known may have gaps. */
  readonly reopen: () => void;
  /** The link went down: an answer under way will not come. */
  readonly lost: () => void;
}

/** An answer that takes longer is asked for again. */
const patienceMs = 5_000;
/** A fresh snapshot that does not fit either is asked for again, but not in a tight loop. */
const restMs = 250;

/**
 * One live view: a snapshot and the numbered changes since. A gap in the numbers or another epoch makes it ask for a
 * fresh snapshot; meanwhile the old one stays in view.
 */
export function createTopic({ topic, open, more, monotonic, later, sampled }: TopicParts): Topic {
  const listeners = new Set<() => void>();
  let view: TopicView = { snapshot: null, refusal: null };
  let waiting: Change[] | null = null;
  let asked = 0;
  let cancel: () => void = () => {};

  const show = (next: TopicView): void => {
    view = next;
    for (const listener of listeners) listener();
  };
  const reopen = (): void => {
    asked += 1;
    const mine = asked;
    waiting = [];
    cancel();
    cancel = later(reopen, patienceMs);
    const sentAt = monotonic();
    open(topic, (answer) => {
      if (mine !== asked) return;
      cancel();
      if ('error' in answer) {
        waiting = null;
        return show({ snapshot: null, refusal: answer.error });
      }
      sampled({ serverNow: answer.serverNow, sentAt, receivedAt: monotonic() });
      whole(mine, answer);
    });
  };
  /** Shown when all of it is there; what changes meanwhile waits. */
  const whole = (mine: number, part: Snapshot): void => {
    if (!part.more) {
      const early = waiting ?? [];
      waiting = null;
      take(part, early);
      return;
    }
    cancel = later(reopen, patienceMs);
    more(topic, (page) => {
      if (mine !== asked) return;
      cancel();
      whole(mine, withPage(part, page));
    });
  };
  const take = (fresh: Snapshot, early: readonly Change[]): void => {
    let snapshot: Snapshot | null = fresh;
    for (const change of early) snapshot = snapshot === null ? null : applyChange(snapshot, change);
    show({ snapshot: snapshot ?? fresh, refusal: null });
    if (snapshot === null) cancel = later(reopen, restMs);
  };
  return {
    get: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(change) {
      if (waiting !== null) {
        waiting.push(change);
        return;
      }
      if (view.snapshot === null) return;
      const next = applyChange(view.snapshot, change);
      if (next === null) reopen();
      else if (next !== view.snapshot) show({ snapshot: next, refusal: null });
    },
    reopen,
    lost() {
      asked += 1;
      waiting = null;
      cancel();
    },
  };
}
