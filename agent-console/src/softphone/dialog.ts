/** What identifies a SIP dialog, kept for the length of a call so that a reloaded page can take its place. */
export interface KeptDialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Where the replacing INVITE goes. */
  readonly resumeAt: string;
}

interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const key = 'sigap.dialog';

/** JsSIP keeps a dialog's identity in a private field; a version without it only loses the resumption. */
export function keepDialog(storage: DraftStorage, session: unknown, sipUri: string): void {
  const id = (session as { _dialog?: { id?: { call_id?: string; local_tag?: string; remote_tag?: string } } })._dialog
    ?.id;
  if (!id?.call_id || !id.local_tag || !id.remote_tag) return;
  const dialog: KeptDialog = {
    callId: id.call_id,
    localTag: id.local_tag,
    remoteTag: id.remote_tag,
    // Our own number: it always exists in the dialplan, and Replaces makes it stand for the call.
    resumeAt: sipUri,
  };
  storage.setItem(key, JSON.stringify(dialog));
}

export function forgetDialog(storage: DraftStorage): void {
  storage.removeItem(key);
}

/** The dialog of the call that was under way when the page was left, once. */
export function takeDialog(storage: DraftStorage): KeptDialog | null {
  const stored = storage.getItem(key);
  storage.removeItem(key);
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
