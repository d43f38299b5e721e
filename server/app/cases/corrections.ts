import type { CaseEvent } from '../../domain/case/events.ts';
import { withhold } from '../../domain/case/withhold.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { HIDDEN_NUMBER } from '../../domain/identity/personal-numbers.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { changeCase } from './case-writer.ts';

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

/** Who somebody is was copied into a further case of the same call. */
const copied = ['callerName', 'address'] as const;

/**
 * The open cases of the same call that say of the citizen what the corrected one said before: they are put right with it,
 * each with a line in its own history. The cases of the call are locked with the first.
 * @param before the corrected case as it was
 * @param id the correction's own
 */
export async function correctBeside(
  tx: StoreTransaction,
  { sops, clock }: { readonly sops: SopRegistry; readonly clock: Clock },
  before: CaseRecord,
  { record: after }: CaseChange,
  personId: string,
  id: string,
): Promise<readonly CaseChange[]> {
  if (before.callId === null) return [];
  const now = clock.now();
  const changes: CaseChange[] = [];
  for (const { record } of await tx.lockCasesOfCall(before.callId)) {
    const names = copied.filter(
      (name) =>
        after.state[name] !== before.state[name] &&
        before.state[name] !== null &&
        record.state[name] === before.state[name],
    );
    if (record.caseId === before.caseId || names.length === 0) continue;
    const fields = Object.fromEntries(names.map((name) => [name, after.state[name] ?? '']));
    const event: CaseEvent = { id, type: 'case.corrected', at: now, data: { fields } };
    const change = changeCase(sops, record, [event], personId, now);
    const { callerId } = after.state;
    const whole = { ...change, record: { ...change.record, state: { ...change.record.state, callerId } } };
    await withholdCorrected(tx, sops.get(record.sopId, record.sopVersion), record.caseId, names);
    await tx.saveCase(whole);
    changes.push(whole);
  }
  return changes;
}
