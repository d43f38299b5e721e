import type { Change, EntryKey, EntryKind, EntryKinds, Snapshot, SnapshotPage } from '../../contract/live.ts';

/** One thing to show in one topic. */
export interface Entry {
  readonly topic: string;
  readonly key: EntryKey;
  readonly value: EntryKinds[EntryKind];
}

export const deskOf = (userId: string): string => `desk:${userId}`;

/** What is shown is kept as JSON: what has not changed is told from it, and a text is less work to keep than objects. */
interface Topic {
  seq: number;
  readonly entries: Map<EntryKey, string>;
}

/**
 * The live views as they are now. A source (a case, a call, an agent …) states all it shows, each time anew; what
 * differs from before becomes numbered changes. Nobody else writes, so a snapshot and its changes cannot disagree.
 */
export interface Topics {
  /** All that `source` shows from now on, in every topic; what it no longer states is gone. */
  replace(source: string, entries: readonly Entry[]): void;
  /** All of it at once. */
  snapshot(topic: string, serverNow: number): Snapshot;
  /** As `snapshot`, in pages of about so many characters, each made when it is asked for. */
  pages(topic: string, serverNow: number, length: number): SnapshotPages;
}

/** A large snapshot is as much work as a hundred requests: it is made in parts, and others have their turn between. */
export interface SnapshotPages {
  readonly first: Snapshot;
  /** The next one; null: that was all. */
  next(): SnapshotPage | null;
}

/**
 * @param epoch another one for each start of the server: numbers begin anew.
 * @param emit called for each change, in order.
 */
export function createTopics(epoch: string, emit: (change: Change) => void): Topics {
  const topics = new Map<string, Topic>();
  const stated = new Map<string, readonly Pick<Entry, 'topic' | 'key'>[]>();

  const topicOf = (name: string): Topic => {
    const known = topics.get(name);
    if (known) return known;
    const fresh: Topic = { seq: 0, entries: new Map() };
    topics.set(name, fresh);
    return fresh;
  };

  const change = (name: string, key: EntryKey, value: EntryKinds[EntryKind] | null) => {
    const topic = topicOf(name);
    topic.seq += 1;
    emit({ topic: name, epoch, seq: topic.seq, key, value });
  };

  const set = ({ topic: name, key, value }: Entry, json: string) => {
    const { entries } = topicOf(name);
    if (entries.get(key) === json) return;
    entries.set(key, json);
    change(name, key, value);
  };

  const pages = (name: string, serverNow: number, length: number): SnapshotPages => {
    const { seq, entries } = topicOf(name);
    // As they are now: later pages tell nothing of what came since, which the changes tell.
    const left = [...entries];
    let at = 0;
    const next = () => {
      const from = at;
      for (let taken = 0; at < left.length && (at === from || taken < length); at += 1)
        taken += left[at]?.[1].length ?? 0;
      const shown = left.slice(from, at).map(([key, json]) => [key, JSON.parse(json)]);
      return { topic: name, entries: Object.fromEntries(shown), more: at < left.length };
    };
    return { first: { ...next(), epoch, seq, serverNow }, next: () => (at < left.length ? next() : null) };
  };

  return {
    replace: (source, entries) => {
      const gone = (stated.get(source) ?? []).filter(
        (before) => !entries.some((entry) => entry.topic === before.topic && entry.key === before.key),
      );
      for (const { topic, key } of gone) if (topicOf(topic).entries.delete(key)) change(topic, key, null);
      // One card stands in several views: it is written once.
      const texts = new Map<Entry['value'], string>();
      for (const entry of entries) {
        const json = texts.get(entry.value) ?? JSON.stringify(entry.value);
        texts.set(entry.value, json);
        set(entry, json);
      }
      if (entries.length > 0)
        stated.set(
          source,
          entries.map(({ topic, key }) => ({ topic, key })),
        );
      else stated.delete(source);
    },
    snapshot: (name, serverNow) => pages(name, serverNow, Number.POSITIVE_INFINITY).first,
    pages,
  };
}
