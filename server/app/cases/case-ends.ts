import type { FieldFault } from '../../domain/case/decide-action.ts';
import { mergedText, passedOnText } from '../../domain/message/texts.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { StoreTransaction } from '../ports/ports.ts';
import type { QueueToCitizen } from '../ports/to-citizen.ts';
import { uuidOf } from '../shared/uuid-of.ts';

export interface CaseEndsDeps {
  readonly language: 'id' | 'en';
  readonly queueToCitizen: QueueToCitizen;
}

/** What goes with the end of a case beside it: the cases whose citizens are told. */
export interface Beside {
  readonly told: readonly string[];
}

/**
 * A duplicate is linked to the ticket that goes on, and both citizens are told; what is not ours goes with a receipt of
 * where it went. Whoever left no contact cannot be told, and the case ends all the same.
 */
export async function endedBeside(
  tx: StoreTransaction,
  { language, queueToCitizen }: CaseEndsDeps,
  record: CaseRecord,
  fields: Readonly<Record<string, string>>,
  personId: string,
  id: string,
): Promise<Beside | { readonly faults: readonly FieldFault[] }> {
  const told: string[] = [];
  const tell = async (whom: CaseRecord, text: string) => {
    const messageId = uuidOf(`end ${id} ${whom.caseId}`);
    const queued = await queueToCitizen(tx, whom, { id: messageId, purpose: 'message', text, personId });
    if (queued.ok) told.push(whom.caseId);
  };
  switch (record.state.endedAs) {
    case 'duplicate': {
      const other = await tx.caseByTicket(record.state.duplicateOf ?? '');
      if (!other || other.caseId === record.caseId) return { faults: [{ field: 'duplicateOf', code: 'unknown' }] };
      // What is merged into a ticket that is over would be nobody's work.
      if (other.state.closedAt !== null) return { faults: [{ field: 'duplicateOf', code: 'ticket_closed' }] };
      await tell(record, mergedText(record.ticketNumber, other.ticketNumber)[language]);
      const alone = await tx.areOfOneCitizen(record.caseId, other.caseId);
      if (!alone) await tell(other, mergedText(other.ticketNumber, null)[language]);
      return { told };
    }
    case 'not_ours':
      await tell(record, passedOnText(record.ticketNumber, (fields.passedTo ?? '').trim())[language]);
      return { told };
    default:
      return { told };
  }
}
