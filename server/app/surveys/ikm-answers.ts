import type { IkmAnswers } from '../../domain/survey/ikm.ts';
import { ikmCodes, ikmElements, ikmVersion } from '../../domain/survey/ikm-elements.ts';
import { isAskable, type SurveyQuestion } from '../../domain/survey/survey.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { PageAnswersDeps } from './case-answers.ts';

/** The nine questions of the public satisfaction survey, which citizens answer as a whole, once for each case. */
export interface IkmPage {
  /** None: the case goes on, its service does not ask them, or they were answered. */
  asked(record: CaseRecord): Promise<readonly SurveyQuestion[]>;
  /** Keeps all nine; what was answered already stays as it is. */
  answer(caseId: string, answers: IkmAnswers): Promise<'answered' | 'not_asked'>;
}

export function createIkmPage({ store, sops, clock }: PageAnswersDeps): IkmPage {
  const isAsked = ({ state, serviceId, restricted }: CaseRecord): boolean =>
    restricted !== true &&
    isAskable(state, clock.now()) &&
    sops.services.some(({ id, survey }) => id === serviceId && survey?.ikm === true);
  return {
    asked: async (record) => (isAsked(record) && !(await store.hasAnsweredIkm(record.caseId)) ? questions : []),
    answer: async (caseId, answers) => {
      const record = await store.caseById(caseId);
      if (!record || !isAsked(record)) return 'not_asked';
      await store.transaction((tx) => tx.surveys.saveIkm(caseId, answers, clock.now()));
      return 'answered';
    },
  };
}

const questions: readonly SurveyQuestion[] = ikmCodes.map((key) => {
  const { question: text, values } = ikmElements[key];
  return { key, version: ikmVersion, text, values };
});
