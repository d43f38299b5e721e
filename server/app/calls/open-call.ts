import type { CallArrived } from '../../../telephony/events.ts';
import { type CallState, sourceOf } from '../../domain/call/call.ts';
import type { signalledPhone } from '../../domain/identity/phone.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { noContext } from '../ports/known-callers.ts';
import type { Log, Store } from '../ports/ports.ts';
import type { Arrivals, Opened } from './arrivals.ts';
import type { LiveCalls } from './live-calls.ts';

/**
 * Opens the case, or finds it, and looks up who may be calling before any telephone rings.
 * @param asOf as of {@link StoreCallEvents}.
 */
export type OpenCall = (
  call: CallState,
  event: Pick<CallArrived, 'id' | 'source'>,
  phone: ReturnType<typeof signalledPhone>,
  asOf?: number,
) => Promise<Opened>;

export interface OpenCallDeps {
  readonly store: Pick<Store, 'callerContext'>;
  readonly liveCalls: Pick<LiveCalls, 'drop' | 'identify'>;
  readonly arrivals: Arrivals;
  readonly publisher: CasePublisher;
  readonly log: Log;
}

export function createOpenCall({ store, liveCalls, arrivals, publisher, log }: OpenCallDeps): OpenCall {
  /** Asked about by the exchange and told by its event within a millisecond: what is under way is done for both. */
  const underWay = new Map<string, Promise<Opened>>();
  const open: OpenCall = async (call, event, phone, asOf) => {
    const opened = await arrivals.open({
      ...{ call, eventId: event.id, phone },
      ...sourceOf(event),
      ...(asOf !== undefined && { asOf }),
    });
    const { record, change, ended } = opened;
    if (ended) {
      liveCalls.drop(call.callId);
      return opened;
    }
    // Who it may be is a help and no more: the ticket is durable, and whoever is rung sees its number in any case.
    const context = await store.callerContext(record.caseId).catch((error: unknown) => {
      log.warn({ err: error, callId: call.callId }, 'the caller could not be looked up');
      return undefined;
    });
    liveCalls.identify(record, context ?? noContext);
    if (change) publisher.committed(change, context);
    return opened;
  };
  return (call, ...how) => {
    const known = underWay.get(call.callId);
    if (known) return known;
    const opening = open(call, ...how).finally(() => underWay.delete(call.callId));
    underWay.set(call.callId, opening);
    return opening;
  };
}
