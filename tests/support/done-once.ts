import { recurringTasksOf } from '../../server/domain/case/recurring-tasks.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';

/**
 * Marks what an office owes once as done long ago. Else it is a case more, in the office's hours alone: a test would find
 * on a working day what it does not find on a Sunday.
 */
export async function doneOnce(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  sops: readonly SopDefinition[],
): Promise<void> {
  for (const sop of sops) {
    for (const { step, scope } of recurringTasksOf(sop).filter(({ scope }) => scope === 'setup')) {
      await query(
        `INSERT INTO recurring_task (sop_id, step, scope, since, through) VALUES ($1, $2, $3, now(), 'setup')
         ON CONFLICT DO NOTHING`,
        [sop.id, step, scope],
      );
    }
  }
}
