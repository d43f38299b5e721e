import type { Answer } from '../../domain/answer/answer.ts';
import { type AnswerFacts, filled } from '../../domain/answer/fields.ts';
import { dayInWords, type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { AnswerUse, CaseEvent } from '../../domain/case/events.ts';
import { suggestionQuery, textQuery } from '../../domain/search/query.ts';
import type { Words } from '../../domain/shared/words.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { FreeWords } from '../cases/free-words.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** An answer with its fields filled. */
export interface AnswerAtHand extends Pick<Answer, 'id' | 'version' | 'solved'> {
  readonly content: NonNullable<Answer['published']>;
  readonly body: Words;
  readonly title: Words;
}

/** Looking for answers at work. Whether the asker may, and may read the case, was looked at before. */
export interface FindAnswers {
  /**
   * @param q what is typed; empty: what fits the words of the case
   * @param record the case they are for; null: none
   */
  find(
    actor: Actor,
    q: string,
    record: CaseRecord | null,
  ): Promise<{ readonly answers: readonly AnswerAtHand[]; readonly alike: boolean }>;
  /** That nothing fits: its words are kept for whoever writes answers, with every number in them hidden. */
  missed(words: string, record: CaseRecord | null): Promise<void>;
  /** Notes in the case that an answer was used, each way once. False: there is no such case or answer. */
  used(actor: Actor, caseId: string, answerId: string, how: AnswerUse): Promise<boolean>;
}

export interface FindAnswersDeps {
  readonly store: Pick<Store, 'findAnswers' | 'synonyms' | 'answerById' | 'transaction'>;
  readonly sops: SopRegistry;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly publisher: CasePublisher;
  readonly words: Pick<FreeWords, 'inTheOpen'>;
  readonly clock: Clock;
  readonly office: string;
  readonly zone: OfficeZone;
}

/** As many as one looks through at a glance. */
const most = 8;
/** Fewer than these many signs are no question yet that somebody had. */
const shortestMissed = 3;

export function createFindAnswers(deps: FindAnswersDeps): FindAnswers {
  const { store, sops, directory, clock, zone } = deps;
  const factsOf = (actor: Actor, record: CaseRecord | null, today: string): AnswerFacts => ({
    name: record?.state.callerName?.trim() || null,
    ticket: record?.ticketNumber ?? null,
    service: sops.services.find(({ id }) => id === record?.serviceId)?.name ?? null,
    agent: directory.nameOf(actor.userId) ?? '',
    office: deps.office,
    date: { id: dayInWords(today, 'id'), en: dayInWords(today, 'en') },
  });
  return {
    find: async (actor, q, record) => {
      const synonyms = await store.synonyms();
      const typed = q.trim() !== '';
      const said = record ? [record.state.complaint, record.state.problemFrame].filter(Boolean).join('\n') : '';
      const query = typed ? textQuery(q, synonyms) : suggestionQuery(said, synonyms);
      if (query === null) return { answers: [], alike: false };
      const today = officeDay(clock.now(), zone);
      const found = await store.findAnswers({
        ...{ query, today, limit: most, alike: typed },
        serviceId: record?.serviceId ?? null,
        subject: record?.state.category ?? null,
      });
      const facts = factsOf(actor, record, today);
      const both = ({ id, en }: Words): Words => ({ id: filled(id, facts, 'id'), en: filled(en, facts, 'en') });
      return {
        answers: found.flatMap(({ answer: { id, version, solved, published } }) =>
          published === null
            ? []
            : [{ id, version, solved, content: published, title: both(published.title), body: both(published.body) }],
        ),
        alike: found.some(({ alike }) => alike),
      };
    },
    missed: async (typed, record) => {
      const words = deps.words.inTheOpen(typed).normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
      if (words.length < shortestMissed) return;
      const { serviceId = null } = record ?? {};
      await store.transaction((tx) => tx.answers.answerMissed(words.slice(0, 200), serviceId, clock.now()));
    },
    used: async (actor, caseId, answerId, how) => {
      const answer = await store.answerById(answerId);
      if (answer === null || answer.version === 0) return false;
      const title = (answer.published ?? answer.draft)?.title ?? { id: answerId, en: answerId };
      const id = `answer:${answerId}:${how}`;
      const change = await store.transaction(async (tx) => {
        const locked = await tx.lockCase(caseId, id);
        if (!locked) return null;
        if (locked.seen) return 'seen';
        const now = clock.now();
        const event: CaseEvent = {
          id,
          type: 'answer.used',
          at: now,
          data: { answerId, version: answer.version, title, how },
        };
        const changed = changeCase(sops, locked.record, [event], actor.userId, now);
        await tx.saveCase(changed);
        if (how === 'solved') await tx.answers.countSolved(answerId);
        return changed;
      });
      if (change === null) return false;
      if (change !== 'seen') deps.publisher.committed(change);
      return true;
    },
  };
}
