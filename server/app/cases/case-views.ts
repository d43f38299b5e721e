import type { AuditAction } from '../../contract/audit.ts';
import { caseStatuses } from '../../contract/views.ts';
import { channels } from '../../domain/sop/terms.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayList, mayShareViews } from '../people/policies.ts';
import type { StoredView } from '../ports/case-views.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** What was chosen in a list of tickets, by the names of its filters. */
export type Chosen = StoredView['chosen'];

/** A saved view, as it can be opened now. */
export interface KnownView extends Omit<StoredView, 'chosen'> {
  readonly chosen: Chosen;
  /** Filters that do not exist any more. */
  readonly gone: readonly { readonly filter: string; readonly value: string }[];
  /** Whether the asker may change or delete it. */
  readonly mayChange: boolean;
}

export type ViewRefusal =
  | 'not_allowed'
  | 'not_found'
  | 'too_many_views'
  /** Of fields: by the name of each. */
  | { readonly field: string; readonly code: 'name_taken' | 'has_number' | 'unknown' };

/**
 * Saved views of the list of tickets: each is its owner's, and everybody's who lists tickets where it is shared. A shared one
 * whose owner has left is changed and deleted by whoever may share; by a change it becomes theirs.
 */
export interface CaseViews {
  /** Null: the asker lists no tickets. */
  list(actor: Actor): Promise<readonly KnownView[] | null>;
  save(actor: Actor, view: Omit<StoredView, 'ownerId'>): Promise<KnownView | { readonly refusal: ViewRefusal }>;
  delete(actor: Actor, viewId: string): Promise<ViewRefusal | null>;
}

export interface CaseViewsDeps {
  readonly store: Pick<Store, 'caseViews' | 'transaction'>;
  readonly sops: Pick<SopRegistry, 'services'>;
  readonly directory: Pick<Directory, 'byId'>;
  /** The words with every number that may be a person's hidden. */
  readonly inTheOpen: (words: string) => string;
  readonly clock: Clock;
}

/** As many as one still finds one's way in. */
const mostViews = 50;

export function createCaseViews({ store, sops, directory, inTheOpen, clock }: CaseViewsDeps): CaseViews {
  const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/u.test(value);
  /** Whether a filter of this name still takes this value; a name that is not here is a filter that there is not. */
  const exists: Readonly<Record<string, (value: string) => boolean>> = {
    status: (value) => (caseStatuses as readonly string[]).includes(value),
    channel: (value) => (channels as readonly string[]).includes(value),
    serviceId: (value) => sops.services.some(({ id }) => id === value),
    sopId: (value) => sops.services.some(({ sopId }) => sopId === value),
    from: isDay,
    until: isDay,
    mine: (value) => value === 'true',
  };
  const holds = ([filter, value]: readonly [string, string]): boolean =>
    Object.hasOwn(exists, filter) && exists[filter]?.(value) === true;
  const mayChange = (actor: Actor, { ownerId, shared }: Pick<StoredView, 'ownerId' | 'shared'>): boolean =>
    ownerId === actor.userId || (shared && directory.byId(ownerId) === null && mayShareViews(actor));
  const known = (actor: Actor, { chosen, ...view }: StoredView): KnownView => {
    const all = Object.entries(chosen);
    return {
      ...view,
      mayChange: mayChange(actor, view),
      chosen: Object.fromEntries(all.filter(holds)),
      gone: all.filter((one) => !holds(one)).map(([filter, value]) => ({ filter, value })),
    };
  };
  const faultOf = (actor: Actor, { name, q, chosen, shared }: Omit<StoredView, 'ownerId'>): ViewRefusal | null => {
    if (!mayList(actor) || (shared && !mayShareViews(actor))) return 'not_allowed';
    for (const [field, words] of [['name', name] as const, ['filter.q', q] as const])
      if (inTheOpen(words) !== words) return { field, code: 'has_number' };
    const gone = Object.entries(chosen).find((one) => !holds(one));
    return gone ? { field: `filter.${gone[0]}`, code: 'unknown' } : null;
  };
  return {
    list: async (actor) =>
      mayList(actor) ? (await store.caseViews(actor.userId)).map((view) => known(actor, view)) : null,
    save: async (actor, view) => {
      const fault = faultOf(actor, view);
      if (fault !== null) return { refusal: fault };
      return store.transaction(async (tx) => {
        await tx.caseViews.lockViewsOf(actor.userId);
        const before = await tx.caseViews.lockView(view.viewId);
        // Another's looks like one that is not there.
        if (before !== null && !mayChange(actor, before)) return { refusal: 'not_found' };
        if (before?.ownerId !== actor.userId && (await tx.caseViews.countViews(actor.userId)) >= mostViews)
          return { refusal: 'too_many_views' };
        const stored = { ...view, ownerId: actor.userId };
        if (!(await tx.caseViews.saveView(stored, clock.now())))
          return { refusal: { field: 'name', code: 'name_taken' } };
        const action = toldOf(before, view);
        if (action !== null) await tx.audit({ personId: actor.userId, action, subject: view.viewId, reason: null });
        return known(actor, stored);
      });
    },
    delete: (actor, viewId) =>
      store.transaction(async (tx) => {
        const before = await tx.caseViews.lockView(viewId);
        if (!mayList(actor) || before === null || !mayChange(actor, before)) return 'not_found';
        await tx.caseViews.deleteView(viewId);
        if (before.shared)
          await tx.audit({ personId: actor.userId, action: 'view.deleted', subject: viewId, reason: null });
        return null;
      }),
  };
}

type Shared = Pick<StoredView, 'shared'>;
/** What colleagues have to be accounted to for a save; null: nothing changes for them. */
function toldOf(before: Shared | null, after: Shared): AuditAction | null {
  if (before?.shared !== true) return after.shared ? 'view.shared' : null;
  return after.shared ? 'view.changed' : 'view.unshared';
}
