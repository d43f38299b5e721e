import type { AnswerCount } from '../../domain/survey/figures.ts';
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
  /** Answers from a moment on and before another, epoch ms. */
  answerCounts(from: number, before: number): Promise<readonly AnswerCount[]>;
}

export interface SurveyWrites {
  /**
   * Keeps what was answered about the end of a case, each question once; its agent of record is the case's.
   * @param messageId of the message that said it
   * @returns how many were new
   */
  saveCaseAnswers(caseId: string, answers: readonly SurveyAnswer[], messageId: string | null): Promise<number>;
}
