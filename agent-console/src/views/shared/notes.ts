import { useCallback, useState } from 'react';

const prefix = 'sigap.note.';

/**
 * A text being written on a case, kept through reloads until it is saved. Kept for this browser tab only, so that
 * nothing of a citizen stays on a shared workstation.
 */
export function useNote(caseId: string, field: string, first = ''): [string, (text: string) => void, () => void] {
  const key = `${prefix}${caseId}.${field}`;
  const [typed, setTyped] = useState<string | null>(() => sessionStorage.getItem(key));
  const write = useCallback(
    (text: string) => {
      sessionStorage.setItem(key, text);
      setTyped(text);
    },
    [key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(key);
    setTyped(null);
  }, [key]);
  return [typed ?? first, write, forget];
}

/** Forgets everything typed in this tab: the person logged out. */
export function forgetNotes(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('sigap.')) sessionStorage.removeItem(key);
}
