import type { Clock } from '../app/ports/ports.ts';

/** A look at a file that somebody was given: they alone, for minutes. */
interface FileLook {
  readonly fileId: string;
  readonly what: 'preview' | 'whole' | 'save';
  readonly userId: string;
  /** For whoever hands a person a copy of their data: their cases are nobody's to read for that. */
  readonly copy: boolean;
  readonly until: number;
}

/** Addresses of files that nobody can guess or change, and that are soon worth nothing. */
export interface FileAddresses {
  give(look: Omit<FileLook, 'until'>): { readonly url: string; readonly until: number };
  /** Null: it is none of ours, another's, or its time is over. */
  read(token: string, userId: string): FileLook | null;
}

/** Long enough to turn the pages of what one looks at; a copied address is worth nothing soon, and nothing to others. */
const lookMs = 10 * 60_000;

export interface FileAddressesDeps {
  readonly sealer: { seal(text: string): string; open(sealed: string): string };
  readonly clock: Clock;
}

export function createFileAddresses({ sealer, clock }: FileAddressesDeps): FileAddresses {
  return {
    give: (look) => {
      const until = clock.now() + lookMs;
      return { url: `/api/files/seen/${sealer.seal(JSON.stringify({ of: 'file', ...look, until }))}`, until };
    },
    read: (token, userId) => {
      try {
        const look = JSON.parse(sealer.open(token)) as FileLook & { of: string };
        return look.of === 'file' && look.userId === userId && look.until >= clock.now() ? look : null;
      } catch {
        return null;
      }
    },
  };
}
