import type { AskTransfer, TransferTargets } from '../../../server/contract/transfers.ts';

/** A place in the list to which a caller may be handed on. */
export interface Target {
  /** Unique in the list. */
  readonly key: string;
  readonly target: AskTransfer['target'];
  /** Null: the queue, which has no name of its own. */
  readonly name: string | null;
  readonly role: TransferTargets['people'][number]['role'] | null;
  readonly state: TransferTargets['people'][number]['state'] | null;
}

const order = { ready: 0, away: 1, talking: 2, unreachable: 3 } as const;

/** Everybody and everything, who is free first; the queue and what is outside last. */
export function targetsOf({ can, people, outside }: TransferTargets): Target[] {
  const persons = [...people]
    .sort((a, b) => order[a.state] - order[b.state] || a.displayName.localeCompare(b.displayName))
    .map(({ userId, displayName, role, state }): Target => {
      return { key: userId, target: { kind: 'person', userId }, name: displayName, role, state };
    });
  const queue: Target = { key: 'queue', target: { kind: 'queue' }, name: null, role: null, state: null };
  const numbers = outside.map(({ id, name }): Target => {
    return { key: `outside ${id}`, target: { kind: 'outside', id }, name, role: null, state: null };
  });
  return [...persons, ...(can.blind ? [queue] : []), ...(can.outside ? numbers : [])];
}

/** Those that every word of what was typed fits. `wordsOf`: all that is shown of one. */
export function narrowed(targets: readonly Target[], typed: string, wordsOf: (target: Target) => string): Target[] {
  const parts = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return targets.filter((target) => {
    const words = wordsOf(target).toLocaleLowerCase();
    return parts.every((part) => words.includes(part));
  });
}

/** Whether it can be rung now; of others the list says why not. */
export const isFree = ({ state }: Target): boolean => state === null || state === 'ready' || state === 'away';

/** How it is handed on when nothing else was chosen; null: it cannot be. */
export function usualMode(target: Target, can: TransferTargets['can']): AskTransfer['mode'] | null {
  if (can.consult && target.target.kind !== 'queue') return 'consult';
  return can.blind ? 'blind' : null;
}
