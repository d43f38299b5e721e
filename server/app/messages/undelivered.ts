import type { CaseEvent } from '../../domain/case/events.ts';
import type { Purpose } from '../../domain/message/message.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { CaseIntake, OpenedCase } from '../cases/intake.ts';
import type { CaseChange, Clock, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';

export interface UndeliveredDeps {
  readonly sops: SopRegistry;
  readonly intake: Pick<CaseIntake, 'openIn' | 'committed'>;
  readonly clock: Clock;
}

/** One of ours that did not reach its citizen, and will not. */
export interface Lost {
  readonly id: string;
  readonly caseId: string | null;
  readonly purpose: Purpose | null;
  /** Who wrote it; null: we by ourselves, and then nobody waits for it. */
  readonly personId: string | null;
}

/** What its case came to. */
export interface CaseOfLost {
  readonly change: CaseChange;
  readonly opened: OpenedCase | null;
}

/**
 * What becomes of a case whose message did not reach the citizen. It stands in its history; a case that waited for the
 * answer to a question waits no more, and its clocks go on. An answer that ended its case was no answer: a case that
 * follows from it opens, and stands in the inbox with clocks of its own, as for a citizen who writes after the end.
 */
export function createUndelivered({ sops, intake, clock }: UndeliveredDeps) {
  /** @returns null: it was known, or nobody waits. Once for each message, however often it is told. */
  return async (tx: StoreTransaction, { id, caseId, purpose, personId }: Lost): Promise<CaseOfLost | null> => {
    if (caseId === null || personId === null) return null;
    const data = { messageId: id, ...(purpose && { purpose }) };
    const event: CaseEvent = { id: `${id}:failed`, type: 'telling.failed', at: clock.now(), data };
    const locked = await tx.lockCase(caseId, event.id);
    if (!locked || locked.seen) return null;
    const { record } = locked;
    const change = changeCase(sops, record, [event], null, clock.now());
    await tx.saveCase(change);
    if (purpose !== 'answer' || record.state.closedAt === null) return { change, opened: null };
    const citizen = await tx.messages.correspondent(caseId);
    const opened = await intake.openIn(tx, {
      id: event.id,
      serviceId: record.serviceId,
      receivedAt: clock.now(),
      text: `Jawaban tiket ${record.ticketNumber} tidak sampai kepada warga.`,
      from: citizen && { address: citizen.address.key, masked: citizen.address.masked },
      linkedTo: record.ticketNumber,
      by: null,
    });
    return { change, opened };
  };
}
