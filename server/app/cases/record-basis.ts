import type { BasisAnswer } from '../../contract/basis.ts';
import { basisEvents } from '../../domain/case/basis-events.ts';
import { type Actor, mayRecordBasis } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';

export interface RecordBasisDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
}

export type BasisRecorded = CaseRecord | 'not_found' | 'not_allowed' | 'not_waited_for';

/**
 * What the citizen was told of the processing of their data, and what they answered, where somebody of the office heard it:
 * on the line, at the counter, in a letter. Who may see the case was looked at before.
 */
export function createRecordBasis({ store, sops, publisher, clock }: RecordBasisDeps) {
  return async (actor: Actor, caseId: string, answer: BasisAnswer, id: string): Promise<BasisRecorded> => {
    const done = await store.transaction(async (tx): Promise<CaseChange | BasisRecorded> => {
      const locked = await tx.lockCase(caseId, id);
      if (!locked) return 'not_found';
      const { record, seen } = locked;
      if (!mayRecordBasis(actor, record)) return 'not_allowed';
      if (seen) return record;
      const basis = sops.basisOf(record.serviceId);
      const events = basisEvents(basis, record.state, answer, { id, at: clock.now(), via: record.state.channel });
      if (events === null) return 'not_waited_for';
      const change = changeCase(sops, record, events, actor.userId, clock.now());
      await tx.saveCase(change);
      // Whose work the case is stands in its history with what they did.
      if (actor.role === 'privacy_officer')
        await tx.audit({ personId: actor.userId, action: 'subject.consent', subject: caseId, reason: answer });
      return change;
    });
    if (typeof done === 'string' || !('record' in done)) return done;
    publisher.committed(done);
    return done.record;
  };
}
export type RecordBasis = ReturnType<typeof createRecordBasis>;
