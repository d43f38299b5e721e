import type { EntityManager } from 'typeorm';
import type { RaisedAlert } from '../app/ports/alerts.ts';
import type { LoggedEvent } from '../app/ports/cases.ts';
import type { CaseEvent } from '../domain/case/events.ts';
import { type HistoryColumns, historyColumns, iso, toLogged } from './rows.ts';

/** Part of a statement that appends history; the primary key refuses an event id that stands there already. */
export const insertEvents = (parameter: string) => `
  INSERT INTO case_event (case_id, id, seq, type, at, recorded_at, person_id, data)
  SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS r(case_id uuid, id text, seq integer, type text,
    at timestamptz, recorded_at timestamptz, person_id uuid, data jsonb)`;

/** Part of a statement that stores alerts with the events that raised them. */
export const insertAlerts = (parameter: string) => `
  INSERT INTO alert (id, case_id, run_id, step, kind, percent, person_id, level_to, level_people, level_by, urgent,
    notify, due_at, fired_at, late)
  SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS r(id text, case_id uuid, run_id text, step text, kind text,
    percent integer, person_id uuid, level_to text[], level_people uuid[], level_by text[], urgent boolean,
    notify boolean, due_at timestamptz, fired_at timestamptz, late boolean)`;

export function alertRows(alerts: readonly RaisedAlert[]) {
  return alerts.map((alert) => ({
    id: alert.alertId,
    case_id: alert.caseId,
    run_id: alert.runId,
    step: alert.step,
    kind: alert.kind,
    percent: alert.percent,
    person_id: alert.personId,
    level_to: alert.level?.to ?? null,
    level_people: alert.level?.people ?? null,
    level_by: alert.level?.by ?? null,
    urgent: alert.urgent,
    notify: alert.notify,
    due_at: iso(alert.dueAt),
    fired_at: iso(alert.firedAt),
    late: alert.late,
  }));
}

/** @param version the number of events before these. */
export function eventRows(caseId: string, version: number, events: readonly LoggedEvent[]) {
  return events.map(({ event, recordedAt, personId }, index) => ({
    case_id: caseId,
    id: event.id,
    seq: version + index + 1,
    type: event.type,
    at: iso(event.at),
    recorded_at: iso(recordedAt),
    person_id: personId,
    data: event.data,
  }));
}

type Select = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

/** The history of a case, in its order. */
export async function eventsOf(select: Select, caseId: string): Promise<(LoggedEvent & { readonly seq: number })[]> {
  const wanted = `SELECT ${historyColumns} FROM case_event WHERE case_id = $1 ORDER BY seq`;
  return (await select<HistoryColumns>(wanted, [caseId])).map(toLogged);
}

/** Stores other data of events that stand there; everything else of them stays. */
export async function replaceEvents(manager: EntityManager, caseId: string, events: readonly CaseEvent[]) {
  if (events.length === 0) return;
  await manager.query(
    `UPDATE case_event e SET data = r.data FROM jsonb_to_recordset($2::jsonb) AS r(id text, data jsonb)
     WHERE e.case_id = $1 AND e.id = r.id`,
    [caseId, JSON.stringify(events.map(({ id, data }) => ({ id, data })))],
  );
}
