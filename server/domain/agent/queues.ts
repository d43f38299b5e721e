import type { QueueDefinition } from '../../../telephony/commands.ts';
import type { Lead } from '../../../telephony/queues.ts';
import type { WrapUpRule } from '../sop/step-definition.ts';
import type { Bilingual } from '../sop/terms.ts';

/** A queue in which callers wait for agents. */
export interface CallQueue {
  /** The exchange's name of it. */
  readonly id: string;
  readonly name: Bilingual;
  /** Whose callers wait there. Those of services that no queue names wait in the first queue. */
  readonly services: readonly string[];
  /** What its agents should be good at; none: all are rung alike. */
  readonly skills: readonly string[];
  readonly strategy: QueueDefinition['strategy'];
  readonly ringSeconds: number;
  /** How its agents' recaps end where the procedure does not say it; null: with the recap. */
  readonly wrapUp: WrapUp | null;
  /** Whoever waits longer shows on the floor; null: nobody does for that. */
  readonly maxWaitSeconds: number | null;
  /** Its callers are led on; absent or null: they wait as long as they like. */
  readonly overflow?: QueueOverflow | null;
  /** Where they are led while their service is closed; absent or null: they are turned away. */
  readonly whenClosed?: LedTo | null;
}

/** Another queue, or a number of the office's list of numbers outside, by its id there. */
export type LedTo = { readonly queue: string } | { readonly outside: string };

/** After so long, or at once where none of its agents is logged in. */
export type QueueOverflow = LedTo & { readonly afterSeconds: number };

const queueIn = (to: LedTo | null | undefined): string | undefined => (to && 'queue' in to ? to.queue : undefined);
const outsideIn = (to: LedTo | null | undefined): string | undefined =>
  to && 'outside' in to ? to.outside : undefined;
/** All that a queue leads to. */
export const ledToBy = ({ overflow, whenClosed }: CallQueue): { queues: string[]; outside: string[] } => ({
  queues: [overflow, whenClosed].flatMap((to) => queueIn(to) ?? []),
  outside: [overflow, whenClosed].flatMap((to) => outsideIn(to) ?? []),
});

/** Where a caller waits, and where he is led on. */
export interface Way {
  readonly queue: string;
  readonly leads: readonly Lead[];
  /** Out of the office when he has waited so long in all, ms, and at once where nobody is there; null: never. */
  readonly outside: { readonly id: string; readonly afterMs: number; readonly atOnce: boolean } | null;
}

/**
 * Where a caller of a queue waits in the end, and where he is led on from there: queues of which nobody is there are passed
 * over, as long as anybody is there in one behind them. Pure.
 * @param staffed whether an agent of the queue is logged in
 */
export function wayOf(queue: string, known: readonly CallQueue[], staffed: (queue: string) => boolean): Way {
  const way: CallQueue[] = [];
  for (let id: string | undefined = queue; id !== undefined; ) {
    const next: CallQueue | undefined = known.find((one) => one.id === id);
    // What was taken away leads nowhere, and what would lead round ends where it began.
    if (!next || way.includes(next)) break;
    way.push(next);
    id = queueIn(next.overflow);
  }
  const found = way.findIndex(({ id }) => staffed(id));
  const first = Math.max(0, found);
  const rest = way.slice(first);
  const leads = rest.flatMap(({ overflow }, index) => {
    const to = rest[index + 1];
    return overflow && to ? [{ queue: to.id, afterMs: overflow.afterSeconds * 1000 }] : [];
  });
  const last = rest.at(-1)?.overflow;
  const id = outsideIn(last);
  const ledMs = leads.reduce((sum, { afterMs }) => sum + afterMs, 0);
  const afterMs = ledMs + (last?.afterSeconds ?? 0) * 1000;
  const outside = id === undefined ? null : { id, afterMs, atOnce: found === -1 };
  return { queue: way[first]?.id ?? queue, leads, outside };
}

/**
 * Where a caller of a queue is led while his service is closed: to those of another queue who are there, or out of the
 * office; null: nowhere, and he is turned away. Pure.
 */
export function wayWhenClosed(
  queue: string,
  known: readonly CallQueue[],
  staffed: (queue: string) => boolean,
): { readonly way: Way } | { readonly outside: string } | null {
  const to = known.find(({ id }) => id === queue)?.whenClosed;
  const outside = outsideIn(to);
  if (outside !== undefined) return { outside };
  const other = queueIn(to);
  if (other === undefined || !known.some(({ id }) => id === other)) return null;
  const way = wayOf(other, known, staffed);
  if (staffed(way.queue)) return { way };
  return way.outside && { outside: way.outside.id };
}

/** Whether callers of the queue would be led round. Pure. @param known with the queue as it is to be */
export function leadsRound(queue: string, known: readonly CallQueue[]): boolean {
  const seen = new Set<string>();
  const next = (id: string) => queueIn(known.find((one) => one.id === id)?.overflow);
  for (let id: string | undefined = queue; id !== undefined; id = next(id)) {
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}

/** A recap ends by itself after so long, and may be made longer so often. */
export interface WrapUp {
  readonly seconds: number;
  readonly extendSeconds: number;
  readonly extensions: number;
}

/** The same as a rule of the wrap-up. Pure. */
export const wrapUpRule = ({ seconds, extendSeconds, extensions }: WrapUp): WrapUpRule => ({
  ...{ ms: seconds * 1000, extendMs: extendSeconds * 1000 },
  extensions,
});

/** How good somebody is at something: learns it, can do it, knows it best. */
export const skillLevels = [1, 2, 3] as const;
export type SkillLevel = (typeof skillLevels)[number];
export type Skills = Readonly<Record<string, SkillLevel>>;

/** Where an agent takes part. */
export interface AgentPlaces {
  /** Null: in the first queue, as everybody of whom nothing is set. */
  readonly queues: readonly string[] | null;
  readonly skills: Skills;
}

export const nothingSet: AgentPlaces = { queues: null, skills: {} };

/** One queue of an agent. `penalty`: of those who are free, who has less of it is rung first. */
export interface Place {
  readonly queue: string;
  readonly penalty: number;
}

/**
 * By the skill of the queue at which the agent is worst: knows it best 0, does not have it 3. Pure.
 * @internal exported for its tests
 */
export function penaltyOf(wanted: readonly string[], skills: Skills): number {
  return Math.max(0, ...wanted.map((skill) => 3 - (Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0)));
}

/** The queues in which an agent takes part; those that are no more are left out. Pure. @param first the first queue's id */
export function placesOf({ queues, skills }: AgentPlaces, known: readonly CallQueue[], first: string): Place[] {
  const wanted = queues ?? [first];
  return known
    .filter(({ id }) => wanted.includes(id))
    .map(({ id, skills: asked }) => ({ queue: id, penalty: penaltyOf(asked, skills) }));
}

/** Where callers of a service wait. Pure. */
export const queueOfService = (serviceId: string, known: readonly CallQueue[], first: string): string =>
  known.find(({ services }) => services.includes(serviceId))?.id ?? first;

/** How the first queue is as long as nobody has said otherwise. */
export const firstQueue = (id: string): CallQueue => ({
  id,
  name: { id: 'Antrean utama', en: 'Main queue' },
  services: [],
  skills: [],
  strategy: 'turns',
  ringSeconds: 6,
  wrapUp: null,
  maxWaitSeconds: null,
});

/** Who waits for whom: higher is served before. `lost_place`: nobody answered an earlier call, and nobody has called back yet. */
export const priorities = { none: 0, open_ticket: 2, lost_place: 4 } as const;

/** What changed between two records, field by field, for people who read the audit. Pure. */
export function changesOf(before: object | null, after: object | null): string {
  const [old, fresh] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((name) => [name, told(old.get(name)), told(fresh.get(name))])
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `${name}: ${was} → ${is}`)
    .join('; ');
}

/** The database keeps the fields of a value in an order of its own. */
const told = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
