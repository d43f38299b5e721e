import type { AnswerCount } from '../../domain/survey/figures.ts';
import type { IkmAnswers, IkmSums } from '../../domain/survey/ikm.ts';
import type { StepScores } from '../../domain/survey/lateness.ts';
import type { GivenAnswer, SurveyWay } from '../../domain/survey/survey.ts';

/** What a citizen answered, without anything that says who they are. */
export interface SurveyAnswer extends GivenAnswer {
  readonly channel: SurveyWay;
  /** Epoch ms. */
  readonly at: number;
}

export interface SurveyReads {
  /**
   * Keeps what was pressed after a call, once for each question.
   * @returns false: the call is not stored
   */
  saveCallAnswer(answer: GivenAnswer & { readonly callId: string; readonly at: number }): Promise<boolean>;
  /** About the case and its calls, oldest first. */
  surveyAnswersOf(caseId: string): Promise<readonly SurveyAnswer[]>;
  /** Whether the end of the case was answered about, in whichever way. */
  hasAnswered(caseId: string): Promise<boolean>;
  /** Cases of these services that ended by their procedure since a moment, epoch ms, of whose end nobody was asked or has answered. */
  toBeAsked(serviceIds: readonly string[], since: number): Promise<readonly string[]>;
  /** Answers from a moment on and before another, epoch ms. */
  answerCounts(from: number, before: number): Promise<readonly AnswerCount[]>;
  /** Whether the nine questions were answered about the case. */
  hasAnsweredIkm(caseId: string): Promise<boolean>;
  /** What was answered to the nine questions from a moment on and before another, epoch ms, by service. */
  ikmSums(from: number, before: number): Promise<readonly IkmSums[]>;
  /** How cases were rated from a moment on and before another, told apart by whether a step of theirs was late. */
  stepScores(of: 'questions' | 'ikm', from: number, before: number): Promise<readonly StepScores[]>;
}

export interface SurveyWrites {
  /**
   * Keeps what was answered about the end of a case, each question once; its agent of record is the case's.
   * @param messageId of the message that said it
   * @returns how many were new
   */
  saveCaseAnswers(caseId: string, answers: readonly SurveyAnswer[], messageId: string | null): Promise<number>;
  /** Keeps all nine answers, of nobody's in the office, or none where the case has them. @param at epoch ms */
  saveIkm(caseId: string, answers: IkmAnswers, at: number): Promise<void>;
}
