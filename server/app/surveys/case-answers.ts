import { type GivenAnswer, isAskable, questionsBy, type SurveyQuestion } from '../../domain/survey/survey.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';

export interface PageAnswersDeps {
  readonly store: Pick<Store, 'transaction' | 'caseById' | 'hasAnswered' | 'hasAnsweredIkm'>;
  readonly sops: Pick<SopRegistry, 'services'>;
  readonly clock: Clock;
}

/** What citizens are asked on their page when their case is over. */
export interface PageAnswers {
  /** None: the case goes on, its service asks nothing here, or they have answered, in whichever way. */
  asked(record: CaseRecord): Promise<readonly SurveyQuestion[]>;
  /** Keeps what they answered; a question that is answered already stays as it is. `not_asked`: nothing was kept. */
  answer(caseId: string, answers: readonly GivenAnswer[]): Promise<'answered' | 'not_asked'>;
}

export function createPageAnswers({ store, sops, clock }: PageAnswersDeps): PageAnswers {
  const questionsOf = ({ state, serviceId, restricted }: CaseRecord): readonly SurveyQuestion[] =>
    restricted !== true && isAskable(state, clock.now())
      ? questionsBy(
          sops.services.find(({ id }) => id === serviceId),
          'page',
        )
      : [];
  return {
    asked: async (record) => {
      const questions = questionsOf(record);
      return questions.length > 0 && (await store.hasAnswered(record.caseId)) ? [] : questions;
    },
    answer: async (caseId, answers) => {
      const record = await store.caseById(caseId);
      const questions = record ? questionsOf(record) : [];
      const isAsked = ({ key, version }: GivenAnswer) =>
        questions.some((question) => question.key === key && question.version === version);
      if (answers.length === 0 || !answers.every(isAsked)) return 'not_asked';
      const at = clock.now();
      const given = answers.map((answer) => ({ ...answer, channel: 'page' as const, at }));
      await store.transaction((tx) => tx.surveys.saveCaseAnswers(caseId, given, null));
      return 'answered';
    },
  };
}
