import type { SurveyAnswerCard } from '../../contract/surveys.ts';
import type { SurveyAnswer } from '../ports/surveys.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** Answers in words, as far as the office still asks what was asked; else by the question's name. Pure. */
export const answerCards = (
  answers: readonly SurveyAnswer[],
  { services }: Pick<SopRegistry, 'services'>,
): SurveyAnswerCard[] =>
  answers.map(({ key, version, value, channel, at }) => {
    const asked = services
      .flatMap(({ survey }) => survey?.questions ?? [])
      .find((question) => question.key === key && question.version === version);
    const question = asked?.text ?? { id: key, en: key };
    return { question, value, meaning: asked?.values[value - 1] ?? null, channel, at };
  });
