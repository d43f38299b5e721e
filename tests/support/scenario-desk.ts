import { changeCase } from '../../server/app/cases/case-writer.ts';
import { type Actor, mayDo } from '../../server/app/people/policies.ts';
import type { AlertRecord, CaseChange, CaseRecord } from '../../server/app/ports/ports.ts';
import { applyCallEvent, type CallState } from '../../server/domain/call/call.ts';
import { newCase } from '../../server/domain/case/case.ts';
import { type CaseCommand, decide } from '../../server/domain/case/commands.ts';
import { type CaseEvent, fromCallEvent } from '../../server/domain/case/events.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { nextDeadline } from '../../server/domain/sop/step.ts';
import type { CallEvent } from '../../telephony/events.ts';
import { hotlineUnder, shipped } from './sops.ts';

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
  /** What somebody asked of the case with this number (1 is the call's first), or why it was refused. */
  command(actor: Actor, number: number, command: CaseCommand, id: string, now: number): readonly CaseChange[] | string;
  /** When a deadline comes next, in any of the cases. */
  next(): number | null;
  /** Raises what is due, as the timers do. */
  raise(now: number): readonly CaseChange[];
}

export function createDesk(sop: SopDefinition = surabaya): Desk {
  const sops = hotlineUnder(sop);
  const cases: CaseRecord[] = [];
  const log: DeskEntry[] = [];
  const alerts: AlertRecord[] = [];
  let call: CallState | null = null;

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
    const record = { ...of, caseId, ticketNumber: `#${caseId}`, phoneMasked: null, nikMasked: null, state: newCase };
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
      if (before === null) open();
      return openCases().map((record) => change(record, [fromCallEvent(event, agentId)], null, now));
    },
    numbered: (at, now) =>
      openCases()
        .slice(0, 1)
        .map((record) => change(record, [{ id: 'numbered', type: 'ticket.numbered', at, data: {} }], null, now)),
    command: (actor, number, command, id, now) => {
      const record = cases[number - 1];
      if (!record) return 'no such case';
      if (!mayDo(actor, command.type, record)) return 'forbidden';
      const decision = decide(record.state, command, id, now);
      if (!decision.ok) return decision.rejection;
      const changed = change(record, decision.events, actor.userId, now);
      if (command.type !== 'confirm' || !command.anotherComplaint) return [changed];
      const { agentId, callerId, callerName, address, sop: timed } = changed.record.state;
      const data = { live: timed.live, agentId, caller: { callerId, callerName, address } };
      const linked: CaseEvent = { id: `${id}:linked`, type: 'case.linked', at: now, data };
      return [changed, change(open(), [linked], actor.userId, now)];
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
