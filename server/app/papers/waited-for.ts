import type { CaseState } from '../../domain/case/case.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';

/** The kinds of papers by which steps end that run now. Pure. */
export function papersWaitedFor({ steps }: SopDefinition, { sop }: CaseState): ReadonlySet<string> {
  const running = new Set(sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => step));
  return new Set(
    steps.filter(({ id }) => running.has(id)).flatMap(({ papers = [] }) => papers.map(({ paper }) => paper)),
  );
}
