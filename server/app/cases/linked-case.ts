import { randomUUID } from 'node:crypto';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { Actor } from '../people/policies.ts';
import type { CaseChange, Clock, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { openedBy } from './open-case.ts';

export interface LinkedCaseDeps {
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
}

/** A further complaint in the same call: a case of its own with the next number, under the procedure in the same version. */
export async function openLinked(
  tx: StoreTransaction,
  { sops, clock, timeZone }: LinkedCaseDeps,
  from: CaseChange,
  actor: Actor,
): Promise<CaseChange> {
  const now = clock.now();
  const { serviceId, sopId, sopVersion, state, callId } = from.record;
  const { agentId, callerId, callerName, address } = state;
  const caseId = randomUUID();
  const data = { live: state.sop.live, agentId, caller: { callerId, callerName, address } };
  const event: CaseEvent = { id: `${from.record.caseId}:linked`, type: 'case.linked', at: now, data };
  const of = { caseId, serviceId, callId, sop: { id: sopId, version: sopVersion } };
  const { phoneMasked, nikMasked } = from.record;
  const when = { personId: actor.userId, dayOf: now, now };
  const { change, opening } = openedBy({ sops, timeZone }, { ...of, phoneMasked, nikMasked }, [event], when);
  return { ...change, record: await tx.openLinked(opening, from.record) };
}
