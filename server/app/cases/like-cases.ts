import { contentsWithDrafts } from '../../domain/case/contents.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { HIDDEN_NUMBER } from '../../domain/identity/personal-numbers.ts';
import {
  leastLike,
  likeness,
  type Said,
  type SameThing,
  soughtBy,
  termsOf,
  wordsIn,
} from '../../domain/search/likeness.ts';
import { type Actor, mayList, readsWhatIsAnothers } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { CaseAccess } from './case-access.ts';

/** A case in the list of those like another; nothing that is written in it. */
export interface LikeCaseFound {
  readonly record: CaseRecord;
  /** In what it is like the other. */
  readonly same: readonly SameThing[];
  /** The asker may read it; false: only by saying why. */
  readonly open: boolean;
}

export interface LikeCases {
  readonly like: readonly LikeCaseFound[];
  /** Others of the same number or account, open ones first. */
  readonly earlier: readonly LikeCaseFound[];
}

/** Cases like one that the asker may read, the most alike first, and earlier ones of its citizen. */
export type FindLikeCases = (actor: Actor, record: CaseRecord) => Promise<LikeCases>;

export interface LikeCasesDeps {
  readonly store: Pick<Store, 'likeCases' | 'wordShares' | 'synonyms' | 'casesByIds' | 'callerContext' | 'isTied'>;
  readonly sops: SopRegistry;
  readonly access: CaseAccess;
}

/** As many as one looks through at a glance. */
const most = 6;
/** So many words of a case are compared, and of its place. */
const mostTerms = { words: 24, places: 8 } as const;
/** Read at once to find those that the asker may know of. */
const batch = 12;

/** Standard fields that say what has happened; what was answered, noted and told is not looked for. */
const telling: ReadonlySet<string> = new Set(['complaint', 'problemFrame']);

export function createFindLikeCases({ store, sops, access }: LikeCasesDeps): FindLikeCases {
  const said = async (record: CaseRecord): Promise<Said> => {
    const synonyms = await store.synonyms();
    const sop = sops.get(record.sopId, record.sopVersion);
    const texts: string[] = [];
    const places: string[] = [];
    const contents = contentsWithDrafts(record.state);
    for (const [name, text] of contents) {
      const field = fieldIn(sop, name);
      if (!field || field.sealed) continue;
      const own = !field.personal && Object.hasOwn(sop.fields, name) && ['text', 'line'].includes(field.type);
      if (telling.has(name) || own) texts.push(text);
      // An address is personal, and where something is broken: of it the words are looked for, and nobody is shown them.
      else if (field.type === 'place') places.push(text);
    }
    const termsIn = (parts: readonly string[], length: number) =>
      termsOf(parts.join('\n').replaceAll(HIDDEN_NUMBER, ' '), synonyms, length);
    return {
      kind: contents.get('kind') ?? record.state.kind,
      category: contents.get('category') ?? null,
      serviceId: record.serviceId,
      words: termsIn(texts, mostTerms.words),
      places: termsIn(places, mostTerms.places),
    };
  };

  /** The first few of these that the asker may know of. */
  const known = async (
    actor: Actor,
    found: readonly { readonly caseId: string; readonly same: readonly SameThing[] }[],
  ): Promise<readonly LikeCaseFound[]> => {
    const shown: LikeCaseFound[] = [];
    for (let at = 0; at < found.length && shown.length < most; at += batch) {
      const part = found.slice(at, at + batch);
      const records = new Map(
        (await store.casesByIds(part.map(({ caseId }) => caseId))).map((each) => [each.caseId, each]),
      );
      for (const { caseId, same } of part) {
        const record = records.get(caseId);
        if (!record || shown.length === most) continue;
        const how = await access.read(actor, record, store);
        if (how === 'open' || how === 'reason') shown.push({ record, same, open: how === 'open' });
      }
    }
    return shown;
  };

  return async (actor, record) => {
    const [own, { cases, shares }, context] = await Promise.all([
      said(record),
      store.wordShares(),
      store.callerContext(record.caseId),
    ]);
    const least = Math.min(1e-3, ...shares.values());
    const shareOf = (word: string) => shares.get(word) ?? least;
    const terms = [...own.words, ...own.places];
    const found = await store.likeCases({
      caseId: record.caseId,
      sought: soughtBy(terms, shareOf, cases),
      words: wordsIn(terms),
      category: own.category,
      // Whoever reads only what is theirs would find nothing among the best of all.
      personId: mayList(actor) || readsWhatIsAnothers(actor) ? null : actor.userId,
    });
    const earlier = context.tickets.map(({ caseId }) => ({ caseId, same: [] }));
    const theirs = new Set(earlier.map(({ caseId }) => caseId));
    const compared = found
      .map(({ has, ...other }) => ({ ...other, ...likeness(own, { ...other, has: new Set(has) }, shareOf) }))
      .filter(({ caseId, score }) => score >= leastLike && !theirs.has(caseId))
      .sort((a, b) => b.score - a.score || b.openedAt - a.openedAt);
    return { like: await known(actor, compared.slice(0, 5 * batch)), earlier: await known(actor, earlier) };
  };
}
