import type { Answer, AnswerContent } from '../../domain/answer/answer.ts';
import type { Synonyms, TextQuery } from '../../domain/search/query.ts';

/** What somebody did to an answer. */
export interface AnswerEvent {
  readonly revision: number;
  readonly what: 'write' | 'submit' | 'return' | 'publish' | 'discard' | 'withdraw';
  readonly personId: string;
  readonly reason: string | null;
  /** What was offered before and after; of a draft, what was written. */
  readonly before: AnswerContent | null;
  readonly after: AnswerContent | null;
  /** Epoch ms. */
  readonly at: number;
}

/** An answer that is offered, and how well it fits: more is better. */
export interface FoundAnswer {
  readonly answer: Answer;
  readonly score: number;
  /** It has other words, which are spelled alike. */
  readonly alike: boolean;
}

export interface AnswerQuestion {
  readonly query: TextQuery;
  /** The office's day, `2026-12-31`. */
  readonly today: string;
  /** Of the case it is asked for: what is meant for them goes before. */
  readonly serviceId: string | null;
  readonly subject: string | null;
  readonly limit: number;
  /** Also what is spelled alike, where nothing else is found. */
  readonly alike: boolean;
}

/** Words for which there was no answer, and how often. Moments in epoch ms. */
export interface MissingAnswer {
  readonly words: string;
  readonly asked: number;
  readonly serviceId: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface AnswerReads {
  answers(): Promise<readonly Answer[]>;
  answerById(id: string): Promise<Answer | null>;
  answerHistory(id: string): Promise<readonly AnswerEvent[]>;
  /** The best first. In bounded time: what takes longer finds nothing. */
  findAnswers(question: AnswerQuestion): Promise<readonly FoundAnswer[]>;
  synonyms(): Promise<Synonyms>;
  /** Those asked for most often first. */
  missingAnswers(limit: number): Promise<readonly MissingAnswer[]>;
}

export interface AnswerWrites {
  /** Locked; null: there is none. */
  lockAnswer(id: string): Promise<Answer | null>;
  saveAnswer(answer: Answer, event: AnswerEvent): Promise<void>;
  countSolved(id: string): Promise<void>;
  saveSynonyms(groups: Synonyms): Promise<void>;
  answerMissed(words: string, serviceId: string | null, at: number): Promise<void>;
  /** How often it was asked; null: it is not there any more. */
  settleMissed(words: string): Promise<number | null>;
}
