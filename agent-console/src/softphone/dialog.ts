/**
 * What identifies a SIP dialog, kept for the length of a call so that a reloaded page, or another page of this browser, can
 * take its place.
 */
export interface KeptDialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Where the replacing INVITE goes. */
  readonly resumeAt: string;
}

/** `localStorage` or `sessionStorage`, as far as they are used. */
export interface KeyedStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const keyOf = (sipUri: string): string => `sigap.dialog ${sipUri}`;

/** JsSIP keeps a dialog's identity in a private field; a version without it only loses the resumption. */
const idOf = (session: unknown) =>
  (session as { _dialog?: { id?: { call_id?: string; local_tag?: string; remote_tag?: string } } })._dialog?.id;

/** What JsSIP's sessions can do and its types do not tell. */
interface AsksInDialog {
  sendRequest(
    method: 'OPTIONS',
    options: { readonly eventHandlers: { onDialogError(response: { readonly status_code: number }): void } },
  ): void;
}

/**
 * Asks the exchange whether it still holds the conversation of an established session: one that was killed has forgotten it,
 * and says so (481). Any other answer, and none, leave it alone.
 */
export function askDialog(session: unknown, forgotten: () => void): void {
  (session as AsksInDialog).sendRequest('OPTIONS', {
    eventHandlers: { onDialogError: ({ status_code: status }) => status === 481 && forgotten() },
  });
}

/** @returns what is kept, by which it is forgotten: a session that is over knows its dialog no more */
export function keepDialog(storage: KeyedStorage, session: unknown, sipUri: string): KeptDialog | null {
  const id = idOf(session);
  if (!id?.call_id || !id.local_tag || !id.remote_tag) return null;
  const dialog: KeptDialog = {
    callId: id.call_id,
    localTag: id.local_tag,
    remoteTag: id.remote_tag,
    // Our own number: it always exists in the dialplan, and Replaces makes it stand for the call.
    resumeAt: sipUri,
  };
  storage.setItem(keyOf(sipUri), JSON.stringify(dialog));
  return dialog;
}

/** Its session is over. What is kept of another one, which took its place, stays. */
export function forgetDialog(storage: KeyedStorage, dialog: KeptDialog | null, sipUri: string): void {
  if (dialog !== null && read(storage, sipUri)?.callId === dialog.callId) storage.removeItem(keyOf(sipUri));
}

/** The dialog of the call that was under way when the page was left, once. */
export function takeDialog(storage: KeyedStorage, sipUri: string): KeptDialog | null {
  const kept = read(storage, sipUri);
  storage.removeItem(keyOf(sipUri));
  return kept;
}

function read(storage: KeyedStorage, sipUri: string): KeptDialog | null {
  const stored = storage.getItem(keyOf(sipUri));
  if (stored === null) return null;
  try {
    return JSON.parse(stored) as KeptDialog;
  } catch {
    return null;
  }
}

/** RFC 3891, seen from the exchange: its own tag is our remote one. */
export function replacesHeader({ callId, localTag, remoteTag }: KeptDialog): string {
  return `Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`;
}
