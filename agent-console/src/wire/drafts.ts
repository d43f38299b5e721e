import type { IntakeDraft } from '../../../server/contract/case.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import {
  acknowledged,
  type DraftFields,
  type DraftState,
  draftBody,
  due,
  emptyDraft,
  failed,
  keepable,
  reconnected,
  refused,
  restored,
  typed,
} from '../model/draft.ts';
import { fieldCodes, isPassing } from './problem.ts';

/** The part of `Storage` that is used here. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface DraftParts {
  readonly storage: DraftStorage;
  readonly send: (caseId: string, body: IntakeDraft) => Promise<CaseCard>;
  /** The case as the server just answered it. */
  readonly answered: (card: CaseCard) => void;
  readonly monotonic: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
}

export interface Drafts {
  /** The form of this case is in view: a draft found from before a reload is sent. */
  readonly open: (card: Pick<CaseCard, 'caseId' | 'kind'>) => void;
  readonly get: (caseId: string) => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly type: (card: Pick<CaseCard, 'caseId' | 'kind'>, patch: DraftFields) => void;
  /** The form is saved: the draft has done its work. */
  readonly forget: (caseId: string) => void;
  readonly reconnected: () => void;
}

/** Keeps the intake drafts of all cases: typed text outlives a closed tab of the workspace, a lost link, a reload. */
export function createDrafts({ storage, send, answered, monotonic, later }: DraftParts): Drafts {
  const states = new Map<string, DraftState>();
  const kinds = new Map<string, CaseCard['kind']>();
  const timers = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  const keyOf = (caseId: string): string => `sigap.draft.${caseId}`;

  const get = (caseId: string): DraftState => {
    const known = states.get(caseId);
    if (known !== undefined) return known;
    const found = restored(readFields(storage.getItem(keyOf(caseId))), monotonic());
    states.set(caseId, found);
    return found;
  };
  const set = (caseId: string, next: DraftState): void => {
    states.set(caseId, next);
    const keep = keepable(next);
    if (Object.keys(keep).length === 0) storage.removeItem(keyOf(caseId));
    else storage.setItem(keyOf(caseId), JSON.stringify(keep));
    for (const listener of listeners) listener();
    arm(caseId);
  };
  const arm = (caseId: string): void => {
    timers.get(caseId)?.();
    timers.delete(caseId);
    const { sendAt, sending, unsent } = get(caseId);
    if (sendAt === null || sending !== null || Object.keys(unsent).length === 0) return;
    const wait = sendAt - monotonic();
    if (wait <= 0) void push(caseId);
    else
      timers.set(
        caseId,
        later(() => void push(caseId), wait),
      );
  };
  const push = async (caseId: string): Promise<void> => {
    const { state, send: fields } = due(get(caseId), monotonic());
    // A timer may fire a fraction of a millisecond early.
    if (fields === null) return arm(caseId);
    set(caseId, state);
    try {
      const card = await send(caseId, draftBody(fields, kinds.get(caseId) ?? 'complaint'));
      if (get(caseId).sending !== null) set(caseId, acknowledged(get(caseId), monotonic()));
      answered(card);
    } catch (error) {
      const now = get(caseId);
      if (now.sending === null) return;
      set(caseId, isPassing(error) ? failed(now, monotonic()) : refused(now, monotonic(), fieldCodes(error)));
    }
  };
  return {
    open(card) {
      kinds.set(card.caseId, card.kind);
      get(card.caseId);
      if (!timers.has(card.caseId)) arm(card.caseId);
    },
    get,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(card, patch) {
      kinds.set(card.caseId, card.kind);
      set(card.caseId, typed(get(card.caseId), patch, monotonic()));
    },
    forget(caseId) {
      timers.get(caseId)?.();
      timers.delete(caseId);
      storage.removeItem(keyOf(caseId));
      states.set(caseId, emptyDraft);
      for (const listener of listeners) listener();
    },
    reconnected() {
      for (const [caseId, state] of states) {
        if (state.trouble === 'offline') set(caseId, reconnected(state, monotonic()));
      }
    },
  };
}

function readFields(stored: string | null): DraftFields {
  if (stored === null) return {};
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DraftFields) : {};
  } catch {
    return {};
  }
}
