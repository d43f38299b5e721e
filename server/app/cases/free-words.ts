import { HIDDEN_NUMBER, hidePersonalNumbers } from '../../domain/identity/personal-numbers.ts';
import { restoreNumbers } from '../../domain/identity/restore-numbers.ts';
import type { Service } from '../../domain/service/service.ts';
import type { HiddenWords } from '../ports/cases.ts';
import type { StoreTransaction } from '../ports/ports.ts';

/** What somebody wrote about a case, by the name of the field; what is no text is passed on as it is. */
type Words = Readonly<Record<string, unknown>>;

/** Whose words they are: `id` is the command's own, or whatever tells one writing of a field from another. */
export interface WrittenBy {
  readonly caseId: string;
  readonly id: string;
  /** Null: the citizen's own. */
  readonly personId: string | null;
}

/** These are no free words: each has its own checks, and is sealed itself or an id. */
const ownChecks: ReadonlySet<string> = new Set(['phone', 'nik', 'assigneeId', 'officialId', 'callerId', 'type']);

/** The one door for free words into the history, the state and the screens of a case. */
export interface FreeWords {
  /**
   * The words with every number that may be a person's hidden, for whatever keeps or shows them in the open; those in
   * which something was hidden are kept sealed beside the case in the same transaction, and `reveal` with `words` shows
   * them. The case has to be stored. Written again under the same id, the later words replace the earlier.
   * @throws when the database is away.
   */
  hide<W extends object>(tx: Pick<StoreTransaction, 'saveHiddenWords'>, by: WrittenBy, words: W): Promise<W>;
  /** As they are shown, of words that lie sealed where they are, as messages do. Pure. */
  inTheOpen(words: string): string;
  /** The same in two steps, where the case is stored afterwards: what to show, and what to keep sealed then. Pure. */
  split<W extends object>(by: WrittenBy, words: W): { readonly shown: W; readonly hidden: readonly HiddenWords[] };
  /**
   * The words as they are meant: where one wrote on in a text whose numbers were hidden, with these numbers in it again.
   * For what is hidden anew or goes to the citizen, and for no screen.
   */
  whole<W extends object>(tx: Pick<StoreTransaction, 'hiddenWordsOf'>, caseId: string, words: W): Promise<W>;
}

/** @param services whose own numbers are told to everybody, and stay */
export function createFreeWords(services: readonly Pick<Service, 'addresses'>[]): FreeWords {
  const ours = new Set(
    services.flatMap(({ addresses }) =>
      addresses.map((address) => address.replace(/\D/g, '').replace(/^(?:(?:00)?62|0)/, '')).filter(Boolean),
    ),
  );

  const split = <W extends object>(by: WrittenBy, words: W) => {
    const hidden: HiddenWords[] = [];
    const shown = Object.entries(words as Words).map(([field, value]) => {
      if (typeof value !== 'string' || ownChecks.has(field)) return [field, value];
      const open = hidePersonalNumbers(value, { ours });
      if (open !== value) hidden.push({ ...by, id: `${by.id}:${field}`, field, words: value });
      return [field, open];
    });
    return { shown: Object.fromEntries(shown) as W, hidden };
  };

  const isHidden = (value: unknown): value is string => typeof value === 'string' && value.includes(HIDDEN_NUMBER);

  return {
    inTheOpen: (words) => hidePersonalNumbers(words, { ours }),
    split,
    whole: async (tx, caseId, words) => {
      if (!Object.values(words).some(isHidden)) return words;
      const newest = [...(await tx.hiddenWordsOf(caseId))].reverse();
      const restored = Object.entries(words as Words).map(([field, value]) => {
        if (!isHidden(value) || ownChecks.has(field)) return [field, value];
        const likeliest = [...newest].sort((a, b) => Number(b.field === field) - Number(a.field === field));
        return [
          field,
          restoreNumbers(
            value,
            likeliest.map(({ words: kept }) => kept),
            ours,
          ),
        ];
      });
      return Object.fromEntries(restored);
    },
    hide: async (tx, by, words) => {
      const { shown, hidden } = split(by, words);
      if (hidden.length > 0) await tx.saveHiddenWords(hidden);
      return shown;
    },
  };
}
