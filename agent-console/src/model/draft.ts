import type { CaseKind, Category, IntakeDraft } from '../../../server/contract/case.ts';
import { nikDigits } from './format.ts';

/** What the agent has typed into the intake form; a field not touched is absent. */
export interface DraftFields {
  readonly callerName?: string;
  /** Null: the stored one is to be removed. Emptied text only means that no new one is given. */
  readonly nik?: string | null;
  readonly address?: string;
  readonly kind?: CaseKind;
  readonly category?: Category | null;
  readonly complaint?: string;
}

/**
 * The autosaving draft of one case. Moments are monotonic ms.
 * `edits` is everything typed, which the form shows over what the server holds; `unsent` is the part of it the server
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
};

/** While typing goes on, a draft leaves this long after its first unsent keystroke. */
const pauseMs = 700;
const firstRetryMs = 1_000;
const longestRetryMs = 15_000;

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/** A keystroke. The very first is sent at once: it is what ends step 5 of the procedure. */
export function typed(state: DraftState, patch: DraftFields, now: number): DraftState {
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
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** state.attempt);
  return { ...state, unsent, sending: null, sendAt: now + wait, attempt: state.attempt + 1, trouble: 'offline' };
}

/**
 * The server will not have it. Fields it named wait for the next keystroke in them; the others go again without them,
 * so that one mistyped number holds nothing else back.
 */
export function refused(state: DraftState, now: number, codes: Readonly<Record<string, string>>): DraftState {
  const others = without({ ...state.sending }, Object.keys(codes)) as DraftFields;
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

function without(fields: object, names: readonly string[]): Record<string, string> {
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

/** What may be kept in the browser's storage: never the NIK. */
export function keepable(state: DraftState): DraftFields {
  const { nik: _secret, ...rest } = state.edits;
  return rest;
}

/**
 * The draft as the server takes it. A NIK goes only when it is whole, or removed; the kind always goes along, so that
 * a half-typed NIK as the first keystroke still says that the intake has begun.
 */
export function draftBody(fields: DraftFields, kind: CaseKind): IntakeDraft {
  const orNull = (value: string): string | null => (value.trim() === '' ? null : value);
  const body: IntakeDraft = { kind: fields.kind ?? kind };
  if (fields.callerName !== undefined) body.callerName = orNull(fields.callerName);
  if (fields.address !== undefined) body.address = orNull(fields.address);
  if (fields.complaint !== undefined) body.complaint = orNull(fields.complaint);
  if (fields.category !== undefined) body.category = fields.category;
  if (fields.nik === null) body.nik = null;
  else if (fields.nik !== undefined && nikDigits(fields.nik).length === 16) body.nik = nikDigits(fields.nik);
  return body;
}
