import { useCallback, useSyncExternalStore } from 'react';

const prefix = 'sigap.note.';
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A text being written on a case, as it is kept; null: none. */
function readNote(caseId: string, field: string): string | null {
  return sessionStorage.getItem(`${prefix}${caseId}.${field}`);
}

/** Every form that shows it shows it at once. */
function writeNote(caseId: string, field: string, text: string): void {
  sessionStorage.setItem(`${prefix}${caseId}.${field}`, text);
  tell();
}

/**
 * A text being written on a case, kept through reloads until it is saved. Kept for this browser tab only, so that
 * nothing of a citizen stays on a shared workstation.
 */
export function useNote(caseId: string, field: string, first = ''): [string, (text: string) => void, () => void] {
  const typed = useSyncExternalStore(subscribe, () => readNote(caseId, field));
  const write = useCallback((text: string) => writeNote(caseId, field, text), [caseId, field]);
  const forget = useCallback(() => {
    sessionStorage.removeItem(`${prefix}${caseId}.${field}`);
    tell();
  }, [caseId, field]);
  return [typed ?? first, write, forget];
}

const ownerKey = 'sigap.typist';

/** What was typed in this tab before a log-in ended waits for its own person: whoever else comes finds nothing of it. */
export function keepNotesOf(userId: string): void {
  const typist = sessionStorage.getItem(ownerKey);
  if (typist !== null && typist !== userId) forgetNotes();
  sessionStorage.setItem(ownerKey, userId);
}

/** Forgets everything typed in this tab: the person logged out. */
export function forgetNotes(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('sigap.')) sessionStorage.removeItem(key);
  tell();
}
