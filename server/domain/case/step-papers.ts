import { hasReached, mayStillEnd, type PaperState } from '../papers/life.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { StepDefinition, StepPaper } from '../sop/step-definition.ts';
import type { PaperStage } from '../sop/terms.ts';

/** A paper of the case, as far as a step may end by it. */
export interface CasePaperFacts {
  readonly kind: string;
  readonly state: PaperState;
  /** How far it had come when something happened by it; null: nothing did yet. */
  readonly endedStage: PaperStage | null;
}

/** By which papers the event of the step happens, told this way. Pure. */
export const papersFor = (step: StepDefinition | null, event: string, via: string | undefined): readonly StepPaper[] =>
  step?.papers?.filter((each) => each.on === event && (each.via === undefined || each.via === via)) ?? [];

/** Whether the procedure has papers at all. Pure. */
export const hasPapers = ({ steps }: SopDefinition): boolean => steps.some(({ papers = [] }) => papers.length > 0);

/** A paper by which something is to happen, as it stands. */
export interface OwedPaper<T> {
  readonly owed: StepPaper;
  /** The one that counts, or comes nearest; null: there is none. */
  readonly paper: T | null;
  readonly ready: boolean;
}

/** Every paper by which the event of the step happens, however it is told, and how far each has come. Pure. */
export function owedPapers<T extends CasePaperFacts>(
  step: StepDefinition | null,
  event: string,
  papers: readonly T[],
): readonly OwedPaper<T>[] {
  return (
    step?.papers
      ?.filter(({ on }) => on === event)
      .map((owed) => {
        const ready = paperReady(papers, owed);
        const nearest = papers.findLast(
          ({ kind, state, endedStage }) => kind === owed.paper && mayStillEnd(endedStage, owed.at) && state !== 'void',
        );
        return { owed, paper: ready ?? nearest ?? null, ready: ready !== undefined };
      }) ?? []
  );
}

/** A paper of the kind that has come so far, and by which nothing has happened yet at this stage. Pure. */
export const paperReady = <T extends CasePaperFacts>(
  papers: readonly T[],
  { paper, at }: Pick<StepPaper, 'paper' | 'at'>,
): T | undefined =>
  papers.find(({ kind, state, endedStage }) => kind === paper && mayStillEnd(endedStage, at) && hasReached(state, at));
