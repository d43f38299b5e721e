import type { AskedQuestion, SurveyValue } from '../../../telephony/survey.ts';
import type { Words } from '../shared/words.ts';

/** How a citizen is asked: by keypad after a call, by a message after the end of a case, or on the citizens' page. */
export const surveyWays = ['call', 'message', 'page'] as const;
export type SurveyWay = (typeof surveyWays)[number];

/** A question of the office's. A new version where the words change, so that figures compare like with like. */
export interface SurveyQuestion extends AskedQuestion {
  readonly text: Words;
  /** What 1, 2, 3 and 4 mean. */
  readonly values: readonly Words[];
}

/** What the citizens of a service are asked, and how. */
export interface ServiceSurvey {
  readonly questions: readonly SurveyQuestion[];
  readonly by: readonly SurveyWay[];
  /** On their page they are asked the nine questions of the public satisfaction survey too. */
  readonly ikm: boolean;
}

/** The words of Permenpan-RB 14/2017 for its four answers. */
export const standardValues: readonly Words[] = [
  { id: 'Tidak baik', en: 'Not good' },
  { id: 'Kurang baik', en: 'Less than good' },
  { id: 'Baik', en: 'Good' },
  { id: 'Sangat baik', en: 'Very good' },
];

/** The questions that citizens of the service are asked in this way; none: they are not asked. */
export const questionsBy = (
  service: { readonly survey?: ServiceSurvey } | undefined,
  way: SurveyWay,
): readonly SurveyQuestion[] => (service?.survey?.by.includes(way) ? service.survey.questions : []);

/** Somebody who asks later would be told what the next visit was like. */
const askedForMs = 30 * 24 * 3_600_000;

/** How a case stands: epoch ms, null where it goes on; as what it was ended, where not by its procedure. */
interface Ended {
  readonly closedAt: number | null;
  readonly endedAs: string | null;
  readonly status: string;
}

/**
 * Whether the citizen of a case may be asked how it was: it was worked to its end, and not ended as something else (junk, a
 * duplicate, taken back), not long ago. Pure.
 */
export const isAskable = ({ closedAt, endedAs, status }: Ended, now: number): boolean =>
  closedAt !== null && endedAs === null && status !== 'abandoned' && now - closedAt <= askedForMs;

/** How the occasions of the public satisfaction survey begin, which is no answer about a call or an agent. */
export const ikmOccasions = 'ikm:';

/** What was answered about: a call, or the end of a case. One answer to each question of each occasion. */
export const occasionOf = {
  call: (callId: string) => `call:${callId}`,
  case: (caseId: string) => `case:${caseId}`,
  ikm: (caseId: string) => `${ikmOccasions}${caseId}`,
} as const;

/** An answer as it is given, to a question that is asked. */
export interface GivenAnswer extends AskedQuestion {
  readonly value: SurveyValue;
}
