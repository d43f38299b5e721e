import { sealedOf } from '../../server/app/cases/action-card.ts';
import { changeCase } from '../../server/app/cases/case-writer.ts';
import { awaits } from '../../server/app/messages/delivery.ts';
import { type Actor, mayAct } from '../../server/app/people/policies.ts';
import type { AlertRecord } from '../../server/app/ports/alerts.ts';
import type { CaseRecord } from '../../server/app/ports/cases.ts';
import type { CaseChange } from '../../server/app/ports/ports.ts';
import { applyCallEvent, type CallState } from '../../server/domain/call/call.ts';
import type { Reach } from '../../server/domain/case/action-form.ts';
import { actionsFor } from '../../server/domain/case/actions.ts';
import { newCase } from '../../server/domain/case/case.ts';
import { actionOf, decideAction, type FieldFault, typingBefore } from '../../server/domain/case/decide-action.ts';
import { type CaseEvent, fromCallEvent } from '../../server/domain/case/events.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { nextDeadline } from '../../server/domain/sop/step.ts';
import { isNeed } from '../../server/domain/sop/work-events.ts';
import type { CallEvent } from '../../telephony/events.ts';
import { hotlineUnder, shipped } from './sops.ts';
import { allPapers } from './step-papers.ts';

/** The procedure as shipped. */
export const surabaya: SopDefinition = shipped('surabaya');

/** One event of one case, as its history keeps it. */
export interface DeskEntry {
  readonly caseId: string;
  readonly event: CaseEvent;
  readonly recordedAt: number;
}

/**
 * One call with its cases, moved by hand: the domain and nothing else, in the order in which the server applies it.
 * Moments are epoch ms; `now` is when something is handled.
 */
export interface Desk {
  readonly call: CallState | null;
  readonly cases: readonly CaseRecord[];
  readonly log: readonly DeskEntry[];
  readonly alerts: readonly AlertRecord[];
  /** Something the exchange told; nothing changes when it tells nothing new. */
  exchange(event: CallEvent, agentId: string | null, now: number): readonly CaseChange[];
  numbered(at: number, now: number): readonly CaseChange[];
  /** What somebody did to the case with this number (1 is the call's first), or why it was refused. */
  act(
    actor: Actor,
    number: number,
    event: string,
    fields: Readonly<Record<string, string>>,
    id: string,
    now: number,
  ): readonly CaseChange[] | string;
  /** The first word of somebody's form. */
  type(actor: Actor, number: number, id: string, now: number): readonly CaseChange[] | string;
  /** A gateway takes the words that have waited longest for it, or refuses them for good. */
  gateway(number: number, takes: boolean, now: number): readonly CaseChange[] | string;
  /** When a deadline comes next, in any of the cases. */
  next(): number | null;
  /** Raises what is due, as the timers do. */
  raise(now: number): readonly CaseChange[];
}

/** An office that writes by every channel: whose number is known can be written to. */
const reachOf = ({ phoneMasked }: CaseRecord): Reach => ({ message: phoneMasked !== null, call: false });

/** Whom a case can be forwarded to. */
const officials: readonly string[] = ['hadi', 'tono'];

const faultWords = (faults: readonly FieldFault[]): string =>
  faults.map(({ field, code }) => `${field} ${code}`).join(', ');

export function createDesk(sop: SopDefinition = surabaya): Desk {
  const sops = hotlineUnder(sop);
  const cases: CaseRecord[] = [];
  const log: DeskEntry[] = [];
  const alerts: AlertRecord[] = [];
  let call: CallState | null = null;
  /** The caller did not withhold the number. */
  let known = false;

  const open = (): CaseRecord => {
    const caseId = String(cases.length + 1);
    const of = {
      callId: 'call',
      linkedTo: null,
      serviceId: 'hotline',
      sopId: sop.id,
      sopVersion: sop.version,
      openedAt: 0,
      version: 0,
    };
    const phoneMasked = known ? '0812-****-7890' : null;
    const record = { ...of, caseId, ticketNumber: `#${caseId}`, phoneMasked, nikMasked: null, state: newCase };
    cases.push(record);
    return record;
  };

  const change = (record: CaseRecord, events: readonly CaseEvent[], personId: string | null, now: number) => {
    const { caseId } = record;
    const fresh = events.filter(({ id }) => !log.some((entry) => entry.caseId === caseId && entry.event.id === id));
    const changed = changeCase(sops, record, fresh, personId, now);
    cases[Number(caseId) - 1] = changed.record;
    log.push(...fresh.map((event) => ({ caseId, event, recordedAt: now })));
    alerts.push(...changed.alerts);
    return changed;
  };

  const openCases = () => cases.filter(({ state }) => state.closedAt === null);
  const deadlineOf = ({ state }: CaseRecord) => (state.closedAt === null ? nextDeadline(sop, state.sop) : null);

  return {
    get call() {
      return call;
    },
    cases,
    log,
    alerts,
    exchange: (event, agentId, now) => {
      const before = call;
      call = applyCallEvent(call, event);
      if (call === before) return [];
      if (event.type === 'call.arrived') known = event.ani !== null;
      if (before === null) open();
      return openCases().map((record) => change(record, [fromCallEvent(event, { agentId })], null, now));
    },
    numbered: (at, now) =>
      openCases()
        .slice(0, 1)
        .map((record) => change(record, [{ id: 'numbered', type: 'ticket.numbered', at, data: {} }], null, now)),
    act: (actor, number, event, fields, id, now) => {
      const record = cases[number - 1];
      if (!record) return 'no such case';
      const reach = reachOf(record);
      const offered = actionOf(sop, record.state, event, reach);
      if (offered && !mayAct(actor, offered, record, sop)) return 'forbidden';
      const decision = decideAction(
        sop,
        record.state,
        { event, fields },
        {
          ...{ by: actor, id, messageId: `message ${id}`, at: now, reach, sealed: sealedOf(record) },
          papers: allPapers(sop),
          catalogue: (name) => sops.choicesOf(record.serviceId, name),
          isPerson: (userId, role) => officials.includes(userId) && role === 'official',
        },
      );
      if (!decision.ok) return 'rejection' in decision ? decision.rejection : faultWords(decision.faults);
      const changed = change(record, decision.events, actor.userId, now);
      const opensAnother = decision.action.step?.next.some(({ to, on }) => to === 'new' && on === event);
      if (!opensAnother) return [changed];
      const { agentId, callerId, callerName, address, sop: timed } = changed.record.state;
      const data = { live: timed.live, agentId, caller: { callerId, callerName, address } };
      const linked: CaseEvent = { id: `${id}:linked`, type: 'case.linked', at: now, data };
      return [changed, change(open(), [linked], actor.userId, now)];
    },
    type: (actor, number, id, now) => {
      const record = cases[number - 1];
      if (!record) return 'no such case';
      const { state } = record;
      if (state.closedAt !== null) return 'case_closed';
      if (state.status === 'waiting') return 'not_answered';
      const own = actionsFor(sop, state, reachOf(record)).filter((one) => mayAct(actor, one, record, sop));
      if (own.length === 0) return 'forbidden';
      const begun = own.flatMap(({ event }) => typingBefore(sop, state, event) ?? [])[0];
      return [change(record, begun ? [{ id, type: begun, at: now, data: {} }] : [], actor.userId, now)];
    },
    gateway: (number, takes, now) => {
      const record = cases[number - 1];
      const [messageId, telling] = Object.entries(record?.state.telling ?? {})[0] ?? [];
      if (!record || !telling || messageId === undefined) return 'nothing waits for a gateway';
      const { event: type, fields } = telling;
      if (!takes) {
        const failed: CaseEvent = { id: `${messageId}:failed`, type: 'telling.failed', at: now, data: { messageId } };
        return [change(record, [failed], null, now)];
      }
      const counts = isNeed(type) || awaits(sop, record, type);
      const of = { id: `${messageId}:sent`, at: now };
      const taken: CaseEvent = counts
        ? { ...of, type, data: { fields, via: 'message', messageId } }
        : { ...of, type: 'message.sent', data: { messageId } };
      return [change(record, [taken], null, now)];
    },
    next: () => {
      const all = cases.map(deadlineOf).filter((at) => at !== null);
      return all.length === 0 ? null : Math.min(...all);
    },
    raise: (now) =>
      cases.flatMap((record) => {
        const at = deadlineOf(record);
        if (at === null || at > now) return [];
        const changed = change(record, [{ id: `timer:${at}`, type: 'timer', at, data: {} }], null, now);
        // Whoever waits for the next one would wait for ever.
        if (changed.nextDeadline === at) throw new Error(`the deadline at ${at} did not move on`);
        return [changed];
      }),
  };
}
