/** Makes what nobody else can read, change or make. */
export interface Sealer {
  seal(text: string): string;
  open(sealed: string): string;
}

export interface SealedTokenOptions {
  readonly sealer: Sealer;
  /** Epoch ms. */
  readonly now: () => number;
  /** What it is for: one for something else is none. */
  readonly of: string;
  /** How long it is worth something. */
  readonly ms: number;
}

/** What somebody is given to bring back: it says nothing to them, and is worth something until its time is over. */
export function createSealedToken<Of extends object>({ sealer, now, of, ms }: SealedTokenOptions) {
  return {
    give: (what: Of): string => sealer.seal(JSON.stringify({ ...what, of, until: now() + ms })),
    /** Null: it is none of ours for this, or its time is over. */
    read: (token: string): Of | null => {
      try {
        const read = JSON.parse(sealer.open(token)) as Of & { readonly of: string; readonly until: number };
        return read.of === of && read.until >= now() ? read : null;
      } catch {
        return null;
      }
    },
  };
}
