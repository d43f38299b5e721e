import type { SaveDraft } from '../../../server/contract/actions.ts';
import type { CaseCard } from '../../../server/contract/views.ts';
import {
  acknowledged,
  type DraftFields,
  type DraftState,
  draftBody,
  due,
  emptyDraft,
  failed,
  forgotten,
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
  readonly send: (caseId: string, body: SaveDraft) => Promise<CaseCard>;
  /** The case as the server just answered it. */
  readonly answered: (card: CaseCard) => void;
  readonly monotonic: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
}

export interface Drafts {
  /** A form of this case is in view: a draft found from before a reload is sent. */
  readonly open: (caseId: string) => void;
  readonly get: (caseId: string) => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
  /** @param sealed which of the fields are kept sealed */
  readonly type: (caseId: string, patch: DraftFields, sealed?: readonly string[]) => void;
  /** A form is saved: its fields have done their work. Left out: all of the case's are. */
  readonly forget: (caseId: string, names?: readonly string[]) => void;
  readonly reconnected: () => void;
}

/** Keeps the drafts of all cases, one a case for all its forms: typed text outlives a closed tab of the workspace, a lost link, a reload. */
export function createDrafts({ storage, send, answered, monotonic, later }: DraftParts): Drafts {
  const states = new Map<string, DraftState>();
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
      const card = await send(caseId, draftBody(fields, state.sealed));
      if (get(caseId).sending !== null) set(caseId, acknowledged(get(caseId), monotonic()));
      answered(card);
    } catch (error) {
      const now = get(caseId);
      if (now.sending === null) return;
      set(caseId, isPassing(error) ? failed(now, monotonic()) : refused(now, monotonic(), fieldCodes(error)));
    }
  };
  return {
    open(caseId) {
      get(caseId);
      if (!timers.has(caseId)) arm(caseId);
    },
    get,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(caseId, patch, sealed = []) {
      set(caseId, typed(get(caseId), patch, monotonic(), sealed));
    },
    forget(caseId, names) {
      if (names !== undefined) return set(caseId, forgotten(get(caseId), names));
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
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'string'));
  } catch {
    return {};
  }
}
