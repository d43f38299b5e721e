import type { SopDefinition } from './definition.ts';
import type { SopState } from './state.ts';
import type { StepDefinition } from './step-definition.ts';

/**
 * The steps of a case to which the branches of its running steps lead and that have not begun, the nearest first. Which of
 * them it comes to, only what happens decides; none where nothing runs. A promise that is another step's is that one's. Pure.
 */
export function stepsAhead({ steps }: Pick<SopDefinition, 'steps'>, { runs }: SopState): readonly StepDefinition[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const seen = new Set(runs.map(({ step }) => step));
  const found: StepDefinition[] = [];
  const follow = (id: string) => {
    for (const { to } of byId.get(id)?.next ?? []) {
      const step = byId.get(to);
      if (!step || seen.has(to)) continue;
      seen.add(to);
      found.push(step);
    }
  };
  for (const { step, verdict } of runs) if (verdict === 'running') follow(step);
  // What is found meanwhile is followed too.
  for (const { id } of found) follow(id);
  return found.filter(({ kind, scope, shares }) => kind === 'step' && scope === 'case' && shares === null);
}
