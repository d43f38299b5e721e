import type { SurveyAnswered } from '../../../telephony/survey.ts';
import type { SurveyReads } from '../ports/surveys.ts';
import { type AfterItsCallDeps, createAfterItsCall } from '../shared/after-its-call.ts';

export interface CallAnswersDeps extends Omit<AfterItsCallDeps, 'what'> {
  readonly store: Pick<SurveyReads, 'saveCallAnswer'>;
  readonly persist: <T>(what: string, work: () => Promise<T>) => Promise<T | null>;
}

/**
 * Keeps what callers pressed after their talk, outside of the case, which may be closed: told live and read back from the
 * exchange's log, it counts once.
 * @returns takes one; resolves when it is stored, or waits for its call.
 */
export function createCallAnswers(deps: CallAnswersDeps): (event: SurveyAnswered) => Promise<void> {
  const { store, persist } = deps;
  const keep = createAfterItsCall({ ...deps, what: 'answer' });
  return ({ type, ...answer }) =>
    keep(() => persist(`${type} ${answer.callId}`, () => store.saveCallAnswer(answer)), { callId: answer.callId });
}
