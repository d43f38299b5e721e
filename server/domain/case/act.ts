import type { SopDefinition } from '../sop/definition.ts';
import { type Act, type ActEvent, type ActFieldName, actsFor, missingOf } from './acts.ts';
import type { CaseState } from './case.ts';
import type { CaseEvent } from './events.ts';
import { contentOf } from './fields.ts';

/** One act of a case, with what was written. */
export interface ActCommand {
  readonly event: ActEvent;
  readonly fields: Readonly<Partial<Record<ActFieldName, string>>>;
}

export type ActDecision =
  | { readonly ok: true; readonly events: readonly CaseEvent[] }
  | { readonly ok: false; readonly rejection: 'case_closed' | 'not_answered' | 'not_waited_for' }
  | { readonly ok: false; readonly missing: readonly ActFieldName[] };

/** The act of this event that the case waits for now; null: none. */
export const actOf = (sop: SopDefinition, state: CaseState, event: ActEvent): Act | null =>
  actsFor(sop, state).find((act) => act.event === event) ?? null;

/**
 * Decides what an act makes happen, or why it cannot be done now. Pure.
 * @param by who does it, and whether he is an agent: a case is with the agent who last worked on it.
 * @param id the act's own id: the events' ids are made from it, so a repeated one makes the same events.
 * @param known fields that are kept sealed beside the case
 */
export function decideAct(
  sop: SopDefinition,
  state: CaseState,
  { event, fields }: ActCommand,
  by: { readonly userId: string; readonly isAgent: boolean },
  id: string,
  at: number,
  known: ReadonlySet<string>,
): ActDecision {
  if (state.closedAt !== null) return { ok: false, rejection: 'case_closed' };
  if (state.status === 'waiting') return { ok: false, rejection: 'not_answered' };
  const act = actOf(sop, state, event);
  if (!act) return { ok: false, rejection: 'not_waited_for' };
  const offered = new Set<string>(act.fields.map(({ name }) => name));
  const given = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      offered.has(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
  const missing = missingOf(act, state, given, known);
  if (missing.length > 0) return { ok: false, missing };
  const taken: readonly CaseEvent[] =
    by.isAgent && state.agentId !== by.userId
      ? [{ id: `${id}:taken`, type: 'case.taken', at, data: { agentId: by.userId } }]
      : [];
  return { ok: true, events: [...taken, eventOf(state, event, given, id, at)] };
}

/** The event as the case keeps it; numbers that are sealed beside the case are no part of it. */
function eventOf(
  state: CaseState,
  event: ActEvent,
  { phone: _phone, nik: _nik, ...fields }: Readonly<Record<string, string>>,
  id: string,
  at: number,
): CaseEvent {
  const given = (name: ActFieldName): string | null => fields[name] || null;
  const said = (name: ActFieldName): string => fields[name] ?? contentOf(state, name) ?? '';
  const orNull = (name: ActFieldName): string | null => said(name) || null;
  switch (event) {
    case 'intake.started':
    case 'solution.not_found':
      return { id, type: event, at, data: {} };
    case 'intake.saved': {
      const { kind } = state;
      const [callerName, address, category] = [orNull('callerName'), orNull('address'), orNull('category')];
      return {
        id,
        type: event,
        at,
        data: { callerName, address, category, kind: given('kind') ?? kind, complaint: orNull('complaint') },
      };
    }
    case 'analysis.saved':
      return { id, type: event, at, data: { problemFrame: said('problemFrame') } };
    case 'solution.saved':
    case 'solution.given':
      return { id, type: event, at, data: { solution: said('solution') } };
    case 'consultation.answered':
      return { id, type: event, at, data: { text: said('solution') } };
    case 'case.dispatched':
      return { id, type: event, at, data: { note: given('dispatchNote') } };
    case 'case.forwarded':
      return { id, type: event, at, data: { officialId: said('assigneeId'), note: given('forwardNote') } };
    case 'confirmation.saved':
    case 'confirmation.another':
      return { id, type: event, at, data: { confirmed: true } };
    case 'recap.saved':
      return { id, type: event, at, data: { disposition: said('disposition'), summary: said('recapSummary') } };
    default:
      return { id, type: event, at, data: { text: null, fields } };
  }
}
