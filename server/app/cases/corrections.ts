import type { CaseEvent } from '../../domain/case/events.ts';
import { withhold } from '../../domain/case/withhold.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { HIDDEN_NUMBER } from '../../domain/identity/personal-numbers.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { StoreTransaction } from '../ports/ports.ts';

/**
 * A correction of who somebody is reaches the history: it goes on saying when the name or address was written and when
 * it was put right, and no more what it was. The earlier words lie sealed beside the case, where `reveal` with `words`
 * shows them; of a sealed field the signs of its mask go, and nothing is kept. To be called before the correction itself
 * is stored, with the case locked.
 */
export async function withholdCorrected(
  tx: Pick<StoreTransaction, 'eventsOf' | 'replaceEvents' | 'saveHiddenWords'>,
  sop: SopDefinition,
  caseId: string,
  corrected: readonly string[],
): Promise<void> {
  const personal = new Set(corrected.filter((name) => fieldIn(sop, name)?.personal || fieldIn(sop, name)?.sealed));
  if (personal.size === 0) return;
  const history = await tx.eventsOf(caseId);
  const found = history.map(({ event, personId }) => ({ personId, ...withhold(event, personal, HIDDEN_NUMBER) }));
  const changed = found.filter(({ withheld }) => withheld.length > 0);
  await tx.replaceEvents(
    caseId,
    changed.map(({ event }): CaseEvent => event),
  );
  await tx.saveHiddenWords(
    changed.flatMap(({ event, personId, withheld }) =>
      withheld
        .filter(({ field }) => !fieldIn(sop, field)?.sealed)
        .map(({ field, words }) => ({ caseId, id: `${event.id}:${field}:corrected`, field, words, personId })),
    ),
  );
}
