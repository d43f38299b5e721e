import {
  type Answer,
  type AnswerAct,
  type AnswerContent,
  type AnswerRefusal,
  moved,
  written,
} from '../../domain/answer/answer.ts';
import { unknownFields } from '../../domain/answer/fields.ts';
import type { Synonyms } from '../../domain/search/query.ts';
import { type Actor, mayPublishAnswers, mayReadAnswers, mayWriteAnswers } from '../people/policies.ts';
import type { AnswerEvent, MissingAnswer } from '../ports/answers.ts';
import type { Clock, Store, StoreTransaction } from '../ports/ports.ts';

/** `answer_own_writing`: four eyes; whoever wrote on it does not publish it. */
export type AnswersRefusal = AnswerRefusal | 'not_allowed' | 'not_found' | 'answer_own_writing';
export type AnswerResult =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly why: AnswersRefusal }
  /** Fields that there are not, by the part in which they stand. */
  | { readonly ok: false; readonly why: 'unknown_field'; readonly parts: readonly string[] };

/** The office's answers at hand, as those see them who look after them. */
export interface Answers {
  /** What the reader may know of them; null: not even that there are any. */
  folder(actor: Actor): Promise<{
    readonly answers: readonly Answer[];
    readonly missing: readonly MissingAnswer[];
    readonly synonyms: Synonyms;
  } | null>;
  /** Null: not the reader's, or there is no such answer. */
  history(actor: Actor, id: string): Promise<readonly AnswerEvent[] | null>;
  /** @param revision as the writer has read it; 0: it is new */
  write(actor: Actor, id: string, revision: number, content: AnswerContent): Promise<AnswerResult>;
  move(actor: Actor, id: string, revision: number, act: AnswerAct, reason: string | null): Promise<AnswerResult>;
  /** False: that is not theirs. */
  saveSynonyms(actor: Actor, groups: Synonyms): Promise<boolean>;
  settleMissing(actor: Actor, words: string): Promise<'done' | 'not_allowed' | 'not_found'>;
}

const mostMissing = 200;

export interface AnswersDeps {
  readonly store: Pick<
    Store,
    'answers' | 'answerById' | 'answerHistory' | 'synonyms' | 'missingAnswers' | 'transaction'
  >;
  readonly clock: Clock;
}

export function createAnswers({ store, clock }: AnswersDeps): Answers {
  const looksAfter = (actor: Actor) => mayWriteAnswers(actor) || mayPublishAnswers(actor);
  /** In one transaction, and only on what its reader has read. */
  const change = (
    id: string,
    revision: number,
    become: (
      before: Answer | null,
      tx: StoreTransaction,
    ) => Promise<{ after: Answer; event: Omit<AnswerEvent, 'at' | 'revision'> } | AnswersRefusal>,
  ): Promise<AnswerResult> =>
    store.transaction(async (tx) => {
      const before = await tx.answers.lockAnswer(id);
      if (before === null && revision > 0) return { ok: false, why: 'not_found' };
      if ((before?.revision ?? 0) !== revision) return { ok: false, why: 'answer_changed' };
      const become_ = await become(before, tx);
      if (typeof become_ === 'string') return { ok: false, why: become_ };
      const { after, event } = become_;
      await tx.answers.saveAnswer(after, { ...event, revision: after.revision, at: clock.now() });
      return { ok: true, answer: after };
    });

  return {
    folder: async (actor) => {
      if (!mayReadAnswers(actor)) return null;
      const all = looksAfter(actor);
      const [answers, missing, synonyms] = await Promise.all([
        store.answers(),
        all ? store.missingAnswers(mostMissing) : [],
        all ? store.synonyms() : [],
      ]);
      const shown = all
        ? answers
        : answers.flatMap((one) => (one.published ? [{ ...one, draft: null, stage: null, returned: null }] : []));
      return { answers: shown, missing, synonyms };
    },
    history: async (actor, id) => {
      if (!looksAfter(actor) || (await store.answerById(id)) === null) return null;
      return store.answerHistory(id);
    },
    write: async (actor, id, revision, content) => {
      if (!mayWriteAnswers(actor)) return { ok: false, why: 'not_allowed' };
      const parts = {
        'title.id': content.title.id,
        'title.en': content.title.en,
        'body.id': content.body.id,
        'body.en': content.body.en,
      };
      const wrong = Object.entries(parts).filter(([, text]) => unknownFields(text).length > 0);
      if (wrong.length > 0) return { ok: false, why: 'unknown_field', parts: wrong.map(([part]) => part) };
      return change(id, revision, async (before) => ({
        after: written(before, id, content, actor.userId),
        event: {
          ...{ what: 'write', personId: actor.userId, reason: null },
          ...{ before: before?.draft ?? before?.published ?? null, after: content },
        },
      }));
    },
    move: async (actor, id, revision, act, reason) => {
      const publishes = act === 'publish' || act === 'return' || act === 'withdraw';
      if (!(publishes ? mayPublishAnswers(actor) : mayWriteAnswers(actor))) return { ok: false, why: 'not_allowed' };
      return change(id, revision, async (before, tx) => {
        if (before === null) return 'not_found';
        if (act === 'publish' && !mayPublishAnswers(actor, before.writers)) return 'answer_own_writing';
        const after = moved(before, act, reason);
        if (typeof after === 'string') return after;
        if (act === 'publish' || act === 'withdraw')
          await tx.audit({
            personId: actor.userId,
            action: act === 'publish' ? 'answer.published' : 'answer.withdrawn',
            subject: id,
            reason,
          });
        const offered = act === 'publish' || act === 'withdraw';
        return {
          after,
          event: {
            ...{ what: act, personId: actor.userId, reason },
            before: offered ? before.published : before.draft,
            after: offered ? after.published : after.draft,
          },
        };
      });
    },
    saveSynonyms: async (actor, groups) => {
      if (!mayWriteAnswers(actor)) return false;
      await store.transaction(async (tx) => {
        await tx.answers.saveSynonyms(groups);
        const subject = `${groups.length}`;
        await tx.audit({ personId: actor.userId, action: 'answer.synonyms', subject, reason: null });
      });
      return true;
    },
    settleMissing: async (actor, words) => {
      if (!looksAfter(actor)) return 'not_allowed';
      return store.transaction(async (tx) => {
        const asked = await tx.answers.settleMissed(words);
        if (asked === null) return 'not_found';
        // How often, and not which words: somebody's name may be among them, and the audit is kept for years.
        await tx.audit({ personId: actor.userId, action: 'answer.settled', subject: `${asked}`, reason: null });
        return 'done';
      });
    },
  };
}
