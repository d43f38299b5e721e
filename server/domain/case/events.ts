import type { CallEvent } from '../../../telephony/events.ts';
import type { Channel } from '../sop/definition.ts';
import type { OutsideEvent, WorkEvent } from '../sop/vocabulary.ts';

/** The intake form (Surabaya SOP, step 6). */
export interface IntakeFields {
  readonly callerName: string | null;
  readonly address: string | null;
  readonly kind: string;
  readonly category: string | null;
  readonly complaint: string | null;
}

interface Happening<Type extends string, Data> {
  readonly id: string;
  readonly type: Type;
  /** Epoch ms. */
  readonly at: number;
  readonly data: Data;
}

type None = Readonly<Record<string, never>>;

/** What people do to a case. */
export type PersonEvent =
  | Happening<'intake.started', None>
  | Happening<'intake.saved', IntakeFields>
  | Happening<'caller.chosen', { callerId: string | null; callerName: string | null; address: string | null }>
  | Happening<'analysis.saved', { problemFrame: string }>
  | Happening<'solution.saved', { solution: string }>
  | Happening<'solution.not_found', None>
  | Happening<'case.dispatched', { note: string | null }>
  | Happening<'case.forwarded', { officialId: string; note: string | null }>
  | Happening<'solution.given', { solution: string }>
  | Happening<'confirmation.saved' | 'confirmation.another', { confirmed: boolean }>
  | Happening<'case.taken', { agentId: string }>
  | Happening<'recap.saved', { disposition: string; summary: string }>;

/** What people do to a case in any other step of any procedure: what was done, in a few words, and what was written. */
type ProcedureEvent = Happening<
  Exclude<WorkEvent | OutsideEvent, PersonEvent['type'] | SystemEvent['type']>,
  { text: string | null; fields?: Readonly<Record<string, string>> }
>;

/** How a complaint came without a call, and what is known of it then. */
interface Received {
  readonly channel: Channel;
  /** Who took it down; absent or null: nobody did, such as a message that came by itself. */
  readonly agentId?: string | null;
  readonly callerName?: string | null;
  readonly address?: string | null;
  readonly complaint?: string | null;
}

/** What the system or the exchange does to a case. */
type SystemEvent =
  | Happening<'call.arrived' | 'ticket.numbered' | 'timer' | 'call.held' | 'call.resumed', None>
  | Happening<'message.received' | 'message.sent', None>
  | Happening<'promise.recounted', { text: string }>
  | Happening<'report.received', Received>
  | Happening<'call.queued', { queue: string }>
  | Happening<'call.offered', { offerId: string; agentId: string | null }>
  | Happening<'offer.lapsed', { offerId: string; reason: string; agentId: string | null }>
  | Happening<'call.answered', { offerId: string; agentId: string | null }>
  | Happening<'call.ended', { endedBy: string }>
  | Happening<
      'case.linked',
      {
        live: boolean;
        agentId: string | null;
        caller: { callerId: string | null; callerName: string | null; address: string | null };
      }
    >;

/** Everything that can happen to a case. It is appended to the case's history as it is; no personal number in it. */
export type CaseEvent = PersonEvent | SystemEvent | ProcedureEvent;

/** An exchange event as the case keeps it: without the caller's number, and with the agent whose telephone it was. */
export function fromCallEvent(event: CallEvent, agentId: string | null): CaseEvent {
  const { id, at } = event;
  switch (event.type) {
    case 'call.queued':
      return { id, type: event.type, at, data: { queue: event.queue } };
    case 'call.offered':
    case 'call.answered':
      return { id, type: event.type, at, data: { offerId: event.offerId, agentId } };
    case 'offer.lapsed':
      return { id, type: event.type, at, data: { offerId: event.offerId, reason: event.reason, agentId } };
    case 'call.ended':
      return { id, type: event.type, at, data: { endedBy: event.endedBy } };
    default:
      return { id, type: event.type, at, data: {} };
  }
}
