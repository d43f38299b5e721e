import type { IkmReport, StepCost } from '../../contract/surveys.ts';
import { type IkmFigures, ikmFigures } from '../../domain/survey/ikm.ts';
import { stepCosts } from '../../domain/survey/lateness.ts';
import { createFigureLabels } from '../figures/figure-labels.ts';
import type { SurveyReads } from '../ports/surveys.ts';
import type { SopRegistry } from '../procedures/registry.ts';

export interface IkmReportDeps {
  readonly store: Pick<SurveyReads, 'ikmSums' | 'stepScores'>;
  readonly sops: Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
}

/** What citizens answered from one moment on and before another, epoch ms. */
export type IkmReportOf = (from: number, before: number) => Promise<IkmReport>;

export function createIkmReport(deps: IkmReportDeps): IkmReportOf {
  const { store, sops } = deps;
  const costs = createStepCosts(deps);
  return async (from, before) => {
    const { all, services } = ikmFigures(await store.ikmSums(from, before));
    return {
      all: toTold(all),
      services: services.map(({ serviceId: id, ...figures }) => ({
        ...{ id, name: sops.services.find((service) => service.id === id)?.name ?? { id, en: id } },
        ...toTold(figures),
      })),
      steps: await costs('ikm', from, before),
    };
  };
}

/** Which late steps go with citizens less content, in the words of their procedures. */
export function createStepCosts({ store, sops }: IkmReportDeps) {
  const { labelOf } = createFigureLabels(sops);
  return async (of: 'questions' | 'ikm', from: number, before: number): Promise<StepCost[]> =>
    stepCosts(await store.stepScores(of, from, before)).map(({ sopId, step, ...cost }) => {
      const key = `${sopId}/${step}`;
      const procedure = labelOf('procedure', sopId, new Map()) ?? { id: sopId, en: sopId };
      const name = labelOf('step', key, new Map()) ?? { id: step, en: step };
      return { key, name: { id: `${procedure.id}: ${name.id}`, en: `${procedure.en}: ${name.en}` }, ...cost };
    });
}

const toTold = ({ elements, ...figures }: IkmFigures): IkmReport['all'] => ({
  ...figures,
  elements: elements === null ? null : [...elements],
});
