import { contentOf } from '../../domain/case/contents.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { requiredFor } from '../../domain/sop/verdict.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import { type Actor, mayWrite } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { MessagesQueued, QueueToCitizen, ToCitizen, Unsendable } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { awaits } from './delivery.ts';

/** Why an agent's message cannot be sent now; the console has words for each. */
type SendRefusal = Unsendable | 'case_closed' | 'answer_not_due' | 'fields_missing';

export type SendResult =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly kind: 'not-found' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'refused'; readonly refusal: SendRefusal };

/** What an agent wants to say. `text` or a template with its variables. */
export type Draft = Pick<ToCitizen, 'text' | 'purpose' | 'template'>;

export interface SendDeps {
  readonly store: Pick<Store, 'transaction' | 'messages'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly queueToCitizen: QueueToCitizen;
  readonly queued: MessagesQueued;
}

/** An agent's message: stored with what it fulfils, and given to its gateway by whoever has time. */
export function createSend({ store, sops, publisher, clock, queueToCitizen, queued }: SendDeps) {
  /** @param id the command's own: asked again under it, one message is sent. */
  return async (actor: Actor, caseId: string, draft: Draft, id: string): Promise<SendResult> => {
    const messageId = uuidOf(`message ${actor.userId} ${id}`);
    const correspondent = await store.messages.correspondent(caseId);
    let taken: CaseChange | null = null;
    const result = await store.transaction(async (tx): Promise<SendResult> => {
      // Before the case, as for what comes in: who has the one and wants the other waits for nobody who has the other.
      if (correspondent) await tx.messages.lockConversations([{ address: correspondent.address.key }]);
      const locked = await tx.lockCase(caseId, messageId);
      if (!locked) return { ok: false, kind: 'not-found' };
      const { record } = locked;
      if (!mayWrite(actor, record)) return { ok: false, kind: 'forbidden' };
      const refusal = refusalOf(record, draft);
      if (refusal && !(await tx.messages.isStored(messageId))) return { ok: false, kind: 'refused', refusal };
      const outcome = await queueToCitizen(tx, record, { ...draft, id: messageId, personId: actor.userId });
      if (!outcome.ok) return { ...outcome, kind: 'refused' };
      await tx.messages.markSeen(caseId, clock.now());
      taken = outcome.added ? await takenBy(tx, actor, record, messageId) : null;
      if (taken) await tx.saveCase(taken);
      return { ok: true, messageId };
    });
    if (taken) publisher.committed(taken);
    if (result.ok) queued([caseId]);
    return result;
  };

  /** Whoever writes to the citizen has the case from then on; an agent who still wraps up its call keeps it. */
  async function takenBy(
    tx: StoreTransaction,
    { userId }: Actor,
    record: CaseRecord,
    messageId: string,
  ): Promise<CaseChange | null> {
    const { agentId, closedAt } = record.state;
    if (agentId === userId || closedAt !== null) return null;
    const had = agentId === null || record.callId === null ? null : await tx.lockAgent(agentId);
    if (had && had.status.callId === record.callId) return null;
    const at = clock.now();
    const event: CaseEvent = { id: `${messageId}:taken`, type: 'case.taken', at, data: { agentId: userId } };
    return changeCase(sops, record, [event], userId, at);
  }

  function refusalOf(record: CaseRecord, { purpose }: Draft): SendRefusal | null {
    if (purpose === 'message') return null;
    if (record.state.closedAt !== null) return 'case_closed';
    if (purpose === 'question') return null;
    const sop = sops.get(record.sopId, record.sopVersion);
    if (!awaits(sop, record, 'answer.sent')) return 'answer_not_due';
    // What the document asks for is what the message says, or the proof that its delivery is.
    const asked = requiredFor(sop, record.state.sop, 'answer.sent', record.state.channel).filter(
      (name) => fieldIn(sop, name)?.type !== 'text' && contentOf(record.state, name) === null,
    );
    return asked.some((name) => name !== 'phone' || record.phoneMasked === null) ? 'fields_missing' : null;
  }
}
