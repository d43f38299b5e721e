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

/** The form of an action, by its event. */
export interface FormOf {
  readonly caseId: string;
  readonly event: string;
}

export interface Drafts {
  /** The form is in view: a draft found from before a reload is sent. */
  readonly open: (form: FormOf) => void;
  readonly get: (form: FormOf) => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
  /** @param sealed which of the fields are kept sealed */
  readonly type: (form: FormOf, patch: DraftFields, sealed?: readonly string[]) => void;
  /** These fields of a form have done their work. */
  readonly forget: (form: FormOf, names: readonly string[]) => void;
  /** The case is over, and all of its forms. */
  readonly forgetCase: (caseId: string) => void;
  readonly reconnected: () => void;
}

/** Keeps the draft of every form: typed text outlives a closed tab of the workspace, a lost link, a reload. */
export function createDrafts({ storage, send, answered, monotonic, later }: DraftParts): Drafts {
  const states = new Map<string, DraftState>();
  const timers = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  const forms = new Map<string, FormOf>();
  const keyOf = ({ caseId, event }: FormOf): string => {
    const key = `sigap.draft.${caseId}.${event}`;
    if (!forms.has(key)) forms.set(key, { caseId, event });
    return key;
  };

  const get = (form: FormOf): DraftState => at(keyOf(form));
  const at = (key: string): DraftState => {
    const known = states.get(key);
    if (known !== undefined) return known;
    const found = restored(readFields(storage.getItem(key)), monotonic());
    states.set(key, found);
    return found;
  };
  const set = (key: string, next: DraftState): void => {
    states.set(key, next);
    const keep = keepable(next);
    if (Object.keys(keep).length === 0) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(keep));
    for (const listener of listeners) listener();
    arm(key);
  };
  const arm = (key: string): void => {
    timers.get(key)?.();
    timers.delete(key);
    const { sendAt, sending, unsent } = at(key);
    if (sendAt === null || sending !== null || Object.keys(unsent).length === 0) return;
    const wait = sendAt - monotonic();
    if (wait <= 0) void push(key);
    else
      timers.set(
        key,
        later(() => void push(key), wait),
      );
  };
  const push = async (key: string): Promise<void> => {
    const form = forms.get(key);
    const { state, send: fields } = due(at(key), monotonic());
    // A timer may fire a fraction of a millisecond early.
    if (fields === null || form === undefined) return arm(key);
    set(key, state);
    try {
      const body = { event: form.event, ...draftBody(fields, state.sealed) };
      const card = await send(form.caseId, body);
      if (at(key).sending !== null) set(key, acknowledged(at(key), monotonic()));
      answered(card);
    } catch (error) {
      const now = at(key);
      if (now.sending === null) return;
      set(key, isPassing(error) ? failed(now, monotonic()) : refused(now, monotonic(), fieldCodes(error)));
    }
  };
  return {
    open(form) {
      get(form);
      if (!timers.has(keyOf(form))) arm(keyOf(form));
    },
    get,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(form, patch, sealed = []) {
      set(keyOf(form), typed(get(form), patch, monotonic(), sealed));
    },
    forget(form, names) {
      set(keyOf(form), forgotten(get(form), names));
    },
    forgetCase(caseId) {
      for (const [key, form] of forms) {
        if (form.caseId !== caseId) continue;
        timers.get(key)?.();
        timers.delete(key);
        storage.removeItem(key);
        states.set(key, emptyDraft);
      }
      for (const listener of listeners) listener();
    },
    reconnected() {
      for (const [key, state] of states) {
        if (state.trouble === 'offline') set(key, reconnected(state, monotonic()));
      }
    },
  };
}

function readFields(stored: string | null): DraftFields {
  if (stored === null) return {};
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'string' || one === null));
  } catch {
    return {};
  }
}
