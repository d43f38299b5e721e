/** What identifies a SIP dialog, kept for the length of a call so that a reloaded page can take its place. */
export interface KeptDialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Where the replacing INVITE goes. */
  readonly resumeAt: string;
}

interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const key = 'sigap.dialog';

/** JsSIP keeps a dialog's identity in a private field; a version without it only loses the resumption. */
export function keepDialog(shelf: Shelf, session: unknown, sipUri: string): void {
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
  shelf.setItem(key, JSON.stringify(dialog));
}

export function forgetDialog(shelf: Shelf): void {
  shelf.removeItem(key);
}

/** The dialog of the call that was under way when the page was left, once. */
export function takeDialog(shelf: Shelf): KeptDialog | null {
  const stored = shelf.getItem(key);
  shelf.removeItem(key);
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
