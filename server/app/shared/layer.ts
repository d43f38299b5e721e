import { randomUUID } from 'node:crypto';
import type { Asker } from '../../domain/rights/facts.ts';
import { has, type Right } from '../../domain/rights/rights.ts';
import type { LayerChange, LayerLine, LayerState, LayerStore } from '../ports/layer.ts';
import type { Clock, Log } from '../ports/ports.ts';
import { createEvery } from './every.ts';

export interface LayerDeps<Cause extends string, Entry, Line extends LayerLine> {
  readonly store: LayerStore<Cause, Entry, Line>;
  readonly clock: Clock;
  readonly log: Log;
  readonly right: Right;
  /** From now on the office says this. `first`: at a start. */
  readonly use: (entries: readonly Entry[], first: boolean, version: number) => void;
  /** What changed, for the audit. */
  readonly told: (change: LayerChange<Cause, Line>) => string;
  /** What the log says when it could not be read. */
  readonly unread: string;
}

/** How soon what another server, or a restored database, says is gone by. */
const lookEveryMs = 5_000;
const historyAtMost = 100;

/** What the administration says before the office's files: gone by at once, each change kept, and followed on other servers. */
export function createLayer<Cause extends string, Entry, Line extends LayerLine>(deps: LayerDeps<Cause, Entry, Line>) {
  const { store, clock, log, right, use, told, unread } = deps;
  let version: number | null = null;

  const take = (state: LayerState<Entry>) => {
    if (state.version === version) return;
    const first = version === null;
    version = state.version;
    use(state.entries, first, state.version);
  };
  const look = async () => take(await store.state());
  const looking = createEvery(lookEveryMs, () => look().catch((error: unknown) => log.warn({ err: error }, unread)));

  return {
    version: () => version ?? 0,
    history: () => store.history(historyAtMost),
    /** Changes what the office says, all of it or nothing, if it is theirs to change. */
    change: async <Refusal extends string>(
      actor: Asker,
      cause: Cause,
      decide: (
        state: LayerState<Entry>,
        past: (id: string) => Promise<LayerChange<Cause, Line> | null>,
      ) => Promise<readonly Line[] | Refusal> | readonly Line[] | Refusal,
      undoes: string | null = null,
    ): Promise<Refusal | 'not_allowed' | null> => {
      if (!has(actor, right)) return 'not_allowed';
      const refusal = await store.change<Refusal>(async (state, past) => {
        const entries = await decide(state, past);
        if (typeof entries === 'string') return entries;
        return { id: randomUUID(), cause, entries, undoes, madeBy: actor.userId, madeAt: clock.now() };
      }, told);
      if (refusal === null) await look();
      return refusal;
    },
    /** Before anything goes by it. */
    load: look,
    start: looking.start,
    stop: looking.stop,
  };
}

/**
 * The lines by which a change is taken back; null: something of it was changed again. Pure.
 * @param entries what is said now
 */
export function linesBack<Line extends LayerLine>(
  lines: readonly Line[],
  entries: readonly { readonly kind: string; readonly key: string; readonly value: Line['after'] }[],
  same: (one: Line['after'], other: Line['after']) => boolean,
): readonly Line[] | null {
  const now = ({ kind, key }: Line) => entries.find((one) => one.kind === kind && one.key === key)?.value ?? null;
  if (lines.some((one) => !same(now(one), one.after))) return null;
  return lines.map((one) => ({ ...one, before: one.after, after: one.before }));
}

/** The changes of which nothing was changed again, by their ids. Pure. @param history newest first */
export function untouched(history: readonly LayerChange<string, LayerLine>[]): ReadonlySet<string> {
  const touched = new Set<string>();
  const free = new Set<string>();
  for (const { id, entries } of history) {
    const keys = entries.map(({ kind, key }) => `${kind} ${key}`);
    if (!keys.some((key) => touched.has(key))) free.add(id);
    for (const key of keys) touched.add(key);
  }
  return free;
}
