import fc from 'fast-check';
import { createTopics, type Entry, type SnapshotPages } from '../../server/app/live/topics.ts';
import { applyChange, type Change, type EntryKey, type Snapshot, withPage } from '../../server/contract/live.ts';

type Op =
  | { readonly do: 'replace'; readonly source: string; readonly entries: readonly Entry[] }
  | { readonly do: 'open'; readonly topic: string };

const names = ['floor', 'desk:siti', 'desk:budi'];
const topic = fc.constantFrom(...names);
/** What is shown is of no concern here: a number stands for it. */
const entryOf = (source: string) =>
  fc
    .record({ topic, key: fc.integer({ min: 1, max: 3 }), value: fc.integer({ min: 0, max: 2 }) })
    .map(({ topic, key, value }): Entry => {
      return { topic, key: `cases/${source}-${key}` as EntryKey, value: { value } as unknown as Entry['value'] };
    });
const replace: fc.Arbitrary<Op> = fc
  .constantFrom('case:1', 'case:2', 'call:1')
  .chain((source) =>
    fc
      .uniqueArray(entryOf(source), { maxLength: 5, selector: (entry) => `${entry.topic} ${entry.key}` })
      .map((entries) => ({ do: 'replace' as const, source, entries })),
  );
const open: fc.Arbitrary<Op> = topic.map((name) => ({ do: 'open' as const, topic: name }));
const ops = fc.array(fc.oneof({ weight: 4, arbitrary: replace }, { weight: 1, arbitrary: open }), { maxLength: 40 });

/** Runs the operations; a viewer who opens a topic gets its snapshot and from then on every change of it. */
function run(script: readonly Op[]) {
  const changes: Change[] = [];
  const viewers: { readonly snapshot: Snapshot; readonly missed: Change[]; readonly slow: SnapshotPages }[] = [];
  const stated = new Map<string, readonly Entry[]>();
  const topics = createTopics('epoch 1', (change) => {
    changes.push(change);
    for (const { snapshot, missed } of viewers) if (snapshot.topic === change.topic) missed.push(change);
  });
  for (const op of script) {
    if (op.do === 'open') {
      viewers.push({ snapshot: topics.snapshot(op.topic, 0), missed: [], slow: topics.pages(op.topic, 0, 1) });
    } else {
      stated.set(op.source, op.entries);
      topics.replace(op.source, op.entries);
    }
  }
  const shownIn = (name: string) =>
    Object.fromEntries(
      [...stated.values()].flat().flatMap((entry) => (entry.topic === name ? [[entry.key, entry.value]] : [])),
    );
  return { topics, changes, viewers, shownIn };
}
const follow = (snapshot: Snapshot, changes: readonly Change[]) =>
  changes.reduce<Snapshot | null>((now, change) => now && applyChange(now, change), snapshot);

describe('the live views', () => {
  it('show what every source stated last, and nothing else', () => {
    fc.assert(
      fc.property(ops, (script) => {
        const { topics, shownIn } = run(script);
        for (const name of names) expect(topics.snapshot(name, 0).entries).toEqual(shownIn(name));
      }),
    );
  });

  it('a stale snapshot and its changes are a fresh snapshot', () => {
    let followed = 0;
    fc.assert(
      fc.property(ops, (script) => {
        const { topics, viewers } = run(script);
        for (const { snapshot, missed } of viewers) {
          expect(follow(snapshot, missed)).toEqual(topics.snapshot(snapshot.topic, 0));
          followed += missed.length;
        }
      }),
      { numRuns: 300 },
    );
    expect(followed).toBeGreaterThan(100);
  });

  it('pages that are asked for late are of the same moment as the first', () => {
    let turned = 0;
    fc.assert(
      fc.property(ops, (script) => {
        for (const { snapshot, slow } of run(script).viewers) {
          let whole = slow.first;
          for (let page = slow.next(); page; page = slow.next()) {
            whole = withPage(whole, page);
            turned += 1;
          }
          expect(whole).toEqual(snapshot);
        }
      }),
      { numRuns: 300 },
    );
    expect(turned).toBeGreaterThan(40);
  });

  it('a change that is told twice, or stands in the snapshot already, does no harm', () => {
    fc.assert(
      fc.property(ops, (script) => {
        const { topics, viewers, changes } = run(script);
        for (const { snapshot, missed } of viewers) {
          const all = changes.filter((change) => change.topic === snapshot.topic);
          const fresh = topics.snapshot(snapshot.topic, 0);
          expect(
            follow(
              snapshot,
              missed.flatMap((change) => [change, change]),
            ),
          ).toEqual(fresh);
          expect(follow(snapshot, all)).toEqual(fresh);
        }
      }),
    );
  });

  it('a change that is missing is noticed at the next, and so is another start of the server', () => {
    fc.assert(
      fc.property(ops, fc.nat(), (script, which) => {
        for (const { snapshot, missed } of run(script).viewers) {
          if (missed.length < 2) continue;
          const gap = which % (missed.length - 1);
          const holed = missed.filter((_, index) => index !== gap);
          expect(follow(snapshot, holed)).toBeNull();
          const [first] = missed;
          expect(applyChange({ ...snapshot, epoch: 'epoch 0' }, first as Change)).toBeNull();
        }
      }),
    );
  });

  it('numbers its changes one by one in each view, and tells of nothing that is as it was', () => {
    fc.assert(
      fc.property(ops, (script) => {
        const { topics, changes } = run(script);
        for (const name of names) {
          const own = changes.filter((change) => change.topic === name);
          expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
          expect(topics.snapshot(name, 0).seq).toBe(own.length);
          const shown = new Map<string, unknown>();
          for (const { key, value } of own) {
            expect(shown.get(key) ?? null).not.toEqual(value);
            shown.set(key, value);
          }
        }
      }),
    );
  });

  it('a viewer’s snapshot is not changed behind its back', () => {
    fc.assert(
      fc.property(ops, ops, (before, after) => {
        const { topics } = run(before);
        const snapshot = topics.snapshot('floor', 0);
        const kept = structuredClone(snapshot);
        for (const op of after) if (op.do === 'replace') topics.replace(op.source, op.entries);
        expect(snapshot).toEqual(kept);
      }),
    );
  });
});
