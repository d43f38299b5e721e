import type { CasePaperFacts } from '../../server/domain/case/step-papers.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';

/** Every paper by which steps of the procedure end, sent, or given back where that ends one, and none of them used: as for people who made them before. */
export const allPapers = ({ steps }: SopDefinition): readonly CasePaperFacts[] =>
  steps.flatMap(({ papers = [] }) =>
    papers.map(({ paper: kind, at }): CasePaperFacts => {
      return { kind, state: at === 'returned' ? 'returned' : 'sent', endedStage: null };
    }),
  );
