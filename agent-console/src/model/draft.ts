import { nikDigits } from './format.ts';

/**
 * What somebody has typed into a form of a case, by the names of the fields; a field not touched is absent. Null: what
 * is stored sealed is to be removed. Emptied text of a sealed field only means that no new one is given.
 */
export type DraftFields = Readonly<Record<string, string | null>>;

/**
 * The autosaving draft of one form, that of an action of a case. Moments are monotonic ms.
 * `edits` is everything typed, which the forms show over what the server holds; `unsent` is the part of it the server
 * has not been given; `sending` the part under way.
 */
export interface DraftState {
  readonly edits: DraftFields;
  readonly unsent: DraftFields;
  readonly sending: DraftFields | null;
  readonly sendAt: number | null;
  readonly attempt: number;
  readonly begun: boolean;
  /** `offline`: will be tried again. `refused`: the server will not have it as it is; the next keystroke tries anew. */
  readonly trouble: 'offline' | 'refused' | null;
  /** Why the server would not have a field as it is: codes by field. */
  readonly refusals: Readonly<Record<string, string>>;
  readonly savedAt: number | null;
  /** The names of the fields that are kept sealed: nothing of them outlives the page. */
  readonly sealed: readonly string[];
}

export const emptyDraft: DraftState = {
  edits: {},
  unsent: {},
  sending: null,
  sendAt: null,
  attempt: 0,
  begun: false,
  trouble: null,
  refusals: {},
  savedAt: null,
  sealed: [],
};

/** While typing goes on, a draft leaves this long after its first unsent keystroke. */
const pauseMs = 700;
const firstRetryMs = 1_000;
const longestRetryMs = 15_000;

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/**
 * A keystroke. The very first is sent at once: it may be what a step of the procedure waits for.
 * @param sealed which of the fields are kept sealed
 */
export function typed(state: DraftState, patch: DraftFields, now: number, sealed: readonly string[] = []): DraftState {
  const soon = state.begun ? now + pauseMs : now;
  const retryLater = state.trouble === 'offline' ? state.sendAt : null;
  return {
    ...state,
    edits: { ...state.edits, ...patch },
    unsent: { ...state.unsent, ...patch },
    begun: true,
    sendAt: retryLater ?? (state.sendAt === null ? soon : Math.min(state.sendAt, soon)),
    trouble: state.trouble === 'refused' ? null : state.trouble,
    refusals: without(state.refusals, Object.keys(patch)),
    sealed: [...new Set([...state.sealed, ...sealed])],
  };
}

/** Takes what is to be sent now, or null when it is not yet time or a request is still under way. */
export function due(state: DraftState, now: number): { state: DraftState; send: DraftFields | null } {
  if (state.sending !== null || state.sendAt === null || now < state.sendAt || isEmpty(state.unsent)) {
    return { state, send: null };
  }
  return { state: { ...state, sending: state.unsent, unsent: {}, sendAt: null }, send: state.unsent };
}

/** The server has it. What was typed meanwhile goes next. */
export function acknowledged(state: DraftState, now: number): DraftState {
  const more = !isEmpty(state.unsent);
  return {
    ...state,
    sending: null,
    attempt: 0,
    trouble: isEmpty(state.refusals) ? null : 'refused',
    savedAt: now,
    sendAt: more ? (state.sendAt ?? now + pauseMs) : null,
  };
}

/** It did not arrive: nothing is lost, and it is tried again, later each time. */
export function failed(state: DraftState, now: number): DraftState {
  const unsent = { ...state.sending, ...state.unsent };
  // Everything under way was saved with its form meanwhile: there is nothing to try again.
  if (isEmpty(unsent)) return { ...state, sending: null, sendAt: null, attempt: 0, trouble: null };
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** state.attempt);
  return { ...state, unsent, sending: null, sendAt: now + wait, attempt: state.attempt + 1, trouble: 'offline' };
}

/**
 * The server will not have it. Fields it named wait for the next keystroke in them; the others go again without them,
 * so that one mistyped number holds nothing else back.
 */
export function refused(state: DraftState, now: number, codes: Readonly<Record<string, string>>): DraftState {
  const others = without({ ...state.sending }, Object.keys(codes));
  const unsent = { ...others, ...state.unsent };
  const again = Object.keys(codes).length > 0 && !isEmpty(unsent);
  return {
    ...state,
    unsent,
    sending: null,
    sendAt: again ? now : null,
    attempt: 0,
    trouble: 'refused',
    refusals: { ...state.refusals, ...codes },
  };
}

/** The form with these fields is saved: they have done their work; what was typed for another action stays. */
export function forgotten(state: DraftState, names: readonly string[]): DraftState {
  const unsent = without(state.unsent, names);
  const refusals = without(state.refusals, names);
  return {
    ...state,
    edits: without(state.edits, names),
    unsent,
    sending: state.sending === null ? null : without(state.sending, names),
    sendAt: isEmpty(unsent) ? null : state.sendAt,
    trouble: state.trouble === 'refused' || isEmpty(unsent) ? null : state.trouble,
    refusals,
    savedAt: null,
  };
}

function without<T>(fields: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** The line is back: whatever waits for a retry goes now. */
export function reconnected(state: DraftState, now: number): DraftState {
  return state.trouble === 'offline' ? { ...state, sendAt: now, attempt: 0 } : state;
}

/** A draft as found again after a reload: all of it is taken as not yet sent. */
export function restored(fields: DraftFields, now: number): DraftState {
  return isEmpty(fields) ? emptyDraft : { ...emptyDraft, edits: fields, unsent: fields, begun: true, sendAt: now };
}

/** What may be kept in the browser's storage: of what is sealed nothing but that it is to be removed. */
export const keepable = ({ edits, sealed }: DraftState): DraftFields =>
  without(
    edits,
    sealed.filter((name) => edits[name] !== null),
  );

/**
 * The draft as the server takes it. Of what is sealed a NIK goes when it is whole, or removed; anything else waits for
 * its form, because half a telephone number can look like a whole one. Nothing left is still a keystroke.
 */
export function draftBody(fields: DraftFields, sealed: readonly string[]): { fields: Record<string, string> } {
  const body = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (value === null) return [[name, '']];
    if (!sealed.includes(name)) return [[name, value]];
    const digits = nikDigits(value);
    return /^\d{16}$/u.test(digits) ? [[name, digits]] : [];
  });
  return { fields: Object.fromEntries(body) };
}
