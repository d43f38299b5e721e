import type { QuestionFigures, Satisfaction } from '../../contract/surveys.ts';
import { type QuestionFigures as Figures, surveyFigures } from '../../domain/survey/figures.ts';
import type { Directory } from '../people/directory.ts';
import type { SurveyReads } from '../ports/surveys.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createStepCosts } from './ikm-report.ts';

export interface SatisfactionDeps {
  readonly store: Pick<SurveyReads, 'answerCounts' | 'ikmSums' | 'stepScores'>;
  readonly sops: Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
  readonly directory: Pick<Directory, 'nameOf'>;
}

/** How satisfied citizens were who answered from one moment on and before another, epoch ms. */
export type SatisfactionOf = (from: number, before: number) => Promise<Satisfaction>;

export function createSatisfaction({ store, sops, directory }: SatisfactionDeps): SatisfactionOf {
  const costs = createStepCosts({ store, sops });
  const asked = sops.services.flatMap(({ survey }) => survey?.questions ?? []);
  const inWords = (figures: readonly Figures[]): QuestionFigures[] =>
    figures.map(({ counts, ...one }) => ({
      ...one,
      text: asked.find(({ key, version }) => key === one.question && version === one.version)?.text ?? null,
      counts: counts && [...counts],
    }));
  return async (from, before) => {
    const { all, services, agents } = surveyFigures(await store.answerCounts(from, before));
    return {
      all: inWords(all),
      services: services.map(({ serviceId: id, questions }) => ({
        ...{ id, questions: inWords(questions) },
        name: sops.services.find((service) => service.id === id)?.name ?? { id, en: id },
      })),
      steps: await costs('questions', from, before),
      agents: agents.map(({ agentId: id, questions }) => ({
        ...{ id, questions: inWords(questions), name: directory.nameOf(id) ?? id },
      })),
    };
  };
}
