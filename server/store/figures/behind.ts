import type { DataSource } from 'typeorm';
import type { Asked, BehindAsked, FigureStore } from '../../app/ports/figures.ts';
import { agentSource } from './agents.ts';
import { callSource, heatSource } from './calls.ts';
import { caseSource } from './cases.ts';
import { messageSource } from './messages.ts';
import { openSource } from './open.ts';
import type { Source } from './parts.ts';
import { stepSource } from './steps.ts';

/** The very rows that each report counts. */
const sourceOf = ({ report, asked }: BehindAsked): Source => {
  switch (report) {
    case 'calls':
      return callSource(asked as Asked<'service'>);
    case 'heat':
      return heatSource(asked);
    case 'cases':
      return caseSource(asked as Asked<'service'>);
    case 'open':
      return openSource(asked as Asked<'service'>);
    case 'messages':
      return messageSource(asked as Asked<'service'>);
    case 'steps':
      return stepSource(asked as Asked<'step'>);
    case 'agents':
      return agentSource(asked as Asked<'agent'>);
  }
};

interface Row {
  readonly moment: string;
  readonly case_id: string | null;
  readonly ticket_number: string | null;
  readonly person_id: string | null;
  readonly service_id: string | null;
  readonly step: string | null;
  readonly value: number | null;
}

/** What a figure counts, row by row; what it is read off, the greatest first, all else the newest first. */
export function createBehindFigures(dataSource: DataSource): FigureStore['behind'] {
  return async (of) => {
    const { tables, values, figures } = sourceOf(of);
    const rows = Object.hasOwn(figures, of.figure) ? figures[of.figure] : undefined;
    if (!rows) return null;
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const { within } = of;
    const conditions = [rows.where];
    if (within.key !== undefined) conditions.push(`key::text IS NOT DISTINCT FROM ${parameter(within.key)}::text`);
    if (within.at !== undefined) conditions.push(`at = ${parameter(new Date(within.at))}::timestamptz`);
    if (within.weekday !== undefined) conditions.push(`at = ${parameter(within.weekday)}::int`);
    const [limit, offset] = [parameter(of.limit), parameter(of.offset)];
    const [found]: { total: number; rows: Row[] | null }[] = await dataSource.query(
      `${tables},
       h AS (SELECT id, moment, case_id, call_id, person_id, service_id, step, (${rows.value ?? 'NULL'})::float8 AS value
         FROM g WHERE ${conditions.map((one) => `(${one})`).join(' AND ')}),
       page AS (SELECT * FROM h ORDER BY value DESC NULLS LAST, moment DESC, id LIMIT ${limit}::int OFFSET ${offset}::int),
       named AS (SELECT p.id, p.moment, p.person_id, p.step, p.value, coalesce(p.service_id, k.service_id) AS service_id,
           c.id AS case_id, c.ticket_number
         FROM page p LEFT JOIN call_fact k ON k.call_id = p.call_id
         LEFT JOIN case_file c ON c.id = coalesce(p.case_id, k.case_id))
       SELECT (SELECT count(*) FROM h)::int AS total,
         (SELECT json_agg(n ORDER BY value DESC NULLS LAST, moment DESC, id) FROM named n) AS rows`,
      values,
    );
    return {
      total: found?.total ?? 0,
      rows: (found?.rows ?? []).map((row) => ({
        ...{ at: Date.parse(row.moment), caseId: row.case_id, ticketNumber: row.ticket_number, value: row.value },
        ...{ personId: row.person_id, serviceId: row.service_id, step: row.step },
      })),
    };
  };
}
