import { useEffect, useState } from 'react';

export interface Shown<T> {
  readonly value: T;
  /** Seconds until it is closed again. */
  readonly left: number;
}

/** Something sealed that is in the open for a while, and closes by itself. */
export function useShown<T>(seconds: number) {
  const [shown, set] = useState<Shown<T> | null>(null);
  const left = shown?.left ?? null;
  useEffect(() => {
    if (left === null) return;
    const timer = setTimeout(
      () => set((now) => (now === null || now.left <= 1 ? null : { ...now, left: now.left - 1 })),
      1_000,
    );
    return () => clearTimeout(timer);
  }, [left]);
  return { shown, show: (value: T) => set({ value, left: seconds }), hide: () => set(null) };
}
