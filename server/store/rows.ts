import type { AlertRecord } from '../app/ports/alerts.ts';
import type { CaseRecord, LoggedEvent } from '../app/ports/cases.ts';
import type { CaseBrief } from '../app/ports/known-callers.ts';
import type { CallRecord } from '../app/ports/ports.ts';
import type { CallState } from '../domain/call/call.ts';
import { callBackStep } from '../domain/call/missed.ts';
import { type CaseState, newCase } from '../domain/case/case.ts';
import type { CaseEvent } from '../domain/case/events.ts';
import type { AlertKind } from '../domain/sop/state.ts';
import type { Means, SopActor } from '../domain/sop/terms.ts';

/**
 * What the queries below select of a case, but for its state. `c` is case_file, `k` its call. A number that the citizen
 * gave goes before the one that called.
 */
export const caseFacts = `
  c.id, c.ticket_number, c.call_id, c.linked_to, c.service_id, c.sop_id, c.sop_version, c.opened_at, c.version, c.nik_masked,
  c.task_period, c.restricted_at, coalesce(c.sender_masked, k.phone_masked) AS phone_masked`;

export const caseColumns = `${caseFacts}, c.state`;

export interface CaseColumns {
  id: string;
  ticket_number: string;
  call_id: string | null;
  linked_to: string | null;
  service_id: string;
  sop_id: string;
  sop_version: string;
  opened_at: Date;
  version: number;
  nik_masked: string | null;
  phone_masked: string | null;
  task_period: string | null;
  restricted_at: Date | null;
  state: CaseState;
}

export function toCase(row: CaseColumns): CaseRecord {
  return {
    caseId: row.id,
    ticketNumber: row.ticket_number,
    callId: row.call_id,
    linkedTo: row.linked_to,
    serviceId: row.service_id,
    sopId: row.sop_id,
    sopVersion: row.sop_version,
    openedAt: row.opened_at.getTime(),
    version: row.version,
    phoneMasked: row.phone_masked,
    nikMasked: row.nik_masked,
    ...(row.task_period === null ? {} : { task: row.task_period }),
    ...(row.restricted_at ? { restricted: true as const } : {}),
    // A case of an older version lacks what came later.
    state: { ...newCase, ...row.state },
  };
}

export const briefColumns = 'c.id, c.service_id, c.ticket_number, c.status, c.state, c.opened_at, c.agent_id';

export interface BriefColumns {
  id: string;
  service_id: string;
  ticket_number: string;
  status: CaseState['status'];
  state: CaseState;
  opened_at: Date;
  agent_id: string | null;
}

export function toBrief(row: BriefColumns): CaseBrief {
  return {
    caseId: row.id,
    serviceId: row.service_id,
    ticketNumber: row.ticket_number,
    status: row.status,
    kind: row.state.kind,
    category: row.state.category,
    openedAt: row.opened_at.getTime(),
    agentId: row.agent_id,
  };
}

export interface CallColumns {
  state: CallState;
  phone_masked: string | null;
  agent_id: string | null;
  case_id: string | null;
  ticket_number: string | null;
}

export function toCall(row: CallColumns): CallRecord {
  const { case_id: caseId, ticket_number: ticketNumber } = row;
  const placedFor = caseId !== null && ticketNumber !== null ? { caseId, ticketNumber } : null;
  return { call: row.state, phoneMasked: row.phone_masked, agentId: row.agent_id, placedFor };
}

/** `a` is alert, `c` its case. */
export const alertColumns = `
  a.id, a.case_id, c.ticket_number, c.sop_id, c.sop_version, a.run_id, a.step, a.kind, a.percent, a.person_id,
  a.level_to, a.level_people, a.level_by, a.urgent, a.notify, a.due_at, a.fired_at, a.late, a.delivered_at, a.acknowledged_at, a.acknowledged_by,
  c.closed_at IS NOT NULL AND a.step <> '${callBackStep}' AS case_closed`;

export interface AlertColumns {
  id: string;
  case_id: string;
  ticket_number: string;
  sop_id: string;
  sop_version: string;
  run_id: string;
  step: string;
  kind: AlertKind;
  percent: number | null;
  person_id: string | null;
  level_to: SopActor[] | null;
  level_people: string[] | null;
  level_by: Means[] | null;
  urgent: boolean;
  notify: boolean;
  due_at: Date;
  fired_at: Date;
  late: boolean;
  delivered_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  case_closed: boolean;
}

export function toAlert(row: AlertColumns): AlertRecord {
  return {
    alertId: row.id,
    caseId: row.case_id,
    ticketNumber: row.ticket_number,
    sopId: row.sop_id,
    sopVersion: row.sop_version,
    runId: row.run_id,
    step: row.step,
    kind: row.kind,
    percent: row.percent,
    personId: row.person_id,
    level: row.level_to && { to: row.level_to, people: row.level_people ?? [], by: row.level_by ?? [] },
    urgent: row.urgent,
    notify: row.notify,
    dueAt: row.due_at.getTime(),
    firedAt: row.fired_at.getTime(),
    late: row.late,
    deliveredAt: row.delivered_at?.getTime() ?? null,
    acknowledgedAt: row.acknowledged_at?.getTime() ?? null,
    acknowledgedBy: row.acknowledged_by,
    caseClosed: row.case_closed,
  };
}

/** Of case_event. */
export const historyColumns = 'id, seq, type, at, recorded_at, person_id, data';

export interface HistoryColumns {
  id: string;
  seq: number;
  type: CaseEvent['type'];
  at: Date;
  recorded_at: Date;
  person_id: string | null;
  data: object;
}

export function toLogged(row: HistoryColumns): LoggedEvent & { readonly seq: number } {
  return {
    seq: row.seq,
    event: { id: row.id, type: row.type, at: row.at.getTime(), data: row.data } as CaseEvent,
    recordedAt: row.recorded_at.getTime(),
    personId: row.person_id,
  };
}

/** Epoch ms as PostgreSQL reads it. */
export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
