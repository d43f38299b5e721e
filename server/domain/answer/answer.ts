import type { Words } from '../shared/words.ts';

/** What an answer says. Indonesian is required; an English that is empty says nothing yet. */
export interface AnswerContent {
  /** The question that it answers. */
  readonly title: Words;
  /** The answer, with fields such as `{nama}`; see `fields.ts`. */
  readonly body: Words;
  /** The office's folder in which it lies; empty: in none. */
  readonly folder: string;
  /** Codes of the office's subjects, and ids of its services, whose cases it is suggested in first. */
  readonly subjects: readonly string[];
  readonly services: readonly string[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The last day, `2026-12-31`, on which it is offered; null: it does not run out. */
  readonly expiresOn: string | null;
}

/** An answer of the office, with what is being written on it. */
export interface Answer {
  readonly id: string;
  /** The number of times that it was published: 0, never yet. */
  readonly version: number;
  /** What is offered; null: nothing is. */
  readonly published: AnswerContent | null;
  readonly draft: AnswerContent | null;
  /** Where the draft stands; null: there is none. */
  readonly stage: 'writing' | 'review' | null;
  /** Whoever wrote on the draft, in the order in which they did: none of them publishes it. */
  readonly writers: readonly string[];
  /** Why the draft came back from its review. */
  readonly returned: string | null;
  /** Who looks after it: whoever wrote it last. */
  readonly ownerId: string;
  /** So many cases it has solved. */
  readonly solved: number;
  /** Counts every change, so that of two who write at once the second is told. */
  readonly revision: number;
}

export type AnswerAct = 'submit' | 'return' | 'publish' | 'discard' | 'withdraw';
export type AnswerRefusal = 'answer_changed' | 'answer_not_in_review' | 'answer_without_draft' | 'answer_not_offered';

/** Writing on an answer, or on a new one: what was in review has to be looked at anew. */
export function written(answer: Answer | null, id: string, draft: AnswerContent, by: string): Answer {
  const before: Answer = answer ?? {
    ...{ id, version: 0, published: null, draft: null, stage: null, writers: [] },
    ...{ returned: null, ownerId: by, solved: 0, revision: 0 },
  };
  return {
    ...before,
    draft,
    stage: 'writing',
    writers: [...before.writers.filter((writer) => writer !== by), by],
    ownerId: by,
    revision: before.revision + 1,
  };
}

/** The answer after what somebody does with it, who may; or why that cannot be done to it now. */
export function moved(answer: Answer, act: AnswerAct, reason: string | null): Answer | AnswerRefusal {
  const next = { ...answer, revision: answer.revision + 1 };
  const without = { draft: null, stage: null, writers: [], returned: null } as const;
  switch (act) {
    case 'submit':
      return answer.stage === 'writing' ? { ...next, stage: 'review', returned: null } : 'answer_without_draft';
    case 'return':
      return answer.stage === 'review' ? { ...next, stage: 'writing', returned: reason } : 'answer_not_in_review';
    case 'publish':
      if (answer.stage !== 'review') return 'answer_not_in_review';
      return { ...next, ...without, published: answer.draft, version: answer.version + 1 };
    case 'discard':
      return answer.stage === null ? 'answer_without_draft' : { ...next, ...without };
    case 'withdraw':
      return answer.published === null ? 'answer_not_offered' : { ...next, published: null };
  }
}

/** Whether it is offered on this day of the office. */
export const isOffered = ({ published }: Pick<Answer, 'published'>, today: string): boolean =>
  published !== null && (published.expiresOn === null || published.expiresOn >= today);
