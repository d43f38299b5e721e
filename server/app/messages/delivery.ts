import { backOffMs } from '../../../telephony/back-off.ts';
import type { MessageGateway, SendOutcome } from '../../../telephony/messaging/port.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { Purpose } from '../../domain/message/message.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import { isNeed } from '../../domain/sop/work-events.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CarriedPaper, DueMessage, Happening } from '../ports/messages.ts';
import type { CaseChange, Clock, Log, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { CaseOfLost, createUndelivered } from './undelivered.ts';

/** What is known of papers, by which one goes out with a message. */
export interface PaperCarrier {
  /** Its bytes; `void`: they are not a signed paper any more; `away`: nobody can open them now. */
  open(paper: CarriedPaper): Promise<Uint8Array | 'void' | 'away'>;
  /**
   * It went out by this message, which is proof of it: paper, case and message are stored in one transaction.
   * @param keep stores what became of the message
   * @returns false: the paper or its case has moved on, and nothing was stored
   */
  went(
    due: DueMessage & { readonly paper: CarriedPaper },
    keep: (tx: StoreTransaction) => Promise<void>,
  ): Promise<boolean>;
}

export interface DeliveryDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: (caseIds: readonly string[]) => void;
  readonly undelivered: ReturnType<typeof createUndelivered>;
  /** What became of the case of a message that was lost, stored by now. */
  readonly lost: (outcome: CaseOfLost | null) => Promise<void>;
  /** Null: not yet, at a start. */
  readonly papers: () => PaperCarrier | null;
}

/** What nobody could be given for a day is of no use any more, and the agent must know. */
const expiresMs = 86_400_000;
const nextTry = { firstMs: 500, longestMs: 30_000 };

/** Whether the gateway itself is what does not work: then nothing else is tried on it for a while. */
export type AfterTry = { readonly gatewayRestsMs: number };

/** Gives one message to its gateway and stores what became of it. */
export function createDelivery(deps: DeliveryDeps) {
  const { store, sops, publisher, clock, log, changed, undelivered, lost } = deps;
  /**
   * What the message does to its case. It counts when the gateway has taken it: that is the office's part. A telephone
   * that is switched off makes no answer late; the proof that it came is kept beside it.
   */
  const eventOf = (record: CaseRecord, due: DueMessage, at: number): CaseEvent => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const happens = due.happens ?? byPurpose[due.purpose];
    const counts =
      happens && (happens.type === 'basis.told' || isNeed(happens.type) || awaits(sop, record, happens.type));
    return { id: `${due.id}:sent`, at, ...(counts ? happens : { type: 'message.sent', data: { messageId: due.id } }) };
  };

  const taken = async (gateway: string, due: DueMessage, outcome: SendOutcome & { ok: true }): Promise<void> => {
    const now = clock.now();
    let gone: CaseOfLost | null = null;
    const { paper } = due;
    const { reference, status } = outcome;
    const keep = async (tx: StoreTransaction) => {
      await tx.messages.tried(due.id, { kind: 'taken', gateway, reference, status, at: now });
    };
    if (paper && (await deps.papers()?.went({ ...due, paper }, keep))) return;
    const change = await store.transaction(async (tx): Promise<CaseChange | null> => {
      // What we write by ourselves is no event of the case, but for what it says to have told.
      const locked =
        due.caseId && (due.personId || due.happens) ? await tx.lockCase(due.caseId, `${due.id}:sent`) : null;
      const made =
        locked && !locked.seen
          ? changeCase(sops, locked.record, [eventOf(locked.record, due, now)], due.personId, now)
          : null;
      if (made) await tx.saveCase(made);
      const reached = await tx.messages.tried(due.id, { kind: 'taken', gateway, reference, status, at: now });
      // Its failure was told before its name was.
      gone = reached === 'failed' ? await undelivered(tx, due) : null;
      return made;
    });
    if (change) publisher.committed(change);
    await lost(gone);
  };

  /** Nobody will have it: what waited for it waits again for somebody of the office. */
  const failed = async (due: DueMessage, code: string): Promise<void> => {
    const outcome = await store.transaction(async (tx) => {
      // The case before the message, as everywhere.
      const gone = await undelivered(tx, due);
      await tx.messages.tried(due.id, { kind: 'failed', code, at: clock.now() });
      return gone;
    });
    await lost(outcome);
  };
  const later = (due: DueMessage, afterMs: number, maybeSent: boolean) =>
    store.transaction((tx) => tx.messages.tried(due.id, { kind: 'later', afterMs, maybeSent }));

  return async (gateway: MessageGateway, due: DueMessage): Promise<AfterTry> => {
    const { id, attempts, again } = due;
    const old = clock.now() - due.writtenAt > expiresMs;
    let rest = 0;
    const carried = due.paper === null ? null : ((await deps.papers()?.open(due.paper)) ?? 'away');
    if (due.unwanted && due.purpose !== 'stop') await failed(due, 'opted_out');
    else if (carried === 'void') await failed(due, 'paper_void');
    else if (carried === 'away') await later(due, backOffMs(nextTry, attempts), again);
    else {
      const outcome = await gateway.send(outbound(due, carried), again);
      if (!outcome.ok)
        log.warn(
          { id, gateway: gateway.name, kind: outcome.kind, reason: outcome.reason, attempts },
          'a message did not go out',
        );
      if (outcome.ok) await taken(gateway.name, due, outcome);
      else if (outcome.kind === 'rejected') await failed(due, outcome.code ?? 'rejected');
      else if (old && outcome.kind !== 'unknown') await failed(due, 'expired');
      else {
        const afterMs = Math.max(outcome.retryAfterMs ?? 0, backOffMs(nextTry, attempts));
        await later(due, afterMs, outcome.kind === 'unknown' || (again && outcome.kind !== 'busy'));
        if (outcome.kind !== 'unknown')
          rest = Math.max(outcome.retryAfterMs ?? 0, outcome.kind === 'busy' ? 1_000 : 250);
      }
    }
    if (due.caseId) changed([due.caseId]);
    return { gatewayRestsMs: rest };
  };
}

const outbound = (
  { id, writtenAt, channel, from, to, text, template, letter, paper }: DueMessage,
  carried: Uint8Array | null,
) => ({
  id,
  writtenAt,
  channel,
  from,
  to,
  text,
  template,
  ...(letter && { letter }),
  ...(paper && carried && { attachments: [{ name: paper.name, mediaType: 'application/pdf', bytes: carried }] }),
});

/** What a message is that says no more than what it is for. */
const byPurpose: Readonly<Partial<Record<Purpose, Happening>>> = {
  question: { type: 'citizen.asked', data: { via: 'message' } },
  answer: { type: 'answer.sent', data: { via: 'message' } },
};

/** Whether a running step of the procedure ends by an event of this type. Pure. */
export function awaits(sop: SopDefinition, { state }: CaseRecord, event: CaseEvent['type']): boolean {
  return state.sop.runs.some(({ verdict, step }) => verdict === 'running' && stepOf(sop, step).ends.includes(event));
}
