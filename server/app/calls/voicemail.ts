import type { HandedOver } from '../../../telephony/recording.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { openedBy } from '../cases/open-case.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { TalkDeps } from './call-back-talk.ts';
import type { MissedCallers } from './missed-callers.ts';

export interface VoicemailDeps extends TalkDeps {
  readonly store: Pick<Store, 'transaction' | 'caseOfCall' | 'messageCase' | 'callerContext'>;
  readonly publisher: CasePublisher;
  readonly missed: Pick<MissedCallers, 'afterMessage' | 'committed'>;
  readonly clock: Clock;
}

/** The case that a message begins, known before it is begun. */
export const messageCaseId = (callId: string): string => uuidOf(`message ${callId}`);

/**
 * A message that a caller left, and that is kept. Where his procedure knows what comes without a talk (`report.received`),
 * it begins a case that follows from the ticket of his call; where it begins with talks alone, it belongs to that ticket,
 * from which he is called back, and begins one only if nobody could. Of one of silence nothing is begun, and the caller is
 * missed as any other. Taken up again, it is the same.
 * @returns false: its call is not stored, or not as over
 * @throws when the database is away
 */
export function createVoicemail(deps: VoicemailDeps): (message: HandedOver, silent: boolean) => Promise<boolean> {
  const { store, publisher, missed } = deps;
  return async ({ callId, lengthMs }, silent) => {
    const of = await store.caseOfCall(callId);
    if (!of) return false;
    if (await store.messageCase(callId)) return true;
    const outcome = await store.transaction(async (tx) => {
      const begins =
        !silent && (beginsWith(sopOf(deps, of.record), 'report.received') || of.record.phoneMasked === null);
      const change = begins ? await begin(tx, deps, { callId, lengthMs, at: of.endedAt }, of.record) : null;
      const ticket = silent ? null : (change?.record ?? of.record);
      return { change, listed: await missed.afterMessage(tx, callId, of.record, ticket) };
    });
    const { change, listed } = outcome;
    // Who it may be is a help and no more.
    if (change) publisher.committed(change, await store.callerContext(change.record.caseId).catch(() => undefined));
    missed.committed(listed);
    return true;
  };
}

/** A procedure that no service works by any more goes on for those who called under it. */
function sopOf({ sops }: Pick<VoicemailDeps, 'sops'>, { sopId, sopVersion }: CaseRecord): SopDefinition {
  const worked = sops.services.some((service) => service.sopId === sopId);
  return worked ? sops.current(sopId) : sops.get(sopId, sopVersion);
}

const beginsWith = ({ steps }: SopDefinition, event: string): boolean =>
  steps.some(({ starts }) => starts.some(({ on }) => on === event));

async function begin(
  tx: StoreTransaction,
  { sops, timeZone, clock }: VoicemailDeps,
  { callId, lengthMs: messageMs, at }: { callId: string; lengthMs: number; at: number },
  from: CaseRecord,
): Promise<CaseChange> {
  const now = clock.now();
  const { serviceId, phoneMasked } = from;
  const sop = sopOf({ sops }, from);
  const id = `${callId}:message`;
  const data = { channel: 'phone', agentId: null, callerName: null, address: null, complaint: null } as const;
  const events: CaseEvent[] = [
    { id, type: 'report.received', at: Math.min(at, now), data: { ...data, messageMs } },
    { id: `${id}:numbered`, type: 'ticket.numbered', at: now, data: {} },
  ];
  // Else nothing of the procedure would run: it is a further complaint of this call.
  const caller = { callerId: null, callerName: null, address: null };
  if (!beginsWith(sop, 'report.received'))
    events.push({ id: `${id}:linked`, type: 'case.linked', at: now, data: { live: false, agentId: null, caller } });
  const of = { caseId: messageCaseId(callId), serviceId, callId, sop, phoneMasked };
  const { change, opening } = openedBy({ sops, timeZone }, of, events, { personId: null, dayOf: now, now });
  const record = await tx.openLinked(opening, from, callId);
  const { ticketNumber } = record;
  return { ...change, record, alerts: change.alerts.map((alert) => ({ ...alert, ticketNumber })) };
}
